package io.github.outpostrecovery.lab.powerstore.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.Map;

/** The answers that changes get. */
final class Replies {
    private static final int NO_CONTENT = 204;

    private Replies() {}

    static RestResponse done() {
        return new RestResponse(NO_CONTENT, Map.of(), "");
    }

    static RestResponse made(int status, String id) {
        return RestResponse.json(status, JsonNodeFactory.instance.objectNode().put("id", id));
    }
}
