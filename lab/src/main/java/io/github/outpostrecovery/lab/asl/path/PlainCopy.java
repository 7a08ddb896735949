package io.github.outpostrecovery.lab.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What writing a document out and reading it back would give, without doing so: for documents that surely are within the
 * limit, and made of nothing unusual. Everything else is for the longer way.
 */
final class PlainCopy {
    /** The most bytes of UTF-8 that one character may become in JSON: a control character is written as six. */
    private static final int MOST_BYTES_OF_A_CHARACTER = 6;

    /** Room for the quotes, the comma and the colon of a member, or for any number. */
    private static final int MOST_BYTES_OF_THE_REST = 32;

    private static final int DEEPEST = 200;

    private int room = JsonText.LIMIT_BYTES;

    private PlainCopy() {}

    /** The copy; empty if the document may be too large, too deep, or holds what JSON does not write as it is. */
    static Optional<JsonNode> of(JsonNode node) {
        return Optional.ofNullable(new PlainCopy().copy(node, DEEPEST));
    }

    private @Nullable JsonNode copy(JsonNode node, int deeper) {
        room -= MOST_BYTES_OF_THE_REST;
        if (deeper == 0 || room < 0) {
            return null;
        }
        return switch (node) {
            case ObjectNode object -> members(object, deeper);
            case ArrayNode array -> elements(array, deeper);
            case TextNode text -> take(text.textValue()) ? text : null;
            case IntNode number -> number;
            case BooleanNode truth -> truth;
            case NullNode nothing -> nothing;
            // A number is read back as the smallest type that holds it.
            case LongNode number -> number.canConvertToInt() ? IntNode.valueOf(number.intValue()) : number;
            case DoubleNode number -> Double.isFinite(number.doubleValue()) ? number : null;
            default -> null;
        };
    }

    private @Nullable JsonNode members(ObjectNode object, int deeper) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = take(member.getKey()) ? copy(member.getValue(), deeper - 1) : null;
            if (value == null) {
                return null;
            }
            copy.set(member.getKey(), value);
        }
        return copy;
    }

    private @Nullable JsonNode elements(ArrayNode array, int deeper) {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
        for (JsonNode element : array) {
            JsonNode value = copy(element, deeper - 1);
            if (value == null) {
                return null;
            }
            copy.add(value);
        }
        return copy;
    }

    private boolean take(String text) {
        room -= text.length() * MOST_BYTES_OF_A_CHARACTER;
        return room >= 0 && text.length() < JsonText.LIMIT_BYTES;
    }
}
