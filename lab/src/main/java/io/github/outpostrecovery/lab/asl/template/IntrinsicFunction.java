package io.github.outpostrecovery.lab.asl.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.asl.path.JsonText;
import io.github.outpostrecovery.lab.asl.path.StateError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The intrinsic functions of the Amazon States Language that this runner has ({@code States.Format} is part of the
 * syntax). Where Step Functions converts an argument of the wrong type (rounds, or writes an object out), this refuses.
 */
public enum IntrinsicFunction {
    STRING_TO_JSON("States.StringToJson", 1),
    JSON_TO_STRING("States.JsonToString", 1),
    ARRAY("States.Array", -1),
    ARRAY_LENGTH("States.ArrayLength", 1),
    ARRAY_GET_ITEM("States.ArrayGetItem", 2),
    ARRAY_CONTAINS("States.ArrayContains", 2),
    MATH_ADD("States.MathAdd", 2),
    JSON_MERGE("States.JsonMerge", 3),
    HASH("States.Hash", 2),
    UUID_V4("States.UUID", 0),
    STRING_SPLIT("States.StringSplit", 2);

    private static final int LONGEST_HASHED = 10_000;
    private static final Set<String> DIGESTS = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String text;
    private final int arguments;

    IntrinsicFunction(String text, int arguments) {
        this.text = text;
        this.arguments = arguments;
    }

    /** The function of that name, as it is written in a definition. */
    public static Optional<IntrinsicFunction> named(String text) {
        for (IntrinsicFunction function : values()) {
            if (function.text.equals(text)) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }

    boolean takes(int count) {
        return arguments < 0 || arguments == count;
    }

    /**
     * Applies the function.
     *
     * @throws StateError {@code States.IntrinsicFailure} if the arguments are not of the kinds it takes
     */
    JsonNode apply(List<JsonNode> values, RandomGenerator random) {
        return switch (this) {
            case STRING_TO_JSON -> stringToJson(string(values, 0));
            case JSON_TO_STRING -> NODES.textNode(values.get(0).toString());
            case ARRAY -> NODES.arrayNode().addAll(values);
            case ARRAY_LENGTH -> NODES.numberNode(array(values, 0).size());
            case ARRAY_GET_ITEM -> item(array(values, 0), integer(values, 1));
            case ARRAY_CONTAINS -> NODES.booleanNode(contains(array(values, 0), values.get(1)));
            case MATH_ADD -> add(integer(values, 0), integer(values, 1));
            case JSON_MERGE -> merge(object(values, 0), object(values, 1), values.get(2));
            case HASH -> hash(string(values, 0), string(values, 1));
            case UUID_V4 -> NODES.textNode(uuid(random).toString());
            case STRING_SPLIT -> split(string(values, 0), string(values, 1));
        };
    }

    /** What {@code States.Format} makes of the text between the braces and the values for the braces. */
    static JsonNode format(List<String> literals, List<JsonNode> values) {
        StringBuilder result = new StringBuilder(literals.getFirst());
        for (int i = 0; i < values.size(); i++) {
            JsonNode value = values.get(i);
            if (value.isContainerNode()) {
                throw StateError.intrinsic("States.Format takes strings, numbers, booleans and null, not "
                        + value.getNodeType() + ": use States.JsonToString");
            }
            result.append(value.asText()).append(literals.get(i + 1));
        }
        return NODES.textNode(result.toString());
    }

    private static JsonNode stringToJson(String json) {
        try {
            return JsonText.parse(json);
        } catch (JsonProcessingException invalid) {
            throw StateError.intrinsic("States.StringToJson: not JSON: " + invalid.getOriginalMessage());
        }
    }

    private JsonNode item(ArrayNode array, int index) {
        if (index < 0 || index >= array.size()) {
            throw failure("there is no element " + index + " in an array of " + array.size());
        }
        return array.get(index);
    }

    private static boolean contains(ArrayNode array, JsonNode wanted) {
        for (JsonNode element : array) {
            if (JsonText.sameValue(element, wanted)) {
                return true;
            }
        }
        return false;
    }

    private JsonNode add(int first, int second) {
        try {
            return NODES.numberNode(Math.addExact(first, second));
        } catch (ArithmeticException overflow) {
            throw failure(first + " + " + second + " does not fit 32 bits");
        }
    }

    private JsonNode merge(ObjectNode first, ObjectNode second, JsonNode deep) {
        if (!deep.isBoolean() || deep.booleanValue()) {
            throw failure("the third argument must be false: only shallow merging exists");
        }
        ObjectNode merged = first.deepCopy();
        merged.setAll(second.deepCopy());
        return merged;
    }

    private JsonNode hash(String data, String algorithm) {
        if (data.length() > LONGEST_HASHED) {
            throw failure("the text is longer than " + LONGEST_HASHED + " characters");
        }
        if (!DIGESTS.contains(algorithm)) {
            throw failure("there is no algorithm '" + algorithm + "' (MD5, SHA-1, SHA-256, SHA-384, SHA-512)");
        }
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(data.getBytes(StandardCharsets.UTF_8));
            return NODES.textNode(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("this Java has no " + algorithm, absent);
        }
    }

    private static UUID uuid(RandomGenerator random) {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** Each character of {@code delimiters} is one, and empty pieces are left out, as Step Functions does. */
    private static JsonNode split(String whole, String delimiters) {
        ArrayNode pieces = NODES.arrayNode();
        StringTokenizer tokenizer = new StringTokenizer(whole, delimiters);
        while (tokenizer.hasMoreTokens()) {
            pieces.add(tokenizer.nextToken());
        }
        return pieces;
    }

    private String string(List<JsonNode> values, int index) {
        JsonNode value = values.get(index);
        if (!value.isTextual()) {
            throw wrongType(index, "a string", value);
        }
        return value.textValue();
    }

    private int integer(List<JsonNode> values, int index) {
        JsonNode value = values.get(index);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrongType(index, "an integer of 32 bits", value);
        }
        return value.intValue();
    }

    private ArrayNode array(List<JsonNode> values, int index) {
        if (values.get(index) instanceof ArrayNode array) {
            return array;
        }
        throw wrongType(index, "an array", values.get(index));
    }

    private ObjectNode object(List<JsonNode> values, int index) {
        if (values.get(index) instanceof ObjectNode object) {
            return object;
        }
        throw wrongType(index, "an object", values.get(index));
    }

    private StateError wrongType(int index, String wanted, JsonNode value) {
        return failure("argument " + (index + 1) + " must be " + wanted + ", not " + value.getNodeType());
    }

    private StateError failure(String reason) {
        return StateError.intrinsic(text + ": " + reason);
    }
}
