package io.github.outpostrecovery.cli.prompt;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks a person. Whoever runs without one ({@code --yes}) gets the proposals, and a question without a proposal ends the
 * command with {@link MissingAnswersException}, which names the option that would have answered it.
 */
public interface Prompts {
    /** Asks for a line of text. Asks again until the question has no objection. */
    Reply<String> text(Question question);

    /** Asks for something that is not shown while it is typed. Never proposed, never remembered. */
    Reply<String> secret(Question question);

    /** Asks yes or no. */
    Reply<Boolean> confirm(String option, String question, boolean proposal);

    /** Shows a table and asks for one row of it. */
    <T> Reply<T> choose(Choice<T> choice);

    /** Shows a table and asks for any number of rows of it, at least one, in their order; a row may be named twice. */
    <T> Reply<List<T>> chooseSeveral(Choice<T> choice);

    /** Tells something that is no question. */
    void tell(String line);

    /**
     * A question.
     *
     * @param option the option that answers it, such as {@code --instance-name}
     * @param objection why an answer will not do; empty if it will
     */
    record Question(
            String option, String text, Optional<String> proposal, Function<String, Optional<String>> objection) {}

    /**
     * A table to choose from, in natural, case-insensitive order of the first column.
     *
     * @param key what a person may type, or give as the option's value, besides the row's number
     * @param proposal the key of the row that is taken if nobody says otherwise; keys separated by commas where several may be
     *     taken
     */
    record Choice<T>(
            String option,
            String text,
            List<String> header,
            List<T> rows,
            Function<T, List<String>> columns,
            Function<T, String> key,
            Optional<String> proposal) {
        public Choice {
            header = List.copyOf(header);
            rows = List.copyOf(rows);
        }

        /** The row of a key. */
        Optional<T> row(String wanted) {
            return rows.stream().filter(row -> key.apply(row).equals(wanted)).findFirst();
        }

        /** Why a key will not do. */
        String unknown(String wanted) {
            if (rows.isEmpty()) {
                return "\"" + wanted + "\" is not there, and there is nothing to choose from";
            }
            String some = String.join(
                    ", ",
                    rows.stream()
                            .map(key)
                            .sorted(NaturalOrder.INSTANCE)
                            .limit(MENTIONED)
                            .toList());
            return "\"" + wanted + "\" is not among " + some
                    + (rows.size() > MENTIONED ? " and " + (rows.size() - MENTIONED) + " more" : "");
        }

        /** The same in the order in which people count. */
        Choice<T> sorted() {
            return new Choice<>(
                    option,
                    text,
                    header,
                    rows.stream()
                            .sorted(Comparator.comparing(
                                    row -> columns.apply(row).getFirst(), NaturalOrder.INSTANCE))
                            .toList(),
                    columns,
                    key,
                    proposal);
        }

        private static final int MENTIONED = 8;
    }

    /** What a person replied. */
    sealed interface Reply<T> {
        /** An answer. */
        record Given<T>(T value) implements Reply<T> {}

        /** They want to change the answer before. */
        record Back<T>() implements Reply<T> {}
    }
}
