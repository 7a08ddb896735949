package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

/** The wizard ends without what it was asked for: why, and what to do next. */
public sealed class WizardException extends RuntimeException permits AnswerInUseException {
    private static final long serialVersionUID = 1L;

    private final WizardFailure failure;
    private final String next;

    /**
     * Makes one.
     *
     * @param message what happened, to which object
     * @param next what a person does about it
     */
    public WizardException(WizardFailure failure, String message, String next) {
        super(message);
        this.failure = requireNonNull(failure, "failure is null");
        this.next = requireNonNull(next, "next is null");
    }

    /** Why. */
    public WizardFailure failure() {
        return failure;
    }

    /** What a person does about it. */
    public String next() {
        return next;
    }
}
