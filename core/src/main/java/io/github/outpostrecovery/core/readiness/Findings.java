package io.github.outpostrecovery.core.readiness;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what a rehearsal finds; every subject begins with the step. */
final class Findings {
    private final RehearsedStep step;
    private final List<Finding> found = new ArrayList<>();

    Findings(RehearsedStep step) {
        this.step = requireNonNull(step, "step is null");
    }

    void passed(String subject) {
        found.add(new Finding.Passed(named(subject)));
    }

    void noted(String subject, String what) {
        found.add(new Finding.Noted(named(subject), what));
    }

    void failed(String subject, String why) {
        found.add(new Finding.Failed(named(subject), why));
    }

    /** It failed for each of these reasons, or passed. */
    void judged(String subject, List<String> reasons) {
        if (reasons.isEmpty()) {
            passed(subject);
        } else {
            failed(subject, String.join("; ", reasons));
        }
    }

    /** What every array has to answer. */
    <T> Optional<T> required(String subject, Answer<T> answer) {
        if (answer instanceof Answer.NotOffered<T>) {
            failed(subject, "this kind of array cannot say");
        }
        return offered(subject, answer);
    }

    /** What an array may not offer: then there is nothing to find. */
    <T> Optional<T> offered(String subject, Answer<T> answer) {
        return switch (answer) {
            case Answer.Answered<T>(T value) -> {
                passed(subject);
                yield Optional.of(value);
            }
            case Answer.NotOffered<T>() -> Optional.empty();
            case Answer.Unanswered<T>(ArrayFailure failure) -> {
                failed(subject, failure.kind() + ": " + failure);
                yield Optional.empty();
            }
        };
    }

    Rehearsed rehearsed() {
        return new Rehearsed(found);
    }

    private String named(String subject) {
        return step.key() + ": " + subject;
    }
}
