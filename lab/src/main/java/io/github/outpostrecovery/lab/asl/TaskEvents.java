package io.github.outpostrecovery.lab.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalInt;

/** The details of history events about one task. */
final class TaskEvents {
    private static final String PREFIX = "arn:aws:states:::";

    private final String resourceType;
    private final String resource;

    TaskEvents(String resourceArn) {
        String path = resourceArn.startsWith(PREFIX) ? resourceArn.substring(PREFIX.length()) : resourceArn;
        int last = path.lastIndexOf(':');
        this.resourceType = last < 0 ? path : path.substring(0, last);
        this.resource = path.substring(last + 1);
    }

    ObjectNode scheduled(String region, JsonNode parameters, OptionalInt timeout, OptionalInt heartbeat) {
        ObjectNode details = started().put("region", region).put("parameters", parameters.toString());
        timeout.ifPresent(seconds -> details.put("timeoutInSeconds", seconds));
        heartbeat.ifPresent(seconds -> details.put("heartbeatInSeconds", seconds));
        return details;
    }

    ObjectNode started() {
        return History.details().put("resourceType", resourceType).put("resource", resource);
    }

    ObjectNode output(JsonNode output) {
        return started().put("output", output.toString());
    }

    ObjectNode failed(String error, String cause) {
        return started().put("error", error).put("cause", cause);
    }
}
