package io.github.outpostrecovery.lab.ontap.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which records a query asks for: {@code name=a,b} is either, {@code *} stands for anything, {@code !a} for anything else.
 * A list matches if one of its elements does. Comparisons by size are refused, since this simulator does not know them.
 */
final class QueryFilter {
    private static final Pattern ALTERNATIVES = Pattern.compile("[,|]");
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final Pattern COMPARISON = Pattern.compile("[<>].*|.*\\.\\..*");

    private final Map<String, Wanted> wanted;

    /** What a field may be: one of some words, or what fits one of some patterns. */
    private record Wanted(Set<String> words, List<Predicate<List<String>>> patterns) {
        static Wanted of(List<String> alternatives) {
            Set<String> words = new HashSet<>();
            List<Predicate<List<String>>> patterns = new ArrayList<>();
            for (String alternative : alternatives) {
                if (alternative.startsWith("!") || alternative.contains("*")) {
                    patterns.add(pattern(alternative));
                } else {
                    words.add(alternative);
                }
            }
            return new Wanted(words, patterns);
        }

        private static Predicate<List<String>> pattern(String alternative) {
            if (alternative.startsWith("!")) {
                Wanted unwanted = Wanted.of(List.of(alternative.substring(1)));
                return values -> !unwanted.fits(values);
            }
            Pattern pattern = Pattern.compile(Pattern.quote(alternative).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
            return values ->
                    values.stream().anyMatch(value -> pattern.matcher(value).matches());
        }

        boolean fits(List<String> values) {
            return values.stream().anyMatch(words::contains)
                    || patterns.stream().anyMatch(pattern -> pattern.test(values));
        }
    }

    private QueryFilter(Map<String, Wanted> wanted) {
        this.wanted = wanted;
    }

    /** Reads a query; a parameter that is neither a field nor in {@code controls} is refused. */
    static QueryFilter of(Fields fields, Map<String, List<String>> query, Set<String> controls) {
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        query.forEach((name, values) -> {
            if (!controls.contains(name)) {
                if (!fields.has(name)) {
                    throw OntapError.unexpectedArgument(name);
                }
                wanted.put(name, Wanted.of(alternatives(name, values)));
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
            return one.getValue().fits(values);
        });
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
