package io.github.outpostrecovery.lab.asl.path;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** JSON as it travels between states: as text, at most 256 KiB of it. */
public final class JsonText {
    /** The most that an input, an output or the parameters of a task may have, in bytes of UTF-8. */
    public static final int LIMIT_BYTES = 262_144;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonText() {}

    /**
     * Reads one JSON document, without duplicate members and with nothing after it.
     *
     * @throws JsonProcessingException if {@code text} is anything else
     */
    public static JsonNode parse(String text) throws JsonProcessingException {
        JsonNode node = MAPPER.readTree(text);
        if (node.isMissingNode()) {
            throw new NoDocument();
        }
        return node;
    }

    /** Reads what {@link #bounded} or {@link JsonNode#toString} wrote. */
    public static JsonNode parseOwn(String text) {
        try {
            return parse(text);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(new IOException("not JSON: " + impossible.getOriginalMessage(), impossible));
        }
    }

    /**
     * A copy of {@code node} as the next reader of its text will see it: sharing nothing, with numbers in their plainest
     * form, so that a run that was saved and one that was not are the same.
     *
     * @param what what the document is, for the error
     * @throws StateError {@code States.DataLimitExceeded} if it is larger than {@link #LIMIT_BYTES}
     */
    public static JsonNode bounded(JsonNode node, String what) {
        return PlainCopy.of(node).orElseGet(() -> {
            String text = node.toString();
            if (!fits(text)) {
                throw new StateError(
                        StateError.DATA_LIMIT_EXCEEDED,
                        what + " is larger than the limit of " + LIMIT_BYTES + " bytes of UTF-8");
            }
            return parseOwn(text);
        });
    }

    /** Whether {@code text} is no larger than {@link #LIMIT_BYTES}. */
    public static boolean fits(String text) {
        return text.length() <= LIMIT_BYTES && text.getBytes(StandardCharsets.UTF_8).length <= LIMIT_BYTES;
    }

    /** Whether two documents are equal; numbers by their value, so that 1 equals 1.0. */
    public static boolean sameValue(JsonNode first, JsonNode second) {
        return first.equals(
                (left, right) -> left.isNumber() && right.isNumber()
                        ? left.decimalValue().compareTo(right.decimalValue())
                        : left.equals(right) ? 0 : 1,
                second);
    }

    private static final class NoDocument extends JsonProcessingException {
        private static final long serialVersionUID = 1L;

        NoDocument() {
            super("the text is empty");
        }
    }
}
