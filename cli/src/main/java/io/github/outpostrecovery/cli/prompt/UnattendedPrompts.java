package io.github.outpostrecovery.cli.prompt;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Nobody is there: takes every proposal, and never asks. */
public final class UnattendedPrompts implements Prompts {
    private final Consumer<String> lines;

    /**
     * Makes one.
     *
     * @param lines where what is told goes
     */
    public UnattendedPrompts(Consumer<String> lines) {
        this.lines = requireNonNull(lines, "lines is null");
    }

    @Override
    public Reply<String> text(Question question) {
        String proposal = question.proposal().orElseThrow(() -> missing(question.option()));
        Optional<String> objection = question.objection().apply(proposal);
        if (objection.isPresent()) {
            throw new InvalidAnswerException(question.option(), objection.get());
        }
        return new Reply.Given<>(proposal);
    }

    @Override
    public Reply<String> secret(Question question) {
        throw missing(question.option());
    }

    @Override
    public Reply<Boolean> confirm(String option, String question, boolean proposal) {
        return new Reply.Given<>(proposal);
    }

    @Override
    public <T> Reply<T> choose(Choice<T> choice) {
        String proposal = choice.proposal().orElseThrow(() -> missing(choice.option()));
        return new Reply.Given<>(choice.row(proposal)
                .orElseThrow(() -> new InvalidAnswerException(choice.option(), choice.unknown(proposal))));
    }

    @Override
    public <T> Reply<List<T>> chooseSeveral(Choice<T> choice) {
        String proposal = choice.proposal().orElseThrow(() -> missing(choice.option()));
        List<T> rows = new ArrayList<>();
        Arrays.stream(proposal.split(",", -1))
                .forEach(key -> rows.add(choice.row(key)
                        .orElseThrow(() -> new InvalidAnswerException(choice.option(), choice.unknown(key)))));
        return new Reply.Given<>(rows);
    }

    @Override
    public void tell(String line) {
        lines.accept(line);
    }

    private static MissingAnswersException missing(String option) {
        return new MissingAnswersException(List.of(option));
    }
}
