package io.github.outpostrecovery.lab.powerstore.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.powerstore.refusal.Reason;
import io.github.outpostrecovery.lab.powerstore.refusal.Refusal;
import io.github.outpostrecovery.lab.rest.RestRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The body of a request. A property that the call does not know, or that has not its type, is refused. */
final class Body {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ObjectNode root;

    private Body(ObjectNode root) {
        this.root = root;
    }

    /** A body that must be there. */
    static Body of(ApiCall call, String... allowed) {
        return of(call.request(), allowed);
    }

    private static Body of(RestRequest request, String... allowed) {
        requireJson(request);
        try {
            if (MAPPER.readTree(request.body()) instanceof ObjectNode object) {
                return of(object, allowed);
            }
        } catch (JsonProcessingException malformed) {
            // Refused below.
        }
        throw Reason.BAD_BODY.because("The body is not a JSON object.");
    }

    /** A body that may be left out. */
    static Body optional(ApiCall call, String... allowed) {
        return call.request().body().isBlank() ? new Body(JsonNodeFactory.instance.objectNode()) : of(call, allowed);
    }

    private static Body of(ObjectNode object, String... allowed) {
        Set<String> known = new HashSet<>(List.of(allowed));
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw Reason.BAD_BODY.because("The property " + name + " is unknown.", name);
            }
        });
        return new Body(object);
    }

    private static void requireJson(RestRequest request) {
        boolean other = request.header("Content-Type")
                .filter(type -> !type.startsWith("application/json"))
                .isPresent();
        if (other) {
            throw Reason.NOT_JSON.because("The body must be application/json.");
        }
    }

    boolean has(String name) {
        return root.has(name);
    }

    Optional<String> text(String name, int shortest, int longest) {
        return value(name).map(value -> {
            if (!value.isTextual()
                    || value.asText().length() < shortest
                    || value.asText().length() > longest) {
                throw refused(name, "is a text of " + shortest + " to " + longest + " characters");
            }
            return value.asText();
        });
    }

    String requiredText(String name, int longest) {
        return text(name, 1, longest).orElseThrow(() -> refused(name, "is required"));
    }

    Optional<String> word(String name, Set<String> words) {
        return value(name).map(value -> {
            if (!value.isTextual() || !words.contains(value.asText())) {
                throw refused(name, "is one of " + String.join(", ", words));
            }
            return value.asText();
        });
    }

    String requiredWord(String name, Set<String> words) {
        return word(name, words).orElseThrow(() -> refused(name, "is required"));
    }

    Optional<Integer> number(String name, int lowest, int highest) {
        return value(name).map(value -> {
            if (!value.isIntegralNumber()
                    || !value.canConvertToInt()
                    || value.asInt() < lowest
                    || value.asInt() > highest) {
                throw refused(name, "is a number from " + lowest + " to " + highest);
            }
            return value.asInt();
        });
    }

    Optional<Boolean> flag(String name) {
        return value(name).map(value -> {
            if (!value.isBoolean()) {
                throw refused(name, "is true or false");
            }
            return value.asBoolean();
        });
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        array(name).forEach(element -> {
            if (!element.isTextual() || element.asText().isEmpty()) {
                throw refused(name, "is a list of texts");
            }
            texts.add(element.asText());
        });
        return texts;
    }

    /** The objects of a list, with the properties that each may have; none if the list is not there. */
    List<Body> objects(String name, String... allowed) {
        List<Body> objects = new ArrayList<>();
        array(name).forEach(element -> {
            if (!(element instanceof ObjectNode object)) {
                throw refused(name, "is a list of objects");
            }
            objects.add(of(object, allowed));
        });
        return objects;
    }

    private List<JsonNode> array(String name) {
        List<JsonNode> elements = new ArrayList<>();
        value(name).ifPresent(list -> {
            if (!list.isArray()) {
                throw refused(name, "is a list");
            }
            list.forEach(elements::add);
        });
        return elements;
    }

    private Optional<JsonNode> value(String name) {
        return Optional.ofNullable(root.get(name)).map(value -> {
            if (value.isNull()) {
                throw refused(name, "is not nullable");
            }
            return value;
        });
    }

    static Refusal refused(String name, String why) {
        return Reason.BAD_BODY.because("The property " + name + " " + why + ".", name);
    }
}
