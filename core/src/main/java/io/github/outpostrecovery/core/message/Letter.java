package io.github.outpostrecovery.core.message;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.service.Notices.Notice;
import java.util.ArrayList;
import java.util.List;

/**
 * A mail in the making, for a telephone at three in the morning: the subject begins with what it is about and how it
 * ended, lines have at most {@value #WIDTH} characters, and all of it is ASCII (SNS API reference, Publish: a subject is
 * ASCII and has less than 100 characters).
 *
 * <p>A word that is longer than a line (a link, an initiator's name) stands alone on its line, unbroken, so that it can be
 * copied. A text that does not end is cut.
 */
public final class Letter {
    static final int WIDTH = 78;
    private static final int LONGEST_SUBJECT = 99;
    private static final int LONGEST_TEXT = 600;
    private static final String INDENT = "  ";
    private static final int LABEL = 11;

    private final String subject;
    private final List<String> lines = new ArrayList<>();

    private Letter(String subject) {
        this.subject = subject;
    }

    /**
     * Begins a letter.
     *
     * @param about the incident, or the instance: read first
     * @param what how it ended, or what is wanted: read next
     * @param more what still fits
     */
    public static Letter about(String about, String what, String more) {
        String subject = Ascii.of(about + " " + what + " - " + more);
        return new Letter(
                subject.length() <= LONGEST_SUBJECT ? subject : subject.substring(0, LONGEST_SUBJECT - 3) + "...");
    }

    /** A paragraph. */
    public Letter text(String text) {
        wrap("", "", text);
        return this;
    }

    /** Begins a section. */
    public Letter heading(String heading) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add(Ascii.of(heading));
        return this;
    }

    /** A sentence of a section. */
    public Letter sentence(String sentence) {
        wrap(INDENT, INDENT, sentence);
        return this;
    }

    /** A value with its name, in a column of its own. */
    public Letter fact(String label, String value) {
        String named = INDENT + Ascii.of(label);
        wrap(named + " ".repeat(Math.max(1, INDENT.length() + LABEL - named.length())), " ".repeat(2 + LABEL), value);
        return this;
    }

    /** One of several. */
    public Letter item(String item) {
        wrap(INDENT + "- ", INDENT + INDENT, item);
        return this;
    }

    /** What belongs to the item above. */
    public Letter under(String item) {
        wrap(INDENT + INDENT, INDENT + INDENT, item);
        return this;
    }

    /** A line to be copied as it is: never broken. */
    public Letter copy(String line) {
        String indented = INDENT + INDENT + requireNonNull(line, "line is null");
        lines.add(indented.length() <= WIDTH ? indented : line);
        return this;
    }

    /** The letter, as it is sent. */
    public Notice notice() {
        return new Notice(subject, String.join("\n", lines) + "\n");
    }

    private void wrap(String first, String next, String text) {
        String ascii = Ascii.of(text);
        String cut = ascii.length() <= LONGEST_TEXT ? ascii : ascii.substring(0, LONGEST_TEXT) + " ...";
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : cut.split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(next);
                empty = true;
            }
            if (empty && !line.toString().isBlank() && line.length() + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(next);
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString().stripTrailing());
    }
}
