package io.github.outpostrecovery.cli.prompt;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.util.Optional;

/** Reads a line without showing what is typed. */
@FunctionalInterface
public interface HiddenInput {
    /** The line; empty at the end of the input. */
    Optional<String> read() throws IOException;

    /** From the console of this process; where there is none, nothing is shown anyhow, and the input is read as it comes. */
    static HiddenInput of(BufferedReader typed) {
        return () -> {
            Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
            return console.isPresent()
                    ? Optional.ofNullable(console.get().readPassword()).map(String::new)
                    : Optional.ofNullable(typed.readLine());
        };
    }
}
