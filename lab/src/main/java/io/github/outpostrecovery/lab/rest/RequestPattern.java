package io.github.outpostrecovery.lab.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.regex.Pattern;

/**
 * Which requests a fault is for.
 *
 * @param methods a regular expression that the method must match whole, such as {@code POST|DELETE}
 * @param path a regular expression to be found in the decoded path, without the query
 * @param body a regular expression to be found in the body; the empty one is found in every body
 */
public record RequestPattern(String methods, String path, String body) {
    public RequestPattern {
        // Told now rather than when the first request comes.
        Pattern.compile(methods);
        Pattern.compile(path);
        Pattern.compile(body);
    }

    public static RequestPattern of(String methods, String path) {
        return new RequestPattern(methods, path, "");
    }

    /** Whether the pattern matches; path expressions see {@code +} and {@code :} as themselves. */
    public boolean matches(RestRequest request) {
        String decodedPath = URLDecoder.decode(request.path().replace("+", "%2B"), UTF_8);
        return Pattern.matches(methods, request.method())
                && Pattern.compile(path).matcher(decodedPath).find()
                && Pattern.compile(body, Pattern.DOTALL).matcher(request.body()).find();
    }
}
