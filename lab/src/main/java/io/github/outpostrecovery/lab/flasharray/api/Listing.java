package io.github.outpostrecovery.lab.flasharray.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.rest.PageOrder;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Answers reads of one kind of records: filtered, sorted, in pages.
 *
 * <p>A page is as long as the array wants, whatever the client asks for; that there are more is told by the token in the
 * header {@code x-next-token} and nothing else that all versions have. A next page starts after the last key, so records
 * that come and go in between do not make it skip others. Sorted reads have no next page.
 */
final class Listing {
    private static final Set<String> CONTROLS =
            Set.of("allow_errors", "continuation_token", "filter", "limit", "offset", "sort", "total_item_count");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final String WORKS = "works";
    private static final String BROKEN = "broken";

    private final Set<String> fields;
    private final Set<String> parameters;

    /**
     * A record.
     *
     * @param key unlike any other's; the order of keys is the order of records
     */
    record Row(String key, ObjectNode json) {}

    private record Start(String key, String fate) {}

    /**
     * Makes a listing.
     *
     * @param fields all that its records may have, to filter and sort by
     * @param parameters those of its own
     */
    Listing(Set<String> fields, Set<String> parameters) {
        this.fields = Set.copyOf(fields);
        Set<String> all = new LinkedHashSet<>(CONTROLS);
        all.addAll(parameters);
        this.parameters = Set.copyOf(all);
    }

    /** Refuses parameters that it does not know; to be called before the request's own are read. */
    Listing check(ApiCall call) {
        call.allow(parameters);
        return this;
    }

    /** A page of those records that the filter lets pass, or the refusal of a request that names what is not there. */
    RestResponse page(ApiCall call, List<Row> rows, List<ApiError.Entry> missing) {
        boolean partial = !missing.isEmpty();
        if (partial && !call.flag("allow_errors").orElse(false)) {
            throw new ApiError(ApiError.BAD_REQUEST, missing);
        }
        Predicate<JsonNode> filter = call.request()
                .parameter("filter")
                .map(source -> Filter.of(source, fields))
                .orElse(row -> true);
        List<Row> matching = rows.stream()
                .filter(row -> filter.test(row.json()))
                .sorted(order(call))
                .toList();
        Start start = start(call);
        List<Row> rest = matching.stream()
                .filter(row -> start.key().isEmpty() || row.key().compareTo(start.key()) > 0)
                .skip(call.has("continuation_token") ? 0 : call.number("offset").orElse(0))
                .toList();
        int limit = Math.min(
                call.number("limit").orElse(Integer.MAX_VALUE),
                call.array().settings().pageLimit());
        Optional<PageOrder> ordered = PageOrder.of(call.request());
        int size = ordered.map(order -> Math.min(order.records(), limit)).orElse(limit);
        List<Row> page = rest.subList(0, Math.min(size, rest.size()));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode items = body.putArray("items");
        page.forEach(row -> items.add(row.json()));
        boolean more = rest.size() > page.size();
        body.put("more_items_remaining", more);
        if (call.flag("total_item_count").orElse(false)) {
            body.put("total_item_count", matching.size());
        }
        if (partial) {
            body.set("errors", ApiError.json(missing));
        }
        boolean countOnly = limit == 0;
        if (!more || countOnly || call.has("sort")) {
            return RestResponse.json(partial ? 207 : 200, body);
        }
        String fate = ordered.filter(order -> order.continuation() == PageOrder.Continuation.FAILS)
                .map(order -> BROKEN)
                .orElse(WORKS);
        String last = page.isEmpty() ? start.key() : page.getLast().key();
        String token = token(call, last, fate);
        body.put("continuation_token", token);
        return RestResponse.json(partial ? 207 : 200, body).withHeader("x-next-token", token);
    }

    private Start start(ApiCall call) {
        Optional<String> token = call.request().parameter("continuation_token");
        if (token.isEmpty()) {
            return new Start("", WORKS);
        }
        String[] parts = decoded(token.get()).split("\n", -1);
        if (parts.length != 3 || !parts[0].equals(call.request().path()) || call.has("sort")) {
            throw invalidToken();
        }
        if (parts[1].equals(BROKEN)) {
            throw new ApiError(ApiError.INTERNAL, "Internal error.", "");
        }
        return new Start(parts[2], parts[1]);
    }

    private static String token(ApiCall call, String last, String fate) {
        String content = call.request().path() + "\n" + fate + "\n" + last;
        return Base64.getEncoder().encodeToString(content.getBytes(UTF_8));
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getDecoder().decode(token), UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw invalidToken();
        }
    }

    private static ApiError invalidToken() {
        return ApiError.badRequest("Invalid continuation token.", "");
    }

    /** By the fields asked for, descending after a minus sign before or behind the name. */
    private Comparator<Row> order(ApiCall call) {
        List<Comparator<Row>> all = new ArrayList<>();
        call.request()
                .parameter("sort")
                .ifPresent(sort -> COMMA.splitAsStream(sort).forEach(name -> all.add(orderBy(name))));
        all.add(Comparator.comparing(Row::key));
        return all.stream().reduce(Comparator::thenComparing).orElseThrow();
    }

    private Comparator<Row> orderBy(String name) {
        boolean descending = name.startsWith("-") || name.endsWith("-");
        List<String> path = DOT.splitAsStream(name.replace("-", "")).toList();
        if (path.isEmpty() || !fields.contains(path.getFirst())) {
            throw ApiError.badRequest("Invalid sort field.", name);
        }
        Comparator<Row> ascending = (one, other) -> {
            JsonNode left = at(one.json(), path);
            JsonNode right = at(other.json(), path);
            return left.isNumber() && right.isNumber()
                    ? Double.compare(left.asDouble(), right.asDouble())
                    : left.asText().compareTo(right.asText());
        };
        return descending ? ascending.reversed() : ascending;
    }

    private static JsonNode at(JsonNode row, List<String> path) {
        JsonNode node = row;
        for (String step : path) {
            node = node.path(step);
        }
        return node;
    }

    /** What a POST or PATCH answers. */
    static RestResponse items(List<ObjectNode> made) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("items").addAll(made);
        return RestResponse.json(200, body);
    }

    /** What a DELETE answers. */
    static RestResponse done() {
        return new RestResponse(200, Map.of(), "");
    }
}
