package io.github.outpostrecovery.tests.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The sample events, wherever the tests are started. */
final class Samples {
    private Samples() {}

    static String event(String name) {
        Path here = Path.of("").toAbsolutePath();
        for (Path candidate = here; candidate != null; candidate = candidate.getParent()) {
            Path file = candidate.resolve("events").resolve(name + ".json");
            if (Files.exists(file)) {
                return read(file);
            }
        }
        throw new AssertionError("no events/" + name + ".json above " + here);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
