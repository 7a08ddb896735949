package io.github.outpostrecovery.lab.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes a page so that nothing from outside can become markup: tags and attribute names are constants of this package,
 * all else is escaped and cleared of what looks like a secret.
 */
final class Html {
    private final StringBuilder out = new StringBuilder(64 * 1024).append("<!DOCTYPE html>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element. {@code attributes} are names and values in turn. */
    Html open(String tag, String... attributes) {
        start(tag, attributes);
        open.push(tag);
        return this;
    }

    /** Closes the element opened last. */
    Html close() {
        out.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /** A void element, such as {@code meta}. */
    Html single(String tag, String... attributes) {
        start(tag, attributes);
        return this;
    }

    Html text(String text) {
        out.append(escape(text));
        return this;
    }

    /** An element with nothing but text in it. */
    Html element(String tag, String text, String... attributes) {
        start(tag, attributes);
        text(text);
        out.append("</").append(tag).append('>');
        return this;
    }

    /** The style sheet, which must be a resource of this package. */
    Html style(String sheet) {
        out.append("<style>\n").append(sheet).append("</style>\n");
        return this;
    }

    String finish() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("<" + open.peek() + "> is still open");
        }
        return out.toString();
    }

    static String escape(String text) {
        String safe = Redaction.of(text);
        StringBuilder escaped = new StringBuilder(safe.length() + 16);
        safe.codePoints().forEach(character -> {
            switch (character) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n', '\t' -> escaped.append((char) character);
                default -> escaped.appendCodePoint(harmless(character));
            }
        });
        return escaped.toString();
    }

    /** Control characters, and those that turn the direction of text, would show something else than is there. */
    private static int harmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> 0xFFFD;
            default -> character;
        };
    }

    private void start(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i].equals("class") && attributes[i + 1].isEmpty()) {
                continue;
            }
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(attributes[i + 1]))
                    .append('"');
        }
        out.append('>');
    }
}
