package io.github.outpostrecovery.lab.flasharray.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Pieces that records of several kinds have. */
final class Documents {
    private Documents() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A reference by name; an object without fields if there is nothing to refer to, never null. */
    static ObjectNode named(String name) {
        ObjectNode reference = object();
        return name.isEmpty() ? reference : reference.put("name", name);
    }

    static ObjectNode reference(String id, String name) {
        ObjectNode reference = object();
        return id.isEmpty() ? reference : reference.put("id", id).put("name", name);
    }
}
