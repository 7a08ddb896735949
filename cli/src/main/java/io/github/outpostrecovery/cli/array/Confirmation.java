package io.github.outpostrecovery.cli.array;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Set;
import picocli.CommandLine.Option;

/** Makes a person type what is about to be changed. */
final class Confirmation {
    @Option(names = "--yes", description = "do not ask; for scripts")
    private boolean yes;

    /** Asks on {@code err}; true if one of {@code words} was typed, or nothing had to be. */
    boolean given(PrintWriter err, String question, Set<String> words) {
        if (yes) {
            return true;
        }
        err.print(question);
        err.flush();
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            String line = in.readLine();
            return line != null && words.contains(line.strip());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("nothing could be read from the terminal", unreadable);
        }
    }
}
