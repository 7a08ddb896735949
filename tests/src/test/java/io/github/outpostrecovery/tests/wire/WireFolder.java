package io.github.outpostrecovery.tests.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the processes of the wire tests write down what they say, for whoever looks into a failure. */
final class WireFolder {
    private WireFolder() {}

    static Path folder() {
        try {
            return Files.createDirectories(Path.of("target", "wire").toAbsolutePath());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The top of the repository, wherever the tests are started. */
    static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        for (Path candidate = here; candidate != null; candidate = candidate.getParent()) {
            if (Files.isDirectory(candidate.resolve("statemachine"))) {
                return candidate;
            }
        }
        throw new AssertionError("no repository above " + here);
    }

    static String read(String file) {
        try {
            return Files.readString(repository().resolve(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
