package io.github.outpostrecovery.tests.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A place in a source file that is written otherwise.
 *
 * @param file below the top of the repository
 * @param written what stands there, once
 * @param instead what takes its place
 */
record Edit(String file, String written, String instead) {
    private static final Path CORE = Path.of("core", "src", "main", "java", "io", "github", "outpostrecovery", "core");

    /** In a class of the decisions. */
    static Edit ofCore(String file, String written, String instead) {
        return new Edit(CORE.resolve(file).toString(), written, instead);
    }

    /** In the definition of the recovery. */
    static Edit ofDefinition(String written, String instead) {
        return new Edit(Path.of("statemachine", "recovery.asl.json").toString(), written, instead);
    }

    boolean isOfSource() {
        return file.endsWith(".java");
    }

    /**
     * The text with the edit made.
     *
     * @throws AssertionError if what should stand there does not, or stands there more than once: the guard has changed, and
     *     whoever changed it says here what takes it out
     */
    String applied(String text) {
        int first = text.indexOf(written);
        if (first < 0 || text.indexOf(written, first + 1) >= 0) {
            throw new AssertionError(
                    file + " has " + (first < 0 ? "no" : "more than one") + " place that reads: " + written);
        }
        return text.substring(0, first) + instead + text.substring(first + written.length());
    }

    static String read(Path top, String file) {
        try {
            return Files.readString(top.resolve(file));
        } catch (IOException unreadable) {
            throw new AssertionError("cannot read " + file, unreadable);
        }
    }
}
