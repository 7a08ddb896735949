package io.github.outpostrecovery.cli;

import java.io.Console;
import java.util.Locale;
import java.util.Optional;

/** Asks whether to go on, once everything is known. */
final class Consent {
    private Consent() {}

    /**
     * Asks on the terminal.
     *
     * @param yes whether {@code --yes} was given
     * @return whether to go on
     * @throws IllegalArgumentException if there is nobody to ask
     */
    static boolean given(boolean yes, String question) {
        if (yes) {
            return true;
        }
        Console console = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .orElseThrow(() -> new IllegalArgumentException(question + " Nobody can be asked here: add --yes"));
        String answer =
                Optional.ofNullable(console.readLine("%s [y/N] ", question)).orElse("");
        return answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }
}
