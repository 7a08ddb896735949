package io.github.outpostrecovery.tests.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the pipe and the rule of the template make of a message in the alarm queue, by what the template says of them. */
public final class DeclaredTriggerPath {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DeclaredTriggerPath() {}

    /** The input of the execution that a message starts; empty if it starts none. */
    public static Optional<JsonNode> executionInput(JsonNode message) throws IOException {
        if (!passesTheFilter(message)) {
            return Optional.empty();
        }
        ObjectNode event = event(message);
        return matchesTheRule(event) ? Optional.of(input(event)) : Optional.empty();
    }

    static JsonNode rule() throws IOException {
        return Template.engine().properties("AWS::Events::Rule", "RecoveryRule");
    }

    static boolean passesTheFilter(JsonNode body) throws IOException {
        JsonNode filters =
                pipe().path("SourceParameters").path("FilterCriteria").path("Filters");
        if (filters.size() != 1) {
            throw new AssertionError("the pipe has not one filter: " + filters);
        }
        return EventTemplate.matches(
                JSON.readTree(filters.path(0).path("Pattern").asText()), message(body));
    }

    static boolean matchesTheRule(JsonNode event) throws IOException {
        return EventTemplate.matches(rule().path("EventPattern"), event);
    }

    static ObjectNode event(JsonNode body) throws IOException {
        JsonNode parameters = pipe().path("TargetParameters");
        JsonNode bus = parameters.path("EventBridgeEventBusParameters");
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("account", Deployment.ACCOUNT);
        event.put("source", bus.path("Source").asText());
        event.put("detail-type", bus.path("DetailType").asText());
        event.putArray("resources")
                .add(EventTemplate.at(bus.path("Resources").path(0).asText(), message(body)));
        event.set("detail", EventTemplate.fill(parameters.path("InputTemplate").asText(), message(body)));
        return event;
    }

    static JsonNode input(JsonNode event) throws IOException {
        JsonNode transformer = rule().path("Targets").path(0).path("InputTransformer");
        Map<String, String> paths = new TreeMap<>();
        transformer
                .path("InputPathsMap")
                .properties()
                .forEach(each -> paths.put(each.getKey(), each.getValue().asText()));
        return EventTemplate.fill(transformer.path("InputTemplate").asText(), paths, event);
    }

    static JsonNode pipe() throws IOException {
        return Template.engine().properties("AWS::Pipes::Pipe", "AlarmPipe");
    }

    /** A message as the pipe sees it: it parses a body that is JSON by itself (EventBridge User Guide, "Pipes"). */
    private static ObjectNode message(JsonNode body) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("eventSource", "aws:sqs");
        message.set("body", body);
        return message;
    }
}
