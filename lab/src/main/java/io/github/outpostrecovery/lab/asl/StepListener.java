package io.github.outpostrecovery.lab.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sees executions go on; every {@code at} is simulated time. It is called in the middle of steps and must not act. */
public interface StepListener {
    /** Sees nothing. */
    StepListener NONE = new StepListener() {};

    /** A state begins. Not repeated for retries and redrives. */
    default void stateEntered(ExecutionArn execution, String state, JsonNode input, Instant at) {}

    /** A state is done, or its error was caught. */
    default void stateExited(ExecutionArn execution, String state, JsonNode output, Instant at) {}

    /** A task failed and will be called again after {@code delay}. */
    default void retryScheduled(
            ExecutionArn execution, String state, String error, String cause, Duration delay, Instant at) {}

    /** A Wait state waits, or a task waits for its token; {@code until} is empty if it waits without end. */
    default void waiting(ExecutionArn execution, String state, Optional<Instant> until, Instant at) {}

    /** An execution reached a terminal status. */
    default void executionEnded(ExecutionDescription execution, Instant at) {}
}
