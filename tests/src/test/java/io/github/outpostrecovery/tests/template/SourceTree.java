package io.github.outpostrecovery.tests.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of the repository that the templates have to agree with. */
final class SourceTree {
    private static final Path SNAPSHOTS = Path.of("tests", "src", "test", "resources", "template");
    private static final ObjectMapper JSON = new ObjectMapper();

    private SourceTree() {}

    /** The top of the repository, wherever the tests are started. */
    static Path top() {
        for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            if (Files.isDirectory(here.resolve("statemachine"))) {
                return here;
            }
        }
        throw new AssertionError("no repository above " + Path.of("").toAbsolutePath());
    }

    static Path snapshot(String name) {
        return top().resolve(SNAPSHOTS).resolve(name);
    }

    /** The lines of a table beside the snapshot, but for comments and empty ones. */
    static List<String> table(String name) throws IOException {
        return Files.readAllLines(snapshot(name)).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("//"))
                .toList();
    }

    static JsonNode event(String name) throws IOException {
        return json(top().resolve("events").resolve(name + ".json"));
    }

    /** A definition by its name: {@code recovery} or {@code approval}. */
    static JsonNode definition(String name) throws IOException {
        return json(top().resolve("statemachine").resolve(name + ".asl.json"));
    }

    static JsonNode json(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }
}
