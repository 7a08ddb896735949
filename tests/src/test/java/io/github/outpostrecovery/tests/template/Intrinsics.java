package io.github.outpostrecovery.tests.template;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CloudFormation's functions, as far as the templates use them. What is known only after a deployment stands in angle
 * brackets: {@code <AlarmTopic>} for a reference, {@code <AlarmQueue.Arn>} for an attribute, {@code <import:NAME>}.
 */
final class Intrinsics {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9:.]+)}");

    private final JsonNode conditions;
    private final Deployment deployment;

    Intrinsics(JsonNode conditions, Deployment deployment) {
        this.conditions = requireNonNull(conditions, "conditions is null");
        this.deployment = requireNonNull(deployment, "deployment is null");
    }

    /** The node with all functions worked out; what is {@code AWS::NoValue} is left out. */
    JsonNode resolve(JsonNode node) {
        return value(node).orElseGet(NODES::missingNode);
    }

    private Optional<JsonNode> value(JsonNode node) {
        if (node.isArray()) {
            ArrayNode items = NODES.arrayNode();
            node.forEach(item -> value(item).ifPresent(items::add));
            return Optional.of(items);
        }
        if (!node.isObject()) {
            return Optional.of(node);
        }
        if (node.size() == 1) {
            String function = node.fieldNames().next();
            JsonNode argument = node.path(function);
            if (function.equals("Ref")) {
                return reference(argument.asText());
            }
            if (function.startsWith("Fn::")) {
                return call(function, argument);
            }
        }
        ObjectNode fields = NODES.objectNode();
        node.properties()
                .forEach(field -> value(field.getValue()).ifPresent(found -> fields.set(field.getKey(), found)));
        return Optional.of(fields);
    }

    private Optional<JsonNode> reference(String name) {
        return name.equals("AWS::NoValue") ? Optional.empty() : Optional.of(NODES.textNode(variable(name)));
    }

    private Optional<JsonNode> call(String function, JsonNode argument) {
        return switch (function) {
            case "Fn::Sub" -> Optional.of(NODES.textNode(substituted(argument)));
            case "Fn::GetAtt" ->
                Optional.of(NODES.textNode(
                        "<" + argument.path(0).asText() + "." + argument.path(1).asText() + ">"));
            case "Fn::If" ->
                value(argument.path(holds(conditions.path(argument.path(0).asText())) ? 1 : 2));
            case "Fn::ImportValue" ->
                Optional.of(NODES.textNode("<import:" + resolve(argument).asText() + ">"));
            default -> throw new AssertionError("the tests do not know " + function + ": teach them");
        };
    }

    private String substituted(JsonNode text) {
        if (!text.isTextual()) {
            throw new AssertionError("the tests know Fn::Sub of a text only, and this is " + text);
        }
        Matcher matcher = VARIABLE.matcher(text.asText());
        return matcher.replaceAll(found -> Matcher.quoteReplacement(variable(found.group(1))));
    }

    private String variable(String name) {
        return deployment.value(name).orElse("<" + name + ">");
    }

    private boolean holds(JsonNode condition) {
        if (condition.has("Fn::Not")) {
            return !holds(condition.path("Fn::Not").path(0));
        }
        if (condition.has("Fn::Equals")) {
            JsonNode sides = condition.path("Fn::Equals");
            return resolve(sides.path(0)).equals(resolve(sides.path(1)));
        }
        throw new AssertionError("the tests do not know the condition " + condition + ": teach them");
    }
}
