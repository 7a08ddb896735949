package io.github.outpostrecovery.functions.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * The JSON form of core's types.
 *
 * <p>A name is the string or number that it wraps. An alternative of a sealed type carries its simple name, in capitals and
 * underscores, as {@code outcome}. Instants and durations are ISO 8601. What is not there is an error, but for what may be
 * empty. Secrets have no JSON form at all.
 */
public final class CoreJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(new WrappedValues())
            .addModule(new SealedTypes())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private CoreJson() {}

    /** The one mapper. It is never to be configured further. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * Reads a document that holds one value.
     *
     * @throws JsonProcessingException if it is not the JSON form of the type; {@code null} is that of none
     */
    public static <T> T read(String document, Class<T> type) throws JsonProcessingException {
        return read(document, MAPPER.readerFor(type), type);
    }

    static <T> T read(String document, ObjectReader reader, Class<T> type) throws JsonProcessingException {
        T value = reader.readValue(document);
        if (value == null) {
            throw MismatchedInputException.from(null, type, type.getSimpleName() + " is null");
        }
        return value;
    }
}
