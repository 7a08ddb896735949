package io.github.outpostrecovery.lab.asl;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** A Lambda function that did not answer with a result, in the terms in which Step Functions reports it. */
public final class FunctionError extends Exception {
    private static final long serialVersionUID = 1L;

    private final String error;
    private final String cause;

    private FunctionError(String error, String cause) {
        super(error + ": " + cause);
        this.error = requireNonNull(error, "error is null");
        this.cause = requireNonNull(cause, "cause is null");
    }

    /** The function threw: the error name is the fully qualified class name of the exception. */
    public static FunctionError thrown(String errorType, String message) {
        ObjectNode cause = JsonNodeFactory.instance.objectNode();
        return new FunctionError(
                errorType,
                cause.put("errorMessage", message).put("errorType", errorType).toString());
    }

    /** The runtime died without an answer: {@code Lambda.Unknown}. What the function had done by then stays done. */
    public static FunctionError crashed(String message) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("errorMessage", message);
        return new FunctionError(
                "Lambda.Unknown",
                "The cause could not be determined because Lambda did not return an error type. Returned payload: "
                        + payload);
    }

    /** The function ran longer than its own timeout: {@code Sandbox.Timedout}. What it had done stays done. */
    public static FunctionError timedOut(Duration timeout) {
        ObjectNode cause = JsonNodeFactory.instance.objectNode();
        return new FunctionError(
                "Sandbox.Timedout",
                cause.put("errorType", "Sandbox.Timedout")
                        .put("errorMessage", "Error: Task timed out after " + timeout.toSeconds() + " seconds")
                        .toString());
    }

    /** The service did not run the function, such as {@code Lambda.TooManyRequestsException}. */
    public static FunctionError refused(String error, String message) {
        return new FunctionError(error, message);
    }

    /** The error name that retriers and catchers match. */
    public String error() {
        return error;
    }

    /** The cause as Step Functions shows it. */
    public String cause() {
        return cause;
    }
}
