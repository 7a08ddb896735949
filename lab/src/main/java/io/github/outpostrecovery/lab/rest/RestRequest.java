package io.github.outpostrecovery.lab.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One REST request as a server received it.
 *
 * @param method upper case
 * @param path as sent, still percent-encoded, without the query
 * @param query decoded names and values, in the order in which they came
 * @param headers by lower-case name
 * @param body empty if there was none
 */
public record RestRequest(
        String method, String path, Map<String, List<String>> query, Map<String, String> headers, String body) {
    public RestRequest {
        method = method.toUpperCase(Locale.ROOT);
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
        Map<String, String> lowered = new LinkedHashMap<>();
        headers.forEach((name, value) -> lowered.put(name.toLowerCase(Locale.ROOT), value));
        headers = Collections.unmodifiableMap(lowered);
    }

    /** Reads a request from its target, such as {@code /api/luns?name=a%2Fb}. */
    public static RestRequest of(String method, String target, Map<String, String> headers, String body) {
        int mark = target.indexOf('?');
        if (mark < 0) {
            return new RestRequest(method, target, Map.of(), headers, body);
        }
        return new RestRequest(
                method, target.substring(0, mark), parseQuery(target.substring(mark + 1)), headers, body);
    }

    private static Map<String, List<String>> parseQuery(String raw) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : split(raw, '&')) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            query.computeIfAbsent(URLDecoder.decode(name, UTF_8), key -> new ArrayList<>())
                    .add(URLDecoder.decode(value, UTF_8));
        }
        return query;
    }

    /** The decoded path segments, without empty ones. */
    public List<String> segments() {
        List<String> segments = split(path, '/');
        // A plus sign in a path is itself, unlike in a query.
        segments.replaceAll(segment -> URLDecoder.decode(segment.replace("+", "%2B"), UTF_8));
        return Collections.unmodifiableList(segments);
    }

    /** The parts between separators that are not empty. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int mark = text.indexOf(separator, from);
            int end = mark < 0 ? text.length() : mark;
            if (end > from) {
                parts.add(text.substring(from, end));
            }
            from = end + 1;
        }
        return parts;
    }

    /** The first value of a query parameter. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).map(List::getFirst);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The same request with one more header. */
    public RestRequest withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new RestRequest(method, path, query, more, body);
    }

    /** Path and query, encoded: what stands in the request line. */
    public String target() {
        return query.isEmpty() ? path : path + "?" + encodeQuery(query);
    }

    /** Encodes a query, without the question mark. */
    public static String encodeQuery(Map<String, List<String>> query) {
        List<String> pairs = new ArrayList<>();
        query.forEach((name, values) -> values.forEach(
                value -> pairs.add(URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8))));
        return String.join("&", pairs);
    }

    /** Names the request without its headers and body, which may hold secrets. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
