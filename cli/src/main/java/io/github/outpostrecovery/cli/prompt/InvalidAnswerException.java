package io.github.outpostrecovery.cli.prompt;

/** An answer that was given beforehand, by an option or in a file, will not do. */
public final class InvalidAnswerException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String option;

    InvalidAnswerException(String option, String objection) {
        super(option + ": " + objection);
        this.option = option;
    }

    /** The option that was answered. */
    public String option() {
        return option;
    }
}
