package io.github.outpostrecovery.lab.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * An execution as it is now.
 *
 * @param stateMachine the name of its state machine
 * @param state the state in which it is or in which it ended
 * @param stopTime when it ended, if it did
 * @param output what a succeeded execution returned
 * @param error the error name of one that failed, timed out or was stopped with one
 * @param cause what a person should know about the error
 * @param redriveCount how often it was redriven
 * @param waitingForTaskToken the task that waits for an answer, if one does
 */
public record ExecutionDescription(
        ExecutionArn arn,
        String stateMachine,
        String name,
        ExecutionStatus status,
        String state,
        Instant startTime,
        Optional<Instant> stopTime,
        JsonNode input,
        Optional<JsonNode> output,
        Optional<String> error,
        Optional<String> cause,
        int redriveCount,
        Optional<WaitingTask> waitingForTaskToken) {

    /**
     * A task that waits until somebody answers its token.
     *
     * @param since when it was scheduled
     * @param deadline when it times out, if it does
     */
    public record WaitingTask(String token, Instant since, Optional<Instant> deadline) {}
}
