package io.github.outpostrecovery.lab.ontap.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code fields=} asks for. Without it a record has its keys only; fields that a query filters by are not added, though
 * real systems add them.
 */
final class FieldSelection {
    private static final Pattern COMMA = Pattern.compile(",");

    private final Fields fields;
    private final List<String> named;

    private FieldSelection(Fields fields, List<String> named) {
        this.fields = fields;
        this.named = named;
    }

    /** Reads the parameter; a name that is no field is refused. */
    static FieldSelection of(Fields fields, Optional<String> parameter) {
        List<String> named = parameter.stream()
                .flatMap(COMMA::splitAsStream)
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        for (String name : named) {
            if (!name.equals("*") && !name.equals("**") && !fields.hasBelow(name)) {
                throw OntapError.invalidValue(name, "fields");
            }
        }
        return new FieldSelection(fields, named);
    }

    /** Everything but what is expensive: what a POST returns. */
    static FieldSelection standard(Fields fields) {
        return new FieldSelection(fields, List.of("*"));
    }

    ObjectNode select(ObjectNode whole) {
        return select(whole, "");
    }

    private ObjectNode select(ObjectNode whole, String prefix) {
        ObjectNode selected = JsonNodeFactory.instance.objectNode();
        whole.properties().forEach(property -> {
            String path = prefix.isEmpty() ? property.getKey() : prefix + "." + property.getKey();
            JsonNode part = part(property.getValue(), path);
            if (!part.isMissingNode()) {
                selected.set(property.getKey(), part);
            }
        });
        return selected;
    }

    private JsonNode part(JsonNode whole, String path) {
        if (whole instanceof ObjectNode object) {
            ObjectNode part = select(object, path);
            return part.isEmpty() ? JsonNodeFactory.instance.missingNode() : part;
        }
        if (whole instanceof ArrayNode array && array.path(0).isObject()) {
            ArrayNode parts = JsonNodeFactory.instance.arrayNode();
            for (JsonNode element : array) {
                JsonNode part = part(element, path);
                if (!part.isMissingNode()) {
                    parts.add(part);
                }
            }
            return parts.isEmpty() ? JsonNodeFactory.instance.missingNode() : parts;
        }
        return isSelected(path) ? whole : JsonNodeFactory.instance.missingNode();
    }

    private boolean isSelected(String path) {
        if (fields.keys().contains(path)) {
            return true;
        }
        return named.stream().anyMatch(name -> switch (name) {
            case "*" -> fields.others().contains(path);
            case "**" -> true;
            default -> path.equals(name) || path.startsWith(name + ".");
        });
    }
}
