package io.github.outpostrecovery.cli.array;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Set;
import picocli.CommandLine.Option;

/** Makes a person type what is about to be changed. */
final class Confirmation {
    @Option(names = "--yes", description = "do not ask; for scripts")
    private boolean yes;

    /** Asks on {@code err}; true if one of {@code words} was typed, or nothing had to be. */
    boolean given(BufferedReader typed, PrintWriter err, String question, Set<String> words) {
        if (yes) {
            return true;
        }
        err.print(question);
        err.flush();
        try {
            String line = typed.readLine();
            if (line == null) {
                // Nobody is there to end the line of the question.
                err.println();
                return false;
            }
            return words.contains(line.strip());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("nothing could be read from the terminal", unreadable);
        }
    }
}
