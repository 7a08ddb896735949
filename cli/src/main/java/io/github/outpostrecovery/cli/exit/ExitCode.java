package io.github.outpostrecovery.cli.exit;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.drill.DrillResult;

/** What the command tells scripts. */
public enum ExitCode {
    DONE(0),
    FAILED(1),
    USAGE(2),
    NOT_FOUND(3),
    NOTHING_DONE(4),
    WAITING_FOR_APPROVAL(5),
    A_PERSON_MUST_ACT(6),
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }

    /** What a drill's outcome means; a violated invariant is a failure, whatever the record says. */
    public static ExitCode of(DrillResult result) {
        if (!result.invariants().violations().isEmpty()) {
            return FAILED;
        }
        if (result.outcome().equals(DrillResult.WAITING_FOR_APPROVAL)) {
            return WAITING_FOR_APPROVAL;
        }
        for (Outcome outcome : Outcome.values()) {
            if (outcome.name().equals(result.outcome())) {
                return of(outcome);
            }
        }
        return FAILED;
    }

    /** What the end of an execution means. */
    public static ExitCode of(Outcome outcome) {
        return switch (outcome) {
            case RECOVERED, DUPLICATE, SUPPRESSED -> DONE;
            case STOOD_DOWN, REFUSED, REJECTED, EXPIRED -> NOTHING_DONE;
            case FENCED_AND_PAGED, RECOVERED_DEGRADED -> A_PERSON_MUST_ACT;
        };
    }
}
