package io.github.outpostrecovery.lab.powerstore.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** Builds a row of a resource with all its values. What is not put is absent, as is an empty text. */
public final class Row {
    private final ObjectNode values = JsonNodeFactory.instance.objectNode();

    public Row text(String name, String value) {
        if (!value.isEmpty()) {
            values.put(name, value);
        }
        return this;
    }

    /** A word out of a list of words, with its {@code _l10n} twin for people. */
    public Row word(String name, String value) {
        return text(name, value).text(name + "_l10n", value.replace('_', ' '));
    }

    public Row number(String name, long value) {
        values.put(name, value);
        return this;
    }

    public Row flag(String name, boolean value) {
        values.put(name, value);
        return this;
    }

    public Row list(String name, Collection<String> texts) {
        ArrayNode array = values.putArray(name);
        texts.forEach(array::add);
        return this;
    }

    public Row json(String name, JsonNode value) {
        values.set(name, value);
        return this;
    }

    public ObjectNode values() {
        return values;
    }
}
