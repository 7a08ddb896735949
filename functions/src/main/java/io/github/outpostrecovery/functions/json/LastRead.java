package io.github.outpostrecovery.functions.json;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts of one type, and gives the same value again while the same text comes: one step of a recovery reads the books
 * several times, and they rarely change in between. Only for types whose values never change. Safe to use from several
 * threads.
 *
 * @param <T> what is read
 */
public final class LastRead<T> {
    private final Class<T> type;
    private final ObjectReader reader;
    private volatile @Nullable Known<T> last;

    private record Known<T>(String text, T value) {}

    public LastRead(Class<T> type) {
        this.type = requireNonNull(type, "type is null");
        this.reader = CoreJson.mapper().readerFor(type);
    }

    /**
     * Reads a text.
     *
     * @throws JsonProcessingException if it is not the JSON form of the type
     */
    public T read(String text) throws JsonProcessingException {
        Known<T> known = last;
        if (known == null || !known.text().equals(text)) {
            T value = CoreJson.read(text, reader, type);
            known = new Known<>(text, value);
            last = known;
        }
        return known.value();
    }
}
