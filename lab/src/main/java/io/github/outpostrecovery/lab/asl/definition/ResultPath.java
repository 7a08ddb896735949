package io.github.outpostrecovery.lab.asl.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.path.ReferencePath;
import io.github.outpostrecovery.lab.asl.path.StateError;
import java.util.Optional;

/**
 * Where a result goes in the state's raw input.
 *
 * @param target the place, or empty where the definition says {@code null}: the result is discarded
 */
public record ResultPath(Optional<ReferencePath> target) {
    /**
     * The raw input with the result in its place.
     *
     * @throws StateError {@code States.ResultPathMatchFailure} if the input has no such place and none can be made
     */
    public JsonNode apply(JsonNode rawInput, JsonNode result) {
        return target.isPresent() ? target.get().put(rawInput, result) : rawInput;
    }
}
