package io.github.outpostrecovery.lab.flasharray.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.ArrayList;
import java.util.List;

/** The array refuses a request, and has changed nothing. There are no codes: clients go by the message. */
final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int INTERNAL = 500;

    private final int status;
    private final ArrayList<Entry> entries;

    /**
     * One thing that is wrong.
     *
     * @param context what it is about, mostly the name of an object; empty if nothing in particular
     */
    record Entry(String message, String context) {}

    ApiError(int status, List<Entry> entries) {
        super(entries.getFirst().message());
        this.status = status;
        this.entries = new ArrayList<>(entries);
    }

    ApiError(int status, String message, String context) {
        this(status, List.of(new Entry(message, context)));
    }

    static ApiError badRequest(String message, String context) {
        return new ApiError(BAD_REQUEST, message, context);
    }

    RestResponse response() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("errors", json(entries));
        return RestResponse.json(status, body);
    }

    static ArrayNode json(List<Entry> entries) {
        ArrayNode errors = JsonNodeFactory.instance.arrayNode();
        for (Entry entry : entries) {
            ObjectNode error = errors.addObject().put("message", entry.message());
            if (!entry.context().isEmpty()) {
                error.put("context", entry.context());
            }
        }
        return errors;
    }
}
