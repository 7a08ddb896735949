package io.github.outpostrecovery.lab.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.random.RandomGenerator;

/**
 * What an expression sees.
 *
 * @param data what {@code $} stands for
 * @param context the context object, what {@code $$} stands for
 * @param random where {@code States.UUID} draws from
 */
public record Scope(JsonNode data, JsonNode context, RandomGenerator random) {
    /** The same scope over other data. */
    public Scope over(JsonNode other) {
        return new Scope(other, context, random);
    }
}
