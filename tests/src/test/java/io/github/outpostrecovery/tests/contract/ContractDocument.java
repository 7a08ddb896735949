package io.github.outpostrecovery.tests.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A vendor's description of its API, made strict: no object may have a field that the description does not know. What is put
 * together with {@code allOf} is written out for that, since each part of it would object to the fields of the others. Each
 * schema is there twice, as it may be sent (without what the vendor calls read-only) and as it may be received.
 */
final class ContractDocument {
    private static final Set<String> PROSE = Set.of("description", "example", "examples", "title", "default", "tags");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** Which way a body goes, and by what names its schemas go. */
    private enum Way {
        SENT("--sent", "readOnly"),
        RECEIVED("", "writeOnly"),
        /** Received inside another resource: without those that this one could hold in turn, or there would be no end. */
        EMBEDDED("--embedded", "writeOnly");

        private final String suffix;
        private final String excluded;

        Way(String suffix, String excluded) {
            this.suffix = suffix;
            this.excluded = excluded;
        }
    }

    private final JsonNode original;
    private final String schemasAt;

    private ContractDocument(JsonNode original) {
        this.original = requireNonNull(original, "original is null");
        this.schemasAt = original.has("swagger") ? "/definitions" : "/components/schemas";
    }

    static ContractDocument read(Path file) {
        ObjectMapper mapper = file.toString().endsWith(".json") ? new ObjectMapper() : new YAMLMapper();
        try {
            return new ContractDocument(mapper.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the vendor wrote it. */
    JsonNode original() {
        return original;
    }

    /** The strict one; every operation may also be answered with these, where it does not say so itself. */
    ObjectNode strict(List<Allowance.Status> statuses) {
        ObjectNode strict = original.deepCopy();
        JsonNode schemas = original.at(schemasAt);
        ObjectNode both = (ObjectNode) strict.at(schemasAt);
        both.removeAll();
        schemas.properties().forEach(schema -> {
            for (Way way : Way.values()) {
                both.set(schema.getKey() + way.suffix, strict(schema.getValue(), way));
            }
        });
        strict.path("paths")
                .forEach(path -> path.properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .forEach(operation -> operation((ObjectNode) operation.getValue(), statuses)));
        return strict;
    }

    /** Whether the vendor says that this operation may be answered so. */
    boolean declares(String method, String path, int status) {
        String base = original.path("basePath").asText("");
        return original.path("paths").properties().stream()
                .filter(one -> path.matches(base + one.getKey().replaceAll("\\{[^}]*}", "[^/]+")))
                .anyMatch(one -> one.getValue()
                        .path(method.toLowerCase(Locale.ROOT))
                        .path("responses")
                        .has(Integer.toString(status)));
    }

    private void operation(ObjectNode operation, List<Allowance.Status> statuses) {
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asText().equals("body")) {
                ((ObjectNode) parameter).set("schema", strict(parameter.path("schema"), Way.SENT));
            }
        }
        operation.path("requestBody").path("content").forEach(content -> schema(content, Way.SENT));
        ObjectNode responses = (ObjectNode) operation.path("responses");
        responses.forEach(response -> {
            if (response.has("schema")) {
                schema(response, Way.RECEIVED);
            }
            response.path("content").forEach(content -> schema(content, Way.RECEIVED));
            if (response.path("content").isEmpty()) {
                // Pure writes an empty "content" where there is no body.
                ((ObjectNode) response).remove("content");
            }
        });
        for (Allowance.Status status : statuses) {
            if (!responses.has(Integer.toString(status.number()))) {
                ObjectNode response = responses.putObject(Integer.toString(status.number()));
                response.put("description", "allowed");
                ObjectNode holder = original.has("swagger")
                        ? response
                        : response.putObject("content").putObject("application/json");
                holder.putObject("schema").put("$ref", "#" + schemasAt + "/" + status.schema());
            }
        }
    }

    private void schema(JsonNode holder, Way way) {
        if (holder.has("schema")) {
            ((ObjectNode) holder).set("schema", strict(holder.path("schema"), way));
        }
    }

    private JsonNode strict(JsonNode schema, Way way) {
        if (schema.has("$ref")) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("$ref", schema.path("$ref").asText() + way.suffix);
        }
        ObjectNode strict = JsonNodeFactory.instance.objectNode();
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        Set<String> required = new LinkedHashSet<>();
        collect(schema, strict, properties, required, way);
        required.retainAll(fieldNames(properties));
        if (!properties.isEmpty()) {
            strict.put("type", "object");
            strict.set("properties", properties);
            if (!strict.has("additionalProperties")) {
                strict.put("additionalProperties", false);
            }
        }
        if (!required.isEmpty()) {
            ArrayNode names = strict.putArray("required");
            required.forEach(names::add);
        }
        return strict;
    }

    /** Everything that a schema says, and all that it is put together of. */
    private void collect(JsonNode schema, ObjectNode strict, ObjectNode properties, Set<String> required, Way way) {
        if (schema.has("$ref")) {
            collect(original.at(schema.path("$ref").asText().substring(1)), strict, properties, required, way);
            return;
        }
        schema.path("allOf").forEach(part -> collect(part, strict, properties, required, way));
        schema.properties().forEach(member -> {
            switch (member.getKey()) {
                case "allOf" -> {}
                case "properties" ->
                    member.getValue().properties().stream()
                            .filter(property ->
                                    !property.getValue().path(way.excluded).asBoolean(false))
                            .filter(property -> way != Way.EMBEDDED || !embeds(property.getValue()))
                            .forEach(property -> properties.set(
                                    property.getKey(),
                                    strict(
                                            property.getValue(),
                                            way == Way.RECEIVED && embeds(property.getValue()) ? Way.EMBEDDED : way)));
                case "required" -> member.getValue().forEach(name -> required.add(name.asText()));
                case "items" -> strict.set("items", strict(member.getValue(), way));
                default -> {
                    if (!PROSE.contains(member.getKey()) && !member.getKey().startsWith("x-")) {
                        strict.set(member.getKey(), member.getValue());
                    }
                }
            }
        });
    }

    /** Whether PowerStore may put another resource here, if it is asked to. */
    private static boolean embeds(JsonNode property) {
        return (property.has("x-ref") && property.has("$ref"))
                || property.path("items").has("x-ref");
    }

    private static Set<String> fieldNames(ObjectNode object) {
        Set<String> names = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
