package io.github.outpostrecovery.cli.doctor;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.readiness.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Collects what the checks find. */
final class Found {
    private final List<Finding> findings = new ArrayList<>();

    void passed(String subject) {
        findings.add(new Finding.Passed(subject));
    }

    void noted(String subject, String what) {
        findings.add(new Finding.Noted(subject, what));
    }

    void failed(String subject, String why) {
        findings.add(new Finding.Failed(subject, why));
    }

    /** It failed for each of these reasons, or passed. */
    void judged(String subject, Collection<String> reasons) {
        if (reasons.isEmpty()) {
            passed(subject);
        } else {
            failed(subject, String.join("; ", reasons));
        }
    }

    /** A person should know each of these, or there is nothing to know. */
    void hinted(String subject, Collection<String> hints) {
        if (hints.isEmpty()) {
            passed(subject);
        } else {
            noted(subject, String.join("; ", hints));
        }
    }

    /** The value of an answer; that there is none is a finding. */
    <T> Optional<T> answered(String subject, Answer<T> answer) {
        return switch (answer) {
            case Answer.Answered<T>(T value) -> Optional.of(value);
            case Answer.NotOffered<T>() -> Optional.empty();
            case Answer.Unanswered<T>(ArrayFailure failure) -> {
                failed(subject, failure.kind() + ": " + failure);
                yield Optional.empty();
            }
        };
    }

    void add(List<Finding> more) {
        findings.addAll(more);
    }

    List<Finding> all() {
        return List.copyOf(findings);
    }
}
