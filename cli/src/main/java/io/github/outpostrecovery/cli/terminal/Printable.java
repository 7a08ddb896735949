package io.github.outpostrecovery.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text that can do nothing to a terminal but appear in it. */
public final class Printable {
    private Printable() {}

    /** One line. What would move the cursor, change colours or turn the direction of text becomes a question mark. */
    public static String line(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            switch (Character.getType(character)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> safe.append('?');
                default -> safe.appendCodePoint(character);
            }
        });
        return safe.toString();
    }

    /** Several lines at most {@code width} wide, words longer than that excepted: they stay whole, to be copied. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : line(text).split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Exactly {@code width} wide, cut or filled up. */
    static String fit(String text, int width) {
        String line = line(text);
        if (line.length() > width) {
            return line.substring(0, Math.max(0, width - 2)) + "..".substring(0, Math.min(2, width));
        }
        return line + " ".repeat(width - line.length());
    }

    /** Filled up on the left. */
    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    /** Such as {@code 1 call} or {@code 18,211 checks}. */
    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
