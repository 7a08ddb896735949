package io.github.outpostrecovery.lab.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path that names at most one place in a document: members and array indices only.
 *
 * <p>In dot notation a member has letters, digits, {@code _} and {@code -}; anything else is written in brackets and
 * quotes. An index is not negative.
 */
public final class ReferencePath {
    private static final Pattern STEP = Pattern.compile(
            "\\.(?<dot>[\\p{L}_][\\p{L}\\p{N}_-]*)|\\['(?<single>[^'\\\\]+)']|\\[\"(?<quoted>[^\"\\\\]+)\"]"
                    + "|\\[(?<index>\\d{1,9})]");

    private final String text;
    private final List<Step> steps;

    private sealed interface Step {}

    private record Member(String name) implements Step {}

    private record Element(int index) implements Step {}

    private ReferencePath(String text, List<Step> steps) {
        this.text = text;
        this.steps = List.copyOf(steps);
    }

    /**
     * Reads a path that begins with {@code $}.
     *
     * @throws InvalidExpression if it is not a reference path
     */
    public static ReferencePath parse(String text) {
        return tryParse(text)
                .orElseThrow(() -> new InvalidExpression("'" + text
                        + "' is not a reference path ($, members and indices only, such as $.a.b[0] or $['a b'])"));
    }

    /** Reads a path that begins with {@code $}, or answers empty if it is not a reference path. */
    public static Optional<ReferencePath> tryParse(String text) {
        if (!text.startsWith("$")) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int position = 1;
        while (position < text.length()) {
            matcher.region(position, text.length());
            if (!matcher.lookingAt()) {
                return Optional.empty();
            }
            steps.add(step(matcher));
            position = matcher.end();
        }
        return Optional.of(new ReferencePath(text, steps));
    }

    private static Step step(Matcher matcher) {
        if (matcher.group("index") != null) {
            return new Element(Integer.parseInt(matcher.group("index")));
        }
        for (String notation : List.of("dot", "single", "quoted")) {
            if (matcher.group(notation) != null) {
                return new Member(matcher.group(notation));
            }
        }
        throw new IllegalStateException("a step without a notation");
    }

    /** Whether the path is {@code $}, the whole document. */
    public boolean isRoot() {
        return steps.isEmpty();
    }

    /** The value at this place of {@code document}, which may be JSON's null; empty if there is no such place. */
    public Optional<JsonNode> find(JsonNode document) {
        JsonNode node = document;
        for (Step step : steps) {
            Optional<JsonNode> child = child(node, step);
            if (child.isEmpty()) {
                return Optional.empty();
            }
            node = child.get();
        }
        return Optional.of(node);
    }

    private static Optional<JsonNode> child(JsonNode node, Step step) {
        return switch (step) {
            case Member(String name) -> node.isObject() ? Optional.ofNullable(node.get(name)) : Optional.empty();
            case Element(int index) -> node.isArray() ? Optional.ofNullable(node.get(index)) : Optional.empty();
        };
    }

    /**
     * A copy of {@code document} that holds {@code value} at this place, and shares with it what is not on the way there.
     * Members on the way that do not exist are made; array elements are only ever replaced.
     *
     * @throws StateError {@code States.ResultPathMatchFailure} if something else than an object, or an array too short,
     *     is in the way
     */
    public JsonNode put(JsonNode document, JsonNode value) {
        if (steps.isEmpty()) {
            return value;
        }
        JsonNode root = shallowCopy(document);
        JsonNode node = root;
        for (int i = 0; i < steps.size() - 1; i++) {
            node = descend(node, steps.get(i), steps.get(i + 1));
        }
        switch (steps.getLast()) {
            case Member(String name) -> object(node).set(name, value);
            case Element(int index) -> array(node, index).set(index, value);
        }
        return root;
    }

    private JsonNode descend(JsonNode node, Step step, Step next) {
        switch (step) {
            case Member(String name) -> {
                ObjectNode object = object(node);
                if (object.has(name)) {
                    JsonNode copy = shallowCopy(object.get(name));
                    object.set(name, copy);
                    return copy;
                }
                if (next instanceof Element) {
                    throw mismatch("there is no array to put an element into");
                }
                ObjectNode made = JsonNodeFactory.instance.objectNode();
                object.set(name, made);
                return made;
            }
            case Element(int index) -> {
                ArrayNode array = array(node, index);
                JsonNode copy = shallowCopy(array.get(index));
                array.set(index, copy);
                return copy;
            }
        }
    }

    private static JsonNode shallowCopy(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> JsonNodeFactory.instance.objectNode().setAll(object);
            case ArrayNode array ->
                JsonNodeFactory.instance.arrayNode(array.size()).addAll(array);
            default -> node;
        };
    }

    private ObjectNode object(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw mismatch("a member cannot be set on " + node.getNodeType());
    }

    private ArrayNode array(JsonNode node, int index) {
        if (node instanceof ArrayNode array && index < array.size()) {
            return array;
        }
        throw mismatch("there is no element " + index);
    }

    private StateError mismatch(String reason) {
        return new StateError(
                StateError.RESULT_PATH_MATCH_FAILURE,
                "Unable to apply ReferencePath " + text + " to the state's input: " + reason);
    }

    /** The path as it was written. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
