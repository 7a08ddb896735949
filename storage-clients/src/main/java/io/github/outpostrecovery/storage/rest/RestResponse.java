package io.github.outpostrecovery.storage.rest;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One answer as it came over the wire. Its text form shows the status only. */
public final class RestResponse {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    public RestResponse(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        this.headers.putAll(headers);
        this.body = requireNonNull(body, "body is null").clone();
    }

    public static RestResponse json(int status, String body) {
        return new RestResponse(
                status, Map.of("content-type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    public int status() {
        return status;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public byte[] body() {
        return body.clone();
    }

    @Override
    public String toString() {
        return "status " + status + ", " + body.length + " bytes";
    }
}
