package io.github.outpostrecovery.storage.powerstore;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalInt;

/** How PowerStore writes what it does not have: no field, null, or an empty text. */
final class Fields {
    private Fields() {}

    static Optional<String> text(JsonNode row, String field) {
        return Optional.of(row.path(field).asText(""))
                .filter(text -> !text.isBlank() && !row.path(field).isNull());
    }

    static OptionalInt number(JsonNode row, String field) {
        JsonNode value = row.path(field);
        return value.isInt() ? OptionalInt.of(value.asInt()) : OptionalInt.empty();
    }
}
