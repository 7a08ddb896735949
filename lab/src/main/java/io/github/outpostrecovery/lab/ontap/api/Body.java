package io.github.outpostrecovery.lab.ontap.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The body of a request, by dotted names. Names that a call does not know are refused. */
final class Body {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern DOT = Pattern.compile("\\.");

    private final ObjectNode root;

    private Body(ObjectNode root) {
        this.root = root;
    }

    static Body of(ApiCall call, Set<String> allowed) {
        try {
            if (MAPPER.readTree(call.request().body()) instanceof ObjectNode object) {
                refuseOthers(object, "", allowed);
                return new Body(object);
            }
        } catch (JsonProcessingException malformed) {
            // Refused below.
        }
        throw OntapError.badRequest("262245", "The body is not a JSON object.", "");
    }

    /** A body that was read before. */
    static Body of(ObjectNode checked) {
        return new Body(checked);
    }

    ObjectNode json() {
        return root;
    }

    private static void refuseOthers(JsonNode node, String path, Set<String> allowed) {
        if (node.isObject()) {
            node.properties()
                    .forEach(property -> refuseOthers(
                            property.getValue(),
                            path.isEmpty() ? property.getKey() : path + "." + property.getKey(),
                            allowed));
        } else if (node.isArray()) {
            node.forEach(element -> refuseOthers(element, path, allowed));
        } else if (!allowed.contains(path)) {
            throw OntapError.unexpectedArgument(path);
        }
    }

    Optional<String> text(String name) {
        return value(name).map(value -> {
            if (!value.isTextual()) {
                throw OntapError.invalidValue(value.toString(), name);
            }
            return value.asText();
        });
    }

    String requiredText(String name) {
        return text(name)
                .orElseThrow(() -> OntapError.badRequest("262254", "The field \"" + name + "\" is required.", name));
    }

    Optional<Integer> number(String name, int lowest, int highest) {
        return value(name).map(value -> {
            if (!value.canConvertToInt()
                    || !value.isIntegralNumber()
                    || value.asInt() < lowest
                    || value.asInt() > highest) {
                throw OntapError.invalidValue(value.toString(), name);
            }
            return value.asInt();
        });
    }

    Optional<Long> size(String name) {
        return value(name).map(value -> {
            if (!value.isIntegralNumber() || value.asLong() <= 0) {
                throw OntapError.invalidValue(value.toString(), name);
            }
            return value.asLong();
        });
    }

    Optional<Boolean> flag(String name) {
        return value(name).map(value -> {
            if (!value.isBoolean()) {
                throw OntapError.invalidValue(value.toString(), name);
            }
            return value.asBoolean();
        });
    }

    boolean has(String name) {
        return value(name).isPresent();
    }

    /** The objects of a list; none if the list is not there. */
    List<Body> list(String name) {
        List<Body> elements = new ArrayList<>();
        value(name).ifPresent(list -> {
            if (!list.isArray()) {
                throw OntapError.invalidValue(list.toString(), name);
            }
            list.forEach(element -> {
                if (!(element instanceof ObjectNode object)) {
                    throw OntapError.invalidValue(element.toString(), name);
                }
                elements.add(new Body(object));
            });
        });
        return elements;
    }

    private Optional<JsonNode> value(String name) {
        JsonNode node = root;
        for (String step : DOT.splitAsStream(name).toList()) {
            node = node.path(step);
        }
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
    }
}
