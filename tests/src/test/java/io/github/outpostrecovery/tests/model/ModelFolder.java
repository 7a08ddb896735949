package io.github.outpostrecovery.tests.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** {@code docs/model}: the module, its configurations, and the tables of the page beside them. */
final class ModelFolder {
    /** What a configuration is there to show; each kind has a folder. */
    enum Kind {
        /** The protocol, in a world that does its worst: nothing may fall. */
        HOLDS,
        /** One rule is dropped: the invariant that the page names must fall. */
        BROKEN,
        /** What must be possible, or those that hold would say nothing. */
        REACHED;

        private String folder() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private ModelFolder() {}

    static Path path() {
        return top().resolve("docs").resolve("model");
    }

    static Path module() {
        return path().resolve("RecoveryProtocol.tla");
    }

    static Path configuration(Kind kind, String name) {
        return path().resolve(kind.folder()).resolve(name + ".cfg");
    }

    /** The names of all configurations of a kind. */
    static List<String> configurations(Kind kind) {
        try (Stream<Path> files = Files.list(path().resolve(kind.folder()))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".cfg"))
                    .map(file -> file.substring(0, file.length() - ".cfg".length()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The states of a definition by its name: {@code recovery} or {@code approval}. */
    static JsonNode definition(String name) {
        try {
            return new ObjectMapper()
                    .readTree(Files.readString(top().resolve("statemachine").resolve(name + ".asl.json")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The source of a test of another module. */
    static String sourceOf(String module, String test) {
        Path tests = top().resolve(module).resolve(Path.of("src", "test", "java"));
        try (Stream<Path> files = Files.walk(tests)) {
            return read(files.filter(file -> file.getFileName().toString().equals(test + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("module " + module + " has no " + test)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The rows of the table after a mark like {@code <!-- broken -->}, each as its cells without code marks. */
    static List<List<String>> table(String mark) {
        List<String> lines = read(path().resolve("README.md")).lines().toList();
        int begin = lines.indexOf("<!-- " + mark + " -->");
        if (begin < 0) {
            throw new AssertionError("the page of the model has no table " + mark);
        }
        return lines.stream()
                .skip(begin + 1L)
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Arrays.stream(
                                line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                        .map(cell -> cell.replace("`", "").strip())
                        .toList())
                .toList();
    }

    private static Path top() {
        for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            if (Files.isDirectory(here.resolve("statemachine"))) {
                return here;
            }
        }
        throw new AssertionError("no repository above " + Path.of("").toAbsolutePath());
    }
}
