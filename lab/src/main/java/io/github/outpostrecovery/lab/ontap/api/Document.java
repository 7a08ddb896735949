package io.github.outpostrecovery.lab.ontap.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** Builds a record of the API from dotted names, such as {@code svm.name}. */
final class Document {
    private final ObjectNode root = JsonNodeFactory.instance.objectNode();

    Document put(String name, String value) {
        return put(name, JsonNodeFactory.instance.textNode(value));
    }

    Document put(String name, long value) {
        return put(name, JsonNodeFactory.instance.numberNode(value));
    }

    Document put(String name, boolean value) {
        return put(name, JsonNodeFactory.instance.booleanNode(value));
    }

    /** As on ONTAP, an empty list is left out. */
    Document putTexts(String name, Collection<String> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return array.isEmpty() ? this : put(name, array);
    }

    /** As on ONTAP, an empty list is left out. */
    Document putAll(String name, Collection<Document> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(value -> array.add(value.root));
        return array.isEmpty() ? this : put(name, array);
    }

    private Document put(String name, JsonNode value) {
        ObjectNode parent = root;
        int from = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', from)) {
            parent = parent.withObjectProperty(name.substring(from, dot));
            from = dot + 1;
        }
        parent.set(name.substring(from), value);
        return this;
    }

    ObjectNode json() {
        return root;
    }
}
