package io.github.outpostrecovery.lab.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What a {@code Task} state calls, registered under its {@code Resource}.
 *
 * <p>A call that takes simulated time reports it through {@link io.github.outpostrecovery.lab.time.Agenda#advance}. If
 * that is more than the state's {@code TimeoutSeconds}, the state times out whatever the call returns: its effect has
 * happened all the same. An unchecked exception is a fault of the lab: it leaves through {@code Agenda.runNext} and the
 * execution stays where it was, in the middle of the call.
 */
@FunctionalInterface
public interface TaskIntegration {
    /**
     * Does the work.
     *
     * @param parameters the state's effective input after {@code Parameters}
     * @return the raw result; for a {@code .waitForTaskToken} resource, what is shown as submitted
     * @throws TaskFailure if the task failed
     */
    JsonNode call(JsonNode parameters, TaskContext context) throws TaskFailure;

    /** Which parameters a state must and may give; checked when a state machine is deployed. Empty: any. */
    default Optional<ParameterNames> parameterNames() {
        return Optional.empty();
    }
}
