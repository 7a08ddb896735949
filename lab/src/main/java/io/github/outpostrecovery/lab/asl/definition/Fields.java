package io.github.outpostrecovery.lab.asl.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.asl.path.InvalidExpression;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** The fields of one object of a definition: each is read once, and what nobody read is refused at the end. */
final class Fields {
    private static final Map<String, String> UNSUPPORTED = Map.of(
            "Assign", "variables are not supported",
            "Arguments", "JSONata is not supported",
            "Output", "JSONata is not supported",
            "Condition", "JSONata is not supported",
            "Credentials", "cross-account credentials are not supported");

    private final String where;
    private final ObjectNode object;
    private final Set<String> read = new HashSet<>();

    Fields(String where, JsonNode node) {
        this.where = where;
        if (!(node instanceof ObjectNode members)) {
            throw new InvalidDefinition(where + ": must be an object");
        }
        this.object = members;
        ignore("Comment");
        UNSUPPORTED.forEach((field, reason) -> {
            if (object.has(field)) {
                throw invalid(field, reason);
            }
        });
        optionalText("QueryLanguage")
                .filter(language -> !language.equals("JSONPath"))
                .ifPresent(language -> {
                    throw invalid("QueryLanguage", "only JSONPath is supported, not " + language);
                });
    }

    private void ignore(String field) {
        if (object.has(field) && !object.get(field).isTextual()) {
            throw invalid(field, "must be a string");
        }
        read.add(field);
    }

    boolean has(String field) {
        return object.has(field);
    }

    Optional<JsonNode> optional(String field) {
        read.add(field);
        return Optional.ofNullable(object.get(field));
    }

    JsonNode required(String field) {
        return optional(field).orElseThrow(() -> invalid(field, "is missing"));
    }

    Optional<String> optionalText(String field) {
        return optional(field).map(node -> {
            if (!node.isTextual() || node.textValue().isEmpty()) {
                throw invalid(field, "must be a string that is not empty");
            }
            return node.textValue();
        });
    }

    String requiredText(String field) {
        return optionalText(field).orElseThrow(() -> invalid(field, "is missing"));
    }

    OptionalInt optionalInteger(String field, int least, int most) {
        Optional<JsonNode> node = optional(field);
        if (node.isEmpty()) {
            return OptionalInt.empty();
        }
        JsonNode value = node.get();
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            throw invalid(field, "must be an integer from " + least + " to " + most);
        }
        return OptionalInt.of(value.intValue());
    }

    /** An array of at least one element, if it is there. */
    List<JsonNode> optionalArray(String field) {
        return optional(field)
                .map(node -> {
                    if (!node.isArray() || node.isEmpty()) {
                        throw invalid(field, "must be an array of at least one element");
                    }
                    return node.valueStream().toList();
                })
                .orElse(List.of());
    }

    /** Applies a reader of expressions, and says in its error which field it was about. */
    <T, R> R expression(String field, T value, Function<T, R> reader) {
        try {
            return reader.apply(value);
        } catch (InvalidExpression invalid) {
            throw invalid(field, invalid.getMessage() == null ? "" : invalid.getMessage());
        }
    }

    /** At most one of the fields may be there. */
    void exclusive(String... fields) {
        List<String> present = List.of(fields).stream().filter(object::has).toList();
        if (present.size() > 1) {
            throw new InvalidDefinition(where + ": only one of " + String.join(", ", present) + " may be given");
        }
    }

    /** Refuses what has not been read. */
    void finish() {
        for (String field : (Iterable<String>) object::fieldNames) {
            if (!read.contains(field)) {
                throw invalid(field, "is not a field that may stand here");
            }
        }
    }

    InvalidDefinition invalid(String field, String reason) {
        return new InvalidDefinition(where + ", field " + field + ": " + reason);
    }

    String where() {
        return where;
    }
}
