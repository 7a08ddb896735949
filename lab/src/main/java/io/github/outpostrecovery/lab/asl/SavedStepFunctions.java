package io.github.outpostrecovery.lab.asl;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a {@link StepFunctions} knows, as plain records that any JSON mapper writes and reads. Instants and
 * documents are text.
 *
 * @param definitions every definition that was deployed, with its substitutions made
 * @param stateMachines the number of each state machine's definition
 * @param executions the oldest first
 * @param tokens the execution of every task token
 */
public record SavedStepFunctions(
        String region,
        String accountId,
        long random,
        List<String> definitions,
        Map<String, Integer> stateMachines,
        List<SavedExecution> executions,
        Map<String, String> tokens) {

    /** One execution. */
    public record SavedExecution(
            String stateMachine,
            int definition,
            String name,
            String input,
            String startTime,
            SavedLifecycle lifecycle,
            SavedPosition position,
            SavedActivity activity,
            long epoch,
            List<SavedEvent> history) {}

    /** How far it is in its life. */
    public record SavedLifecycle(
            String status,
            @Nullable String deadline,
            @Nullable String stopTime,
            @Nullable String output,
            @Nullable String error,
            @Nullable String cause,
            int redriveCount,
            @Nullable String redriveTime) {}

    /** Where it is. */
    public record SavedPosition(
            String state, String input, @Nullable String entered, int retryCount, List<Integer> attempts) {}

    /** What it is doing. */
    public record SavedActivity(
            String kind,
            @Nullable String resource,
            @Nullable String until,
            @Nullable SavedToken token,
            @Nullable SavedAnswer answer) {}

    /** The token it waits for. */
    public record SavedToken(
            String token,
            String since,
            @Nullable String deadline,
            int heartbeatSeconds,
            @Nullable String heartbeatDeadline) {}

    /** What was answered to it: an output, or else an error and its cause. */
    public record SavedAnswer(
            @Nullable String output,
            @Nullable String error,
            @Nullable String cause) {}

    /** One event of its history. */
    public record SavedEvent(String timestamp, String type, String details) {}
}
