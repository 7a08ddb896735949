package io.github.outpostrecovery.tests.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.rest.RestRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * PowerStore's query language. Its API file declares no query parameter at all: what can be selected and filtered are the
 * fields of the resource, and what is said of them there ({@code x-simple_get}, {@code x-no_filter}) is looked at here. The
 * operators are those of Dell's "PowerStore REST API Developers Guide".
 */
final class PowerStoreQueries {
    private static final Set<String> PAGING = Set.of("limit", "offset", "order");
    private static final Pattern COMPARISON =
            Pattern.compile("(?:not\\.)?(?:eq|neq|gt|gte|lt|lte|in|is|like|ilike|cs|cd|ov)\\..+", Pattern.DOTALL);

    private final JsonNode contract;

    PowerStoreQueries(JsonNode contract) {
        this.contract = requireNonNull(contract, "contract is null");
    }

    /** What is wrong with the query of a request; nothing if it has none. */
    List<String> objections(RestRequest request) {
        if (request.query().isEmpty()) {
            return List.of();
        }
        String path =
                request.path().substring(contract.path("basePath").asText().length());
        JsonNode read = contract.path("paths").path(path).path("get");
        if (!request.method().equals("GET") || read.isMissingNode()) {
            return List.of("a query where the description knows none: " + request.query());
        }
        JsonNode row = row(read);
        List<String> objections = new ArrayList<>();
        request.query()
                .forEach((name, values) -> values.forEach(value -> {
                    if (name.equals("select")) {
                        parts(value).forEach(part -> selected(part, row, objections));
                    } else if (read.path("x-simple_get").asBoolean(false)) {
                        objections.add("a collection without filters, order and pages is asked with " + name);
                    } else if (!PAGING.contains(name)) {
                        filter(name, value, row, objections);
                    }
                }));
        return objections;
    }

    private JsonNode row(JsonNode read) {
        JsonNode schema = read.path("responses").path("200").path("schema");
        return resolved(schema.path("type").asText().equals("array") ? schema.path("items") : schema);
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? contract.at(schema.path("$ref").asText().substring(1)) : schema;
    }

    private Optional<JsonNode> field(JsonNode row, String name) {
        return Optional.of(row.path("properties").path(name)).filter(found -> !found.isMissingNode());
    }

    private void selected(String part, JsonNode row, List<String> objections) {
        int bracket = part.indexOf('(');
        String name = bracket < 0 ? part : part.substring(0, bracket);
        Optional<JsonNode> field = field(row, name);
        if (field.isEmpty()) {
            objections.add("no field \"" + name + "\" to select");
        } else if (bracket >= 0) {
            JsonNode of = field.get().path("type").asText().equals("array")
                    ? field.get().path("items")
                    : field.get();
            parts(part.substring(bracket + 1, part.length() - 1))
                    .forEach(inner -> selected(inner, resolved(of), objections));
        }
    }

    private void filter(String name, String value, JsonNode row, List<String> objections) {
        Optional<JsonNode> field = field(row, name);
        if (field.isEmpty()) {
            objections.add("no field \"" + name + "\" to filter by");
        } else if (field.get().path("x-no_filter").asBoolean(false)) {
            objections.add("the field \"" + name + "\" cannot be filtered by");
        }
        if (!COMPARISON.matcher(value).matches()) {
            objections.add("the filter \"" + value + "\" does not compare");
        }
    }

    /** The parts between commas, those in brackets left together. */
    private static List<String> parts(String list) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int depth = 0;
        for (int index = 0; index < list.length(); index++) {
            char character = list.charAt(index);
            depth += character == '(' ? 1 : character == ')' ? -1 : 0;
            if (character == ',' && depth == 0) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(character);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
