package io.github.outpostrecovery.cli.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was answered, by option, in the order of the answers. Never a secret.
 *
 * <p>Its file is a JSON object: the option without its hyphens in front, and a text, or a list of texts where the option may be
 * repeated.
 *
 * @param values one or more for each option, such as {@code --volume-name}
 */
public record Answers(Map<String, List<String>> values) {
    private static final JsonMapper JSON = new JsonMapper();

    /** No answers. */
    public static final Answers NONE = new Answers(Map.of());

    public Answers {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((option, given) -> copy.put(option, List.copyOf(given)));
        values = java.util.Collections.unmodifiableMap(copy);
    }

    /** All values of an option; empty if it was not answered. */
    public Optional<List<String>> all(String option) {
        return Optional.ofNullable(values.get(option));
    }

    /** The last value of an option. */
    public Optional<String> one(String option) {
        return all(option).map(List::getLast);
    }

    /** These, and those of {@code others} that are not among these. */
    public Answers or(Answers others) {
        Map<String, List<String>> both = new LinkedHashMap<>(values);
        others.values.forEach(both::putIfAbsent);
        return new Answers(both);
    }

    /** The form of the file. */
    public String toJson() {
        ObjectNode json = JSON.createObjectNode();
        values.forEach((option, given) -> {
            String key = option.replaceFirst("^-+", "");
            if (given.size() == 1) {
                json.put(key, given.getFirst());
            } else {
                ArrayNode list = json.putArray(key);
                given.forEach(list::add);
            }
        });
        return json.toPrettyString() + System.lineSeparator();
    }

    /**
     * Reads the file.
     *
     * @param known the options that may stand in it, with their hyphens
     * @throws IllegalArgumentException if it is no such file, or names an option that there is not
     */
    public static Answers parse(String file, Collection<String> known) {
        JsonNode json;
        try {
            json = JSON.readTree(file);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    "the answers are not JSON (line " + lineOf(malformed) + "): they are what --save-answers writes");
        }
        if (!json.isObject()) {
            throw new IllegalArgumentException(
                    "the answers are not a JSON object: they are what --save-answers writes");
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        json.properties().forEach(entry -> {
            String key = entry.getKey();
            String option = known.contains(key) ? key : "--" + key;
            if (!known.contains(option)) {
                throw new IllegalArgumentException(
                        "the answers name \"" + key + "\", which cannot be answered in a file");
            }
            values.put(option, texts(key, entry.getValue()));
        });
        return new Answers(values);
    }

    private static List<String> texts(String key, JsonNode value) {
        List<String> texts = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            if (!one.isValueNode() || one.isNull()) {
                throw new IllegalArgumentException(
                        "the answer to \"" + key + "\" is neither a text nor a list of texts");
            }
            texts.add(one.asText());
        }
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("the answer to \"" + key + "\" is an empty list");
        }
        return texts;
    }

    private static int lineOf(JsonProcessingException malformed) {
        return malformed.getLocation() == null ? 1 : malformed.getLocation().getLineNr();
    }
}
