package io.github.outpostrecovery.lab.alletra.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.rest.RestRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The body of a request. Members that a call does not know are refused, and so are values of the wrong type. */
final class Body {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ObjectNode root;

    private Body(ObjectNode root, Set<String> allowed) {
        this.root = root;
        root.fieldNames().forEachRemaining(name -> {
            if (!allowed.contains(name)) {
                throw WsapiCode.INV_INPUT.error("invalid input: unknown parameter " + name);
            }
        });
    }

    static Body of(RestRequest request, Set<String> allowed) {
        try {
            if (MAPPER.readTree(request.body()) instanceof ObjectNode object) {
                return new Body(object, allowed);
            }
        } catch (JsonProcessingException malformed) {
            // Refused below.
        }
        throw WsapiCode.INV_INPUT.error("invalid input: malformed JSON object");
    }

    boolean has(String name) {
        return value(name).isPresent();
    }

    Optional<String> text(String name) {
        return value(name).map(value -> {
            if (!value.isTextual()) {
                throw wrongType(name);
            }
            return value.asText();
        });
    }

    String requiredText(String name) {
        return text(name).filter(text -> !text.isEmpty()).orElseThrow(() -> missing(name));
    }

    Optional<Integer> number(String name) {
        return value(name).map(value -> {
            if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                throw wrongType(name);
            }
            return value.asInt();
        });
    }

    int requiredNumber(String name) {
        return number(name).orElseThrow(() -> missing(name));
    }

    /** A flag; false if it is not there. */
    boolean flag(String name) {
        return value(name)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw wrongType(name);
                    }
                    return value.asBoolean();
                })
                .orElse(false);
    }

    /** A list of texts; empty if it is not there. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        value(name).ifPresent(list -> {
            if (!list.isArray()) {
                throw wrongType(name);
            }
            list.forEach(one -> {
                if (!one.isTextual()) {
                    throw wrongType(name);
                }
                texts.add(one.asText());
            });
        });
        return texts;
    }

    Optional<Body> object(String name, Set<String> allowed) {
        return value(name).map(value -> {
            if (!(value instanceof ObjectNode object)) {
                throw wrongType(name);
            }
            return new Body(object, allowed);
        });
    }

    /** All members, which have to be texts. */
    Map<String, String> allTexts() {
        Map<String, String> all = new TreeMap<>();
        root.fieldNames().forEachRemaining(name -> text(name).ifPresent(text -> all.put(name, text)));
        return all;
    }

    /** An object that must be there. */
    Body requiredObject(String name, Set<String> allowed) {
        return object(name, allowed).orElseThrow(() -> missing(name));
    }

    private Optional<JsonNode> value(String name) {
        JsonNode node = root.path(name);
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    private static WsapiError missing(String name) {
        return WsapiCode.INV_INPUT_MISSING_REQUIRED.error("invalid input: missing required " + name);
    }

    private static WsapiError wrongType(String name) {
        return WsapiCode.INV_INPUT_WRONG_TYPE.error("invalid input: wrong type of " + name);
    }
}
