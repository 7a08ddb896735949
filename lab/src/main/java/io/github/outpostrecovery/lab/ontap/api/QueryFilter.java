package io.github.outpostrecovery.lab.ontap.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which records a query asks for: {@code name=a,b} is either, {@code *} stands for anything, {@code !a} for anything else.
 * A list matches if one of its elements does. Comparisons by size are refused, since this simulator does not know them.
 */
final class QueryFilter {
    private static final Pattern ALTERNATIVES = Pattern.compile("[,|]");
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final Pattern COMPARISON = Pattern.compile("[<>].*|.*\\.\\..*");

    private final Map<String, List<String>> wanted;

    private QueryFilter(Map<String, List<String>> wanted) {
        this.wanted = wanted;
    }

    /** Reads a query; a parameter that is neither a field nor in {@code controls} is refused. */
    static QueryFilter of(Fields fields, Map<String, List<String>> query, Set<String> controls) {
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        query.forEach((name, values) -> {
            if (!controls.contains(name)) {
                if (!fields.has(name)) {
                    throw OntapError.unexpectedArgument(name);
                }
                wanted.put(name, alternatives(name, values));
            }
        });
        return new QueryFilter(wanted);
    }

    private static List<String> alternatives(String name, List<String> values) {
        List<String> alternatives = values.stream()
                .flatMap(ALTERNATIVES::splitAsStream)
                .map(String::strip)
                .toList();
        for (String alternative : alternatives) {
            if (COMPARISON.matcher(alternative).matches()) {
                throw OntapError.invalidValue(alternative, name);
            }
        }
        return alternatives;
    }

    boolean matches(JsonNode whole) {
        return wanted.entrySet().stream().allMatch(one -> {
            List<String> values = new ArrayList<>();
            collect(whole, DOT.splitAsStream(one.getKey()).toList(), values);
            return one.getValue().stream().anyMatch(alternative -> matches(alternative, values));
        });
    }

    private static boolean matches(String alternative, List<String> values) {
        if (alternative.startsWith("!")) {
            return !matches(alternative.substring(1), values);
        }
        Pattern pattern = Pattern.compile(Pattern.quote(alternative).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
        return values.stream().anyMatch(value -> pattern.matcher(value).matches());
    }

    private static void collect(JsonNode node, List<String> path, List<String> values) {
        if (node instanceof ArrayNode array) {
            array.forEach(element -> collect(element, path, values));
        } else if (path.isEmpty()) {
            if (node.isValueNode()) {
                values.add(node.asText());
            }
        } else {
            collect(node.path(path.getFirst()), path.subList(1, path.size()), values);
        }
    }
}
