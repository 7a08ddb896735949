package io.github.outpostrecovery.storage.rest;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One request as it goes over the wire. Its text form shows neither headers nor body, where the secrets are.
 *
 * @param headers all but those that HTTP itself needs
 * @param timeout how long to wait for the whole answer, body included
 */
public record RestRequest(
        HttpMethod method, URI uri, Map<String, String> headers, Optional<String> body, Duration timeout) {
    public RestRequest {
        requireNonNull(method, "method is null");
        requireNonNull(uri, "uri is null");
        headers = Map.copyOf(headers);
        requireNonNull(body, "body is null");
        requireNonNull(timeout, "timeout is null");
    }

    /** The path, still percent-encoded, without the query. */
    public String path() {
        return uri.getRawPath();
    }

    @Override
    public String toString() {
        return method + " " + path();
    }
}
