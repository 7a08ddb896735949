package io.github.outpostrecovery.lab.flasharray.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of Pure's filter language that clients of block storage use: {@code iqns='a' and is_local},
 * {@code name='web*'}, {@code host.name=('a','b')}, {@code has(services,'iscsi')}, {@code not(...)}, {@code or}, brackets,
 * comparison of numbers. A list matches if one of its elements does. Anything else is refused.
 */
final class Filter {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:(?<text>'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\")|(?<sign>!=|<=|>=|[=<>(),])"
                    + "|(?<number>-?\\d+(?:\\.\\d+)?)|(?<word>[A-Za-z_][A-Za-z0-9_.]*))");
    private static final Pattern DOT = Pattern.compile("\\.");

    private final String source;
    private final Set<String> fields;
    private final List<String> tokens;
    private int next;

    private Filter(String source, Set<String> fields) {
        this.source = source;
        this.fields = fields;
        this.tokens = tokens(source);
    }

    /**
     * Reads a filter.
     *
     * @param fields of the rows that it is for, without what is below them
     */
    static Predicate<JsonNode> of(String source, Set<String> fields) {
        Filter filter = new Filter(source, fields);
        Predicate<JsonNode> read = filter.alternatives();
        if (filter.next < filter.tokens.size()) {
            throw filter.invalid();
        }
        return read;
    }

    private List<String> tokens(String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text.strip());
        int end = 0;
        while (end < text.strip().length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw invalid();
            }
            found.add(matcher.group().strip());
            end = matcher.end();
        }
        return found;
    }

    private Predicate<JsonNode> alternatives() {
        Predicate<JsonNode> left = conjunction();
        while (isNext("or")) {
            next++;
            left = left.or(conjunction());
        }
        return left;
    }

    private Predicate<JsonNode> conjunction() {
        Predicate<JsonNode> left = term();
        while (isNext("and")) {
            next++;
            left = left.and(term());
        }
        return left;
    }

    private Predicate<JsonNode> term() {
        if (isNext("(")) {
            return inBrackets();
        }
        if (isNext("not")) {
            next++;
            return inBrackets().negate();
        }
        if (isNext("has") || isNext("contains")) {
            boolean whole = isNext("has");
            next++;
            take("(");
            List<String> path = path();
            take(",");
            String wanted = value();
            take(")");
            Predicate<String> matches = whole ? matcher(wanted) : text -> text.contains(wanted);
            return row -> values(row, path).stream().anyMatch(matches);
        }
        return comparison();
    }

    private Predicate<JsonNode> inBrackets() {
        take("(");
        Predicate<JsonNode> inner = alternatives();
        take(")");
        return inner;
    }

    private Predicate<JsonNode> comparison() {
        List<String> path = path();
        String sign = next < tokens.size() ? tokens.get(next) : "";
        return switch (sign) {
            case "=" -> {
                next++;
                yield anyOf(path, valuesToCompare());
            }
            case "!=" -> {
                next++;
                yield anyOf(path, valuesToCompare()).negate();
            }
            case "<" -> bySize((a, b) -> a < b, path);
            case "<=" -> bySize((a, b) -> a <= b, path);
            case ">" -> bySize((a, b) -> a > b, path);
            case ">=" -> bySize((a, b) -> a >= b, path);
            default -> anyOf(path, List.of("true"));
        };
    }

    private static Predicate<JsonNode> anyOf(List<String> path, List<String> wanted) {
        return row -> values(row, path).stream()
                .anyMatch(value -> wanted.stream().anyMatch(one -> matcher(one).test(value)));
    }

    private Predicate<JsonNode> bySize(BiPredicate<Double, Double> compare, List<String> path) {
        next++;
        double limit = number(value());
        return row -> values(row, path).stream().anyMatch(value -> compare.test(number(value), limit));
    }

    private double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notNumeric) {
            throw invalid();
        }
    }

    private List<String> valuesToCompare() {
        if (!isNext("(")) {
            return List.of(value());
        }
        next++;
        List<String> values = new ArrayList<>(List.of(value()));
        while (isNext(",")) {
            next++;
            values.add(value());
        }
        take(")");
        return values;
    }

    private List<String> path() {
        String word = token();
        List<String> path = DOT.splitAsStream(word).toList();
        if (path.isEmpty() || !fields.contains(path.getFirst())) {
            throw ApiError.badRequest("Invalid filter: there is no field \"" + word + "\".", source);
        }
        return path;
    }

    private String value() {
        String token = token();
        char first = token.charAt(0);
        if (first == '\'' || first == '"') {
            return token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1");
        }
        if (token.equals("true") || token.equals("false") || first == '-' || Character.isDigit(first)) {
            return token;
        }
        throw invalid();
    }

    private static Predicate<String> matcher(String wanted) {
        Pattern pattern = Pattern.compile(Pattern.quote(wanted).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
        return pattern.asMatchPredicate();
    }

    private static List<String> values(JsonNode row, List<String> path) {
        if (row instanceof ArrayNode array) {
            List<String> values = new ArrayList<>();
            array.forEach(element -> values.addAll(values(element, path)));
            return values;
        }
        if (path.isEmpty()) {
            return row.isValueNode() && !row.isNull() ? List.of(row.asText()) : List.of();
        }
        return values(row.path(path.getFirst()), path.subList(1, path.size()));
    }

    private boolean isNext(String token) {
        return next < tokens.size() && tokens.get(next).equals(token);
    }

    private void take(String token) {
        if (!isNext(token)) {
            throw invalid();
        }
        next++;
    }

    private String token() {
        if (next >= tokens.size()) {
            throw invalid();
        }
        return tokens.get(next++);
    }

    private ApiError invalid() {
        return ApiError.badRequest("Invalid filter.", source);
    }
}
