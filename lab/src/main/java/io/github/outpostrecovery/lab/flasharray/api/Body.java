package io.github.outpostrecovery.lab.flasharray.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.rest.RestRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The body of a request, or an object in it. Fields that a call does not know are refused, and so are wrong types. */
final class Body {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final ObjectNode root;

    private Body(ObjectNode root, Set<String> allowed) {
        root.fieldNames().forEachRemaining(name -> {
            if (!allowed.contains(name)) {
                throw ApiError.badRequest("Invalid body parameter.", name);
            }
        });
        this.root = root;
    }

    /** A body that must be there. */
    static Body required(RestRequest request, Set<String> allowed) {
        try {
            if (MAPPER.readTree(request.body()) instanceof ObjectNode object) {
                return new Body(object, allowed);
            }
        } catch (JsonProcessingException malformed) {
            // Refused below.
        }
        throw ApiError.badRequest("The request body is not a JSON object.", "");
    }

    /** A body that may be left out. */
    static Body optional(RestRequest request, Set<String> allowed) {
        return request.body().isBlank()
                ? new Body(JsonNodeFactory.instance.objectNode(), allowed)
                : required(request, allowed);
    }

    boolean has(String name) {
        return value(name).isPresent();
    }

    Optional<String> text(String name) {
        return value(name).map(value -> {
            if (!value.isTextual()) {
                throw invalid(name);
            }
            return value.asText();
        });
    }

    Optional<Boolean> flag(String name) {
        return value(name).map(value -> {
            if (!value.isBoolean()) {
                throw invalid(name);
            }
            return value.asBoolean();
        });
    }

    Optional<Long> number(String name) {
        return value(name).map(value -> {
            if (!value.isIntegralNumber() || !value.canConvertToLong()) {
                throw invalid(name);
            }
            return value.asLong();
        });
    }

    Optional<List<String>> texts(String name) {
        return value(name).map(value -> {
            if (!value.isArray()) {
                throw invalid(name);
            }
            List<String> texts = new ArrayList<>();
            value.forEach(one -> {
                if (!one.isTextual() || one.asText().isBlank()) {
                    throw invalid(name);
                }
                texts.add(one.asText());
            });
            return List.copyOf(texts);
        });
    }

    Optional<Body> object(String name, Set<String> allowed) {
        return value(name).map(value -> {
            if (!(value instanceof ObjectNode object)) {
                throw invalid(name);
            }
            return new Body(object, allowed);
        });
    }

    private Optional<JsonNode> value(String name) {
        return Optional.ofNullable(root.get(name)).filter(value -> !value.isNull());
    }

    static ApiError invalid(String name) {
        return ApiError.badRequest("Invalid value of a body parameter.", name);
    }
}
