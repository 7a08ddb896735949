package io.github.outpostrecovery.functions;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.functions.json.CoreJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files beside the modules that the functions have to agree with. */
public final class Repository {
    private Repository() {}

    /** The top of the repository, wherever the tests are started. */
    private static Path top() {
        Path here = Path.of("").toAbsolutePath();
        for (Path candidate = here; candidate != null; candidate = candidate.getParent()) {
            if (Files.isDirectory(candidate.resolve("statemachine"))) {
                return candidate;
            }
        }
        throw new AssertionError("no repository above " + here);
    }

    public static JsonNode stateMachine(String name) throws IOException {
        return read(top().resolve("statemachine").resolve(name + ".asl.json"));
    }

    public static JsonNode event(String name) throws IOException {
        return read(top().resolve("events").resolve(name + ".json"));
    }

    /** The names of all events; {@code env.json}, which {@code lab serve} leaves beside them, is none. */
    static List<String> events() throws IOException {
        try (Stream<Path> files = Files.list(top().resolve("events"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json") && !name.equals("env.json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        }
    }

    static List<String> source(Class<?> type) throws IOException {
        return Files.readAllLines(
                top().resolve("functions/src/main/java").resolve(type.getName().replace('.', '/') + ".java"));
    }

    private static JsonNode read(Path file) throws IOException {
        return CoreJson.mapper().readTree(Files.readString(file));
    }
}
