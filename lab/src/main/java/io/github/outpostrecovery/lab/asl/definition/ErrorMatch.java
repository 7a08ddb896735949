package io.github.outpostrecovery.lab.asl.definition;

import io.github.outpostrecovery.lab.asl.path.StateError;
import java.util.List;

/**
 * The {@code ErrorEquals} of a retrier or catcher.
 *
 * <p>{@code States.ALL} matches every error but {@code States.Runtime} and {@code States.DataLimitExceeded}, which end the
 * execution whatever is written. {@code States.TaskFailed} does not match the two timeouts either. {@code States.Timeout}
 * also matches {@code States.HeartbeatTimeout}.
 *
 * @param names the error names, at least one
 */
public record ErrorMatch(List<String> names) {
    static final String ALL = "States.ALL";
    static final String TASK_FAILED = "States.TaskFailed";

    /** Whether an error that a state reported is meant. */
    public boolean matches(String error) {
        if (error.equals(StateError.RUNTIME) || error.equals(StateError.DATA_LIMIT_EXCEEDED)) {
            return false;
        }
        boolean heartbeat = error.equals(StateError.HEARTBEAT_TIMEOUT);
        boolean timeout = heartbeat || error.equals(StateError.TIMEOUT);
        return names.contains(error)
                || names.contains(ALL)
                || (names.contains(TASK_FAILED) && !timeout)
                || (names.contains(StateError.TIMEOUT) && heartbeat);
    }
}
