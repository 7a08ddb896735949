package io.github.outpostrecovery.tests.template;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What EventBridge does with patterns and templates, as far as this product uses them: exact values in patterns; in templates
 * {@code <$.path>} (pipes) and {@code <name>} (rules), each standing for a whole JSON value.
 */
final class EventTemplate {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLACEHOLDER = Pattern.compile("<([^<>]+)>");

    private EventTemplate() {}

    /** Whether every field of the pattern is in the event, with one of the values that the pattern lists. */
    static boolean matches(JsonNode pattern, JsonNode event) {
        return pattern.propertyStream().allMatch(field -> {
            JsonNode wanted = field.getValue();
            JsonNode found = event.path(field.getKey());
            if (wanted.isObject()) {
                return matches(wanted, found);
            }
            return wanted.valueStream().anyMatch(found::equals);
        });
    }

    /** Fills in a pipe's template. */
    static JsonNode fill(String template, JsonNode event) throws JsonProcessingException {
        return fill(template, Map.of(), event);
    }

    /** Fills in a rule's template, whose names stand for paths. */
    static JsonNode fill(String template, Map<String, String> paths, JsonNode event) throws JsonProcessingException {
        Matcher placeholders = PLACEHOLDER.matcher(template);
        return JSON.readTree(placeholders.replaceAll(found -> {
            String name = found.group(1);
            String path = name.startsWith("$") ? name : paths.get(name);
            requireNonNull(path, () -> "the template has <" + name + ">, of which no path is given");
            return Matcher.quoteReplacement(at(path, event).toString());
        }));
    }

    /** The value at a path such as {@code $.body.AlarmArn}. */
    static JsonNode at(String path, JsonNode event) {
        JsonNode found = event.at(path.replaceFirst("^\\$", "").replace('.', '/'));
        if (found.isMissingNode()) {
            throw new AssertionError("the event has nothing at " + path);
        }
        return found;
    }
}
