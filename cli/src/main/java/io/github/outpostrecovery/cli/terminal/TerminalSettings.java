package io.github.outpostrecovery.cli.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How to write to one output stream.
 *
 * @param width columns, at least {@value #NARROWEST}
 */
public record TerminalSettings(Display display, Colour colour, int width) {
    static final int NARROWEST = 40;
    private static final int USUAL = 80;
    private static final int WIDEST = 240;

    /** Whether a line may be written over. */
    public enum Display {
        LIVE,
        PLAIN
    }

    /** What the operator said about colour. */
    public enum ColourChoice {
        AUTOMATIC,
        /** {@code --no-color}. */
        NEVER
    }

    /** Where an output stream goes. */
    public enum Destination {
        TERMINAL,
        ELSEWHERE;

        /** Where standard output goes. */
        public static Destination ofStandardOutput() {
            return of(Path.of("/proc/self/fd/1"));
        }

        /** Where standard error goes. */
        public static Destination ofStandardError() {
            return of(Path.of("/proc/self/fd/2"));
        }

        /**
         * Looks at the descriptor where the system shows it. Elsewhere Java can only tell of input and output together.
         */
        private static Destination of(Path descriptor) {
            if (Files.isSymbolicLink(descriptor)) {
                try {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") ? TERMINAL : ELSEWHERE;
                } catch (IOException unreadable) {
                    return ELSEWHERE;
                }
            }
            Optional<Console> console = Optional.ofNullable(System.console());
            return console.filter(Console::isTerminal).isPresent() ? TERMINAL : ELSEWHERE;
        }
    }

    public TerminalSettings {
        width = Math.clamp(width, NARROWEST, WIDEST);
    }

    /**
     * Settings for a stream. {@code NO_COLOR} counts if it is there and not empty (no-color.org), {@code TERM=dumb} is a
     * terminal that can neither colour nor write over, {@code COLUMNS} is the width.
     */
    public static TerminalSettings of(Destination destination, Map<String, String> environment, ColourChoice choice) {
        int width = width(environment.getOrDefault("COLUMNS", ""));
        boolean plain = destination == Destination.ELSEWHERE
                || environment.getOrDefault("TERM", "").equals("dumb");
        if (plain) {
            return new TerminalSettings(Display.PLAIN, Colour.OFF, width);
        }
        boolean noColour = choice == ColourChoice.NEVER
                || !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new TerminalSettings(Display.LIVE, noColour ? Colour.OFF : Colour.ON, width);
    }

    private static int width(String columns) {
        try {
            return Integer.parseInt(columns);
        } catch (NumberFormatException notSet) {
            return USUAL;
        }
    }
}
