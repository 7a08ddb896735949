package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

/** What was named belongs to another machine: a person who was asked may name something else. */
final class AnswerInUseException extends WizardException {
    private static final long serialVersionUID = 1L;

    private final String answer;

    /**
     * Makes one.
     *
     * @param answer what was named
     */
    AnswerInUseException(WizardFailure failure, String answer, String message, String next) {
        super(failure, message, next);
        this.answer = requireNonNull(answer, "answer is null");
    }

    /** What was named. */
    String answer() {
        return answer;
    }
}
