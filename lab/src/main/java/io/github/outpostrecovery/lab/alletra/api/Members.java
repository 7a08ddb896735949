package io.github.outpostrecovery.lab.alletra.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.rest.PageOrder;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;
import java.util.Map;

/**
 * Answers reads of collections. Version 1 has no pages: an answer that is cut short says so by a total above the number of
 * its members, and there is no way to ask for the rest. So a {@link PageOrder} is honoured, whatever it says of the rest.
 */
final class Members {
    private static final int OK = 200;
    private static final int CREATED = 201;

    private Members() {}

    static RestResponse all(ApiCall call, List<ObjectNode> members) {
        int sent = PageOrder.of(call.request())
                .map(order -> Math.min(order.records(), members.size()))
                .orElse(members.size());
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("total", members.size());
        ArrayNode list = body.putArray("members");
        list.addAll(members.subList(0, sent));
        return RestResponse.json(OK, body);
    }

    static RestResponse one(ObjectNode member) {
        return RestResponse.json(OK, member);
    }

    /** Something was made; there is no body. */
    static RestResponse created(String location) {
        return new RestResponse(CREATED, Map.of("Location", WsapiApi.BASE + location), "");
    }

    /** Something was changed or removed; there is no body. */
    static RestResponse done() {
        return new RestResponse(OK, Map.of(), "");
    }
}
