package io.github.outpostrecovery.lab.asl.path;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A state failed while it ran: the error name that retriers and catchers match, and the cause that a person reads.
 *
 * <p>A path that matches nothing is {@link #RUNTIME}, as Step Functions reports it, whatever field holds the path: the
 * error that nothing retries and nothing catches. (The specification names {@code States.ParameterPathFailure} for
 * payload templates; the service answers {@code States.Runtime}, which is also the stricter of the two.)
 */
public final class StateError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_INPUT = 400;

    /** The state cannot go on; no retrier and no catcher ever matches this. */
    public static final String RUNTIME = "States.Runtime";

    /** A document is larger than 256 KiB; no retrier and no catcher ever matches this. */
    public static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";

    /** A task ran longer than its {@code TimeoutSeconds}. */
    public static final String TIMEOUT = "States.Timeout";

    /** A task sent no heartbeat for longer than its {@code HeartbeatSeconds}. */
    public static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";

    /** A {@code ResultPath} cannot be applied to the state's input. */
    public static final String RESULT_PATH_MATCH_FAILURE = "States.ResultPathMatchFailure";

    /** An intrinsic function was given arguments that it does not take. */
    public static final String INTRINSIC_FAILURE = "States.IntrinsicFailure";

    /** No rule of a Choice state matched and it has no {@code Default}. */
    public static final String NO_CHOICE_MATCHED = "States.NoChoiceMatched";

    private final String error;
    private final String cause;

    public StateError(String error, String cause) {
        super(error + ": " + cause, null, false, false);
        this.error = requireNonNull(error, "error is null");
        this.cause = requireNonNull(cause, "cause is null");
    }

    /** A {@code States.Runtime} error. */
    public static StateError runtime(String cause) {
        return new StateError(RUNTIME, cause);
    }

    /** A {@code States.IntrinsicFailure} error. */
    public static StateError intrinsic(String cause) {
        return new StateError(INTRINSIC_FAILURE, cause);
    }

    /** The error of a path in {@code field} that matches nothing in {@code data}. */
    public static StateError notFound(String path, String field, JsonNode data) {
        String shown = data.toString();
        if (shown.length() > SHOWN_INPUT) {
            shown = shown.substring(0, SHOWN_INPUT) + "...";
        }
        return runtime("The JSONPath '" + path + "' specified for the field '" + field
                + "' could not be found in the input '" + shown + "'");
    }

    /** The error name, such as {@code States.Runtime}. */
    public String error() {
        return error;
    }

    /** What happened, for a person to read. */
    public String cause() {
        return cause;
    }
}
