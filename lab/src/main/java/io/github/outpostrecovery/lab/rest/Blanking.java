package io.github.outpostrecovery.lab.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes secrets out of what is logged of a request. Headers are never logged at all. */
public final class Blanking {
    private static final String BLANK = "***";
    private static final List<String> OF_SECRETS =
            List.of("password", "passwd", "passphrase", "secret", "token", "session_key", "sessionkey");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<Pattern> inPath;

    private Blanking(List<Pattern> inPath) {
        this.inPath = List.copyOf(inPath);
    }

    /** Blanks fields and query parameters whose name speaks of a password, a secret, a token or a session key. */
    public static Blanking ofFields() {
        return new Blanking(List.of());
    }

    /** Also blanks the first group of {@code pattern} in paths, for an API that puts a session key there. */
    public Blanking andInPath(Pattern pattern) {
        List<Pattern> more = new ArrayList<>(inPath);
        more.add(pattern);
        return new Blanking(more);
    }

    String target(RestRequest request) {
        String path = request.path();
        for (Pattern pattern : inPath) {
            Matcher matcher = pattern.matcher(path);
            if (matcher.find()) {
                path = path.substring(0, matcher.start(1)) + BLANK + path.substring(matcher.end(1));
            }
        }
        if (request.query().isEmpty()) {
            return path;
        }
        Map<String, List<String>> query = new LinkedHashMap<>(request.query());
        query.replaceAll((name, values) -> isSecret(name) ? List.of(BLANK) : values);
        return new RestRequest(request.method(), path, query, Map.of(), "").target();
    }

    /** Blanks a JSON body; of a body that is not JSON, only the length is told. */
    String body(String body) {
        if (body.isBlank()) {
            return "";
        }
        try {
            JsonNode tree = MAPPER.readTree(body);
            blank(tree);
            return tree.toString();
        } catch (JsonProcessingException notJson) {
            return "(" + body.length() + " characters that are not JSON)";
        }
    }

    private static void blank(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            names.stream().filter(Blanking::isSecret).forEach(name -> object.put(name, BLANK));
        }
        node.forEach(Blanking::blank);
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (String word : OF_SECRETS) {
            if (lower.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
