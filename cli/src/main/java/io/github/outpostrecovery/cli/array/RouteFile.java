package io.github.outpostrecovery.cli.array;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.functions.json.CoreJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a successor is let in, as {@code array fence} found it and wrote it down for {@code array grant}. */
final class RouteFile {
    static final String FIELD = "route";

    private RouteFile() {}

    static JsonNode json(GrantRoute route) {
        return CoreJson.mapper().valueToTree(route);
    }

    /**
     * Reads the route out of what {@code array fence --output json} wrote.
     *
     * @throws IllegalArgumentException if there is none; the message says what to do instead
     */
    static GrantRoute read(Path file) {
        try {
            JsonNode document = CoreJson.mapper().readTree(Files.readString(file, StandardCharsets.UTF_8));
            if (!document.path(FIELD).isObject()) {
                throw new IllegalArgumentException(
                        "--route " + file + " holds no route: it is what the first array fence "
                                + "wrote with --output json, while the old name still reached its volumes");
            }
            return CoreJson.mapper().treeToValue(document.path(FIELD), GrantRoute.class);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    "--route " + file + " is not what array fence wrote with --output json", malformed);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "--route " + file + " cannot be read ("
                            + unreadable.getClass().getSimpleName() + ")",
                    unreadable);
        }
    }
}
