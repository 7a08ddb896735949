package io.github.outpostrecovery.storage.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Strict JSON: a document that is cut short, doubled or ambiguous is none. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /** An empty object to be filled in. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Reads a document. */
    public static JsonNode read(String text) throws JacksonException {
        return MAPPER.readTree(text);
    }

    /** Reads a body; a missing node if there was nothing to read. */
    static JsonNode read(byte[] text) throws IOException {
        return text.length == 0 ? MissingNode.getInstance() : MAPPER.readTree(text);
    }
}
