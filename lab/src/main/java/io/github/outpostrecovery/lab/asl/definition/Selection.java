package io.github.outpostrecovery.lab.asl.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.asl.path.DataPath;
import io.github.outpostrecovery.lab.asl.path.Scope;
import io.github.outpostrecovery.lab.asl.path.StateError;
import java.util.Optional;

/**
 * An {@code InputPath} or {@code OutputPath}.
 *
 * @param field which of the two
 * @param path the path, or empty where the definition says {@code null}: an empty object is selected
 */
public record Selection(String field, Optional<DataPath> path) {
    /**
     * What is selected.
     *
     * @throws StateError {@code States.Runtime} if the path matches nothing
     */
    public JsonNode apply(Scope scope) {
        return path.isPresent() ? path.get().read(scope, field) : JsonNodeFactory.instance.objectNode();
    }
}
