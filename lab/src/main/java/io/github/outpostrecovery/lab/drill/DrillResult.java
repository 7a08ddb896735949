package io.github.outpostrecovery.lab.drill;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Optional;

/**
 * What a drill came to. Its JSON form is the stable output of the {@code drill} command.
 *
 * @param outcome the record of the last execution that was no duplicate, or {@code WAITING_FOR_APPROVAL}
 * @param incident the incident that it worked on
 * @param reason one line for a person
 * @param launches machines that the engine launched
 * @param worldChanged whether who reaches which volume, or which machines exist, differs from before the alarm
 */
@JsonPropertyOrder({
    "outcome",
    "incident",
    "generation",
    "instance",
    "initiators",
    "timeline",
    "rto",
    "arrays",
    "executions",
    "launches",
    "worldChanged",
    "invariants",
    "reason"
})
public record DrillResult(
        String outcome,
        String reason,
        Optional<String> incident,
        Change<Integer> generation,
        Change<String> instance,
        List<InitiatorChange> initiators,
        List<Visit> timeline,
        Rto rto,
        List<ArrayLoad> arrays,
        List<ExecutionResult> executions,
        int launches,
        boolean worldChanged,
        Invariants invariants) {
    /** The outcome of a drill that waits for a person. */
    public static final String WAITING_FOR_APPROVAL = "WAITING_FOR_APPROVAL";

    /** The outcome where no execution has run yet. */
    public static final String NOTHING_HAPPENED = "NOTHING_HAPPENED";

    /** What it was and what it is. */
    public record Change<T>(T before, T after) {}

    /** The name on one array. */
    public record InitiatorChange(String array, String protocol, String before, String after) {}

    /** One visit of one state; times are simulated. */
    public record Visit(String state, String startedAt, long millis) {}

    /**
     * Where the time went, from the failure to the attachment seen by the array.
     *
     * @param engineMillis what is left once everything else is subtracted: the engine's own work and waiting
     */
    public record Rto(
            long totalMillis,
            long detectionMillis,
            long engineMillis,
            long arrayMillis,
            long launchMillis,
            long bootMillis,
            long attachMillis) {
        static final Rto NONE = new Rto(0, 0, 0, 0, 0, 0, 0);
    }

    /** What the engine asked of one array. */
    public record ArrayLoad(String name, String vendor, int calls, int writes) {}

    /** How one execution ended. */
    public record ExecutionResult(String incident, String outcome) {}

    /** What the oracle saw. */
    public record Invariants(long checks, List<String> violations) {}
}
