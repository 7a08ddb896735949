package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

/** Something did not happen in time, and may still happen: nothing is undone, and a person is told how to. */
final class NotInTimeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final WizardFailure failure;
    private final String next;

    NotInTimeException(WizardFailure failure, String message, String next) {
        super(message);
        this.failure = requireNonNull(failure, "failure is null");
        this.next = requireNonNull(next, "next is null");
    }

    WizardFailure failure() {
        return failure;
    }

    String next() {
        return next;
    }
}
