package io.github.outpostrecovery.lab.asl;

import com.fasterxml.jackson.databind.JsonNode;

/** The moment before an effect: whoever keeps the site on disk writes it down here. */
@FunctionalInterface
public interface Checkpoint {
    /** Keeps nothing. */
    Checkpoint NONE = (execution, state) -> {};

    /**
     * Called right before an integration is. What {@link StepFunctions#save} returns now tells whoever restores it that
     * the call had begun, so that nobody repeats it unknowingly.
     */
    void beforeCall(ExecutionArn execution, String state);

    /**
     * Makes the call itself. Whoever simulates what befalls calls makes it twice, or not at all, or loses what it returned.
     *
     * @throws TaskFailure if the task failed
     */
    default JsonNode call(TaskIntegration integration, JsonNode parameters, TaskContext context) throws TaskFailure {
        return integration.call(parameters, context);
    }
}
