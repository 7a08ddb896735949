package io.github.outpostrecovery.cli.prompt;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.terminal.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks a person line by line, on standard error. {@code back} or {@code <} returns to the question before; a long table is
 * filtered by typing a part of a name. The end of the input counts as nobody being there.
 */
public final class TerminalPrompts implements Prompts {
    private final BufferedReader typed;
    private final HiddenInput hidden;
    private final PrintWriter out;

    public TerminalPrompts(BufferedReader typed, HiddenInput hidden, PrintWriter out) {
        this.typed = requireNonNull(typed, "typed is null");
        this.hidden = requireNonNull(hidden, "hidden is null");
        this.out = requireNonNull(out, "out is null");
    }

    @Override
    public Reply<String> text(Question question) {
        while (true) {
            String line = line(question.option(), question.text(), question.proposal());
            if (isBack(line)) {
                return new Reply.Back<>();
            }
            String answer = line.isEmpty() ? question.proposal().orElse("") : line;
            Optional<String> objection = answer.isEmpty()
                    ? Optional.of("an answer is needed")
                    : question.objection().apply(answer);
            if (objection.isEmpty()) {
                return new Reply.Given<>(answer);
            }
            object(objection.get());
        }
    }

    @Override
    public Reply<String> secret(Question question) {
        while (true) {
            out.print(Printable.line(question.text()) + " (not shown): ");
            out.flush();
            String line = read(question.option(), hidden);
            if (isBack(line)) {
                return new Reply.Back<>();
            }
            Optional<String> objection = line.isEmpty()
                    ? Optional.of("an answer is needed")
                    : question.objection().apply(line);
            if (objection.isEmpty()) {
                return new Reply.Given<>(line);
            }
            object(objection.get());
        }
    }

    @Override
    public Reply<Boolean> confirm(String option, String question, boolean proposal) {
        while (true) {
            String line = line(option, question + (proposal ? " (Y/n)" : " (y/N)"), Optional.empty());
            switch (line.toLowerCase(Locale.ROOT)) {
                case "" -> {
                    return new Reply.Given<>(proposal);
                }
                case "y", "yes" -> {
                    return new Reply.Given<>(true);
                }
                case "n", "no" -> {
                    return new Reply.Given<>(false);
                }
                case "back", "<" -> {
                    return new Reply.Back<>();
                }
                default -> object("answer yes or no, or \"back\"");
            }
        }
    }

    @Override
    public <T> Reply<T> choose(Choice<T> choice) {
        TableView<T> view = new TableView<>(choice.sorted(), out);
        view.show();
        while (true) {
            String line = line(choice.option(), choice.text(), choice.proposal());
            if (isBack(line)) {
                return new Reply.Back<>();
            }
            if (view.obeys(line)) {
                continue;
            }
            String wanted = line.isEmpty() ? choice.proposal().orElse("") : line;
            Optional<T> row = view.row(wanted);
            if (row.isPresent()) {
                return new Reply.Given<>(row.get());
            }
            if (wanted.isEmpty() || !view.filter(wanted)) {
                object(wanted.isEmpty() ? "an answer is needed" : choice.unknown(wanted));
            }
        }
    }

    @Override
    public <T> Reply<List<T>> chooseSeveral(Choice<T> choice) {
        TableView<T> view = new TableView<>(choice.sorted(), out);
        view.show();
        while (true) {
            String line = line(choice.option(), choice.text() + " (several: separated by commas)", choice.proposal());
            if (isBack(line)) {
                return new Reply.Back<>();
            }
            if (view.obeys(line)) {
                continue;
            }
            String wanted = line.isEmpty() ? choice.proposal().orElse("") : line;
            List<T> rows = new ArrayList<>();
            Optional<String> unknown = Optional.empty();
            for (String one : wanted.split(",", -1)) {
                Optional<T> row = view.row(one.strip());
                if (row.isEmpty()) {
                    unknown = Optional.of(one.strip());
                    break;
                }
                rows.add(row.get());
            }
            if (unknown.isEmpty()) {
                return new Reply.Given<>(rows);
            }
            if (wanted.isEmpty() || wanted.contains(",") || !view.filter(wanted)) {
                object(wanted.isEmpty() ? "choose at least one" : choice.unknown(unknown.get()));
            }
        }
    }

    @Override
    public void tell(String line) {
        out.println(Printable.line(line));
        out.flush();
    }

    private void object(String objection) {
        tell("  " + objection);
    }

    private String line(String option, String question, Optional<String> proposal) {
        out.print(Printable.line(question)
                + proposal.map(value -> " [" + Printable.line(value) + "]").orElse("") + ": ");
        out.flush();
        return read(option, () -> Optional.ofNullable(typed.readLine())).strip();
    }

    private static boolean isBack(String line) {
        return line.equals("<") || line.equalsIgnoreCase("back");
    }

    private static String read(String option, HiddenInput from) {
        try {
            return from.read().orElseThrow(() -> new MissingAnswersException(List.of(option)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the answer to " + option + " cannot be read", unreadable);
        }
    }
}
