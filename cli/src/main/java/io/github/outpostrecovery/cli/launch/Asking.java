package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.prompt.Dialogue;
import io.github.outpostrecovery.cli.prompt.InvalidAnswerException;
import io.github.outpostrecovery.cli.prompt.Prompts.Choice;
import io.github.outpostrecovery.cli.prompt.Prompts.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks the questions of the wizard: what a wrong answer means when it was given beforehand is said with each. */
final class Asking {
    private final Dialogue dialogue;

    Asking(Dialogue dialogue) {
        this.dialogue = requireNonNull(dialogue, "dialogue is null");
    }

    Dialogue dialogue() {
        return dialogue;
    }

    void tell(String line) {
        dialogue.tell(line);
    }

    boolean isGiven(LaunchOption option) {
        return dialogue.isGiven(option.option());
    }

    List<String> listed(LaunchOption option) {
        return dialogue.listed(option.option());
    }

    Optional<String> given(LaunchOption option) {
        return listed(option).stream().reduce((first, last) -> last);
    }

    String text(
            LaunchOption option,
            String text,
            Optional<String> proposal,
            Function<String, Optional<String>> objection,
            WizardFailure failure) {
        return coded(failure, () -> dialogue.text(new Question(option.option(), text, proposal, objection)));
    }

    /** One word of several. */
    <E> E word(LaunchOption option, String text, Optional<E> proposal, List<E> values, Function<E, String> form) {
        return coded(
                WizardFailure.INVALID_INPUT,
                () -> dialogue.choose(new Choice<>(
                        option.option(),
                        text,
                        List.of(text),
                        values,
                        value -> List.of(form.apply(value)),
                        form,
                        proposal.map(form))));
    }

    boolean confirm(LaunchOption option, String question, boolean proposal) {
        return coded(WizardFailure.INVALID_INPUT, () -> dialogue.confirm(option.option(), question, proposal));
    }

    <T> T choose(
            LaunchOption option,
            String text,
            List<String> header,
            List<T> rows,
            Function<T, List<String>> columns,
            Optional<String> proposal,
            WizardFailure failure) {
        return coded(
                failure,
                () -> dialogue.choose(new Choice<>(
                        option.option(),
                        text,
                        header,
                        rows,
                        columns,
                        row -> columns.apply(row).getFirst(),
                        proposal)));
    }

    /** As {@link #choose}, with none as the first row and the proposal. */
    <T> Optional<T> chooseOrNone(
            LaunchOption option,
            String text,
            List<String> header,
            List<T> rows,
            Function<T, List<String>> columns,
            WizardFailure failure) {
        List<Optional<T>> all = new ArrayList<>(List.of(Optional.empty()));
        rows.forEach(row -> all.add(Optional.of(row)));
        List<String> nothing = new ArrayList<>(List.of(LaunchOption.NONE));
        header.stream().skip(1).forEach(_ -> nothing.add(""));
        return choose(
                option,
                text,
                header,
                all,
                row -> row.map(columns).orElse(nothing),
                Optional.of(LaunchOption.NONE),
                failure);
    }

    <T> List<T> chooseSeveral(
            LaunchOption option,
            String text,
            List<String> header,
            List<T> rows,
            Function<T, List<String>> columns,
            Optional<String> proposal,
            WizardFailure failure) {
        return coded(
                failure,
                () -> dialogue.chooseSeveral(new Choice<>(
                        option.option(),
                        text,
                        header,
                        rows,
                        columns,
                        row -> columns.apply(row).getFirst(),
                        proposal)));
    }

    private static <T> T coded(WizardFailure failure, Supplier<T> question) {
        try {
            return question.get();
        } catch (InvalidAnswerException invalid) {
            throw new WizardException(
                    failure,
                    String.valueOf(invalid.getMessage()),
                    "give " + invalid.option() + " another value, or leave it out to be asked");
        }
    }
}
