package io.github.outpostrecovery.lab.asl;

import static java.util.Objects.requireNonNull;

/** A task failed: the error name that retriers and catchers match, and the cause. */
public final class TaskFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String error;
    private final String cause;

    public TaskFailure(String error, String cause) {
        super(error + ": " + cause);
        this.error = requireNonNull(error, "error is null");
        this.cause = requireNonNull(cause, "cause is null");
    }

    /** The error name, such as {@code DynamoDB.ConditionalCheckFailedException}. */
    public String error() {
        return error;
    }

    /** What happened, for a person to read; for a Lambda function, a JSON document. */
    public String cause() {
        return cause;
    }
}
