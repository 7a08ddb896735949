package io.github.outpostrecovery.lab.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What an expression sees.
 *
 * @param data what {@code $} stands for
 * @param contextSource makes the context object when an expression reads it, which few do
 * @param random where {@code States.UUID} draws from
 */
public record Scope(JsonNode data, Supplier<? extends JsonNode> contextSource, RandomGenerator random) {
    /** A scope whose context object is there already. */
    public Scope(JsonNode data, JsonNode context, RandomGenerator random) {
        this(data, () -> context, random);
    }

    /** The context object, what {@code $$} stands for. */
    public JsonNode context() {
        return contextSource.get();
    }

    /** The same scope over other data. */
    public Scope over(JsonNode other) {
        return new Scope(other, contextSource, random);
    }
}
