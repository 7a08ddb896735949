package io.github.outpostrecovery.storage.rest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Secret;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One call as a client describes it: which method, where, with what. Not yet addressed to anybody, not yet authenticated.
 *
 * @param target path and query, percent-encoded
 * @param secrets what path or body carry and nobody may see: it is struck out of whatever is said about the call
 * @param headers besides those that every call of the client has, and those that authenticate it
 */
public record RestCall(
        HttpMethod method, String target, Optional<JsonNode> body, List<Secret> secrets, Map<String, String> headers) {
    public RestCall {
        requireNonNull(method, "method is null");
        if (!target.startsWith("/") || target.startsWith("//")) {
            throw new IllegalArgumentException("a call goes to a path of the array itself");
        }
        requireNonNull(body, "body is null");
        secrets = List.copyOf(secrets);
        headers = Map.copyOf(headers);
    }

    /**
     * A call without query and body.
     *
     * @param path written by a programmer, so legal as it is; what comes from outside is added by {@link #segment}
     */
    public static RestCall of(HttpMethod method, String path) {
        return new RestCall(method, path, Optional.empty(), List.of(), Map.of());
    }

    public static RestCall get(String path) {
        return of(HttpMethod.GET, path);
    }

    public static RestCall post(String path) {
        return of(HttpMethod.POST, path);
    }

    public static RestCall patch(String path) {
        return of(HttpMethod.PATCH, path);
    }

    public static RestCall delete(String path) {
        return of(HttpMethod.DELETE, path);
    }

    /** Adds one path segment, encoded whole: a slash in it stays part of it. */
    public RestCall segment(String segment) {
        if (target.contains("?")) {
            throw new IllegalStateException("the path comes before the query");
        }
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
            throw new IllegalArgumentException("\"" + segment + "\" cannot be a path segment");
        }
        return withTarget(target + "/" + PercentEncoding.encode(segment));
    }

    /** Adds one query parameter, its value encoded whole. */
    public RestCall query(String name, String value) {
        return withTarget(target + (target.contains("?") ? "&" : "?") + PercentEncoding.encode(name) + "="
                + PercentEncoding.encode(value));
    }

    /** Adds a query parameter that is a list: each entry is encoded, the commas between them are not. */
    public RestCall queryList(String name, String... values) {
        return withTarget(target + (target.contains("?") ? "&" : "?") + PercentEncoding.encode(name) + "="
                + Arrays.stream(values).map(PercentEncoding::encode).collect(Collectors.joining(",")));
    }

    public RestCall json(JsonNode body) {
        return new RestCall(method, target, Optional.of(body), secrets, headers);
    }

    /** Adds a header. */
    public RestCall header(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new RestCall(method, target, body, secrets, all);
    }

    /** Names a secret that path or body carry. */
    public RestCall hiding(Secret secret) {
        return new RestCall(
                method,
                target,
                body,
                Stream.concat(secrets.stream(), Stream.of(secret)).toList(),
                headers);
    }

    /** The path alone, still encoded. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private RestCall withTarget(String changed) {
        return new RestCall(method, changed, body, secrets, headers);
    }

    /** Method and path, without the secrets that it names: never query or body. */
    @Override
    public String toString() {
        return method + " " + new Redaction(secrets).clean(path());
    }
}
