package io.github.outpostrecovery.core.incident;

import io.github.outpostrecovery.core.name.ExecutionArn;
import java.time.Instant;

/** The last thing that an execution said it was about to do. */
public record Announcement(ExecutionArn by, Step step, Instant at) {
    /** Steps that change something. */
    public enum Step {
        ASK_FOR_APPROVAL,
        /** The guest is asked to stop, for a planned move. */
        STOP,
        /** A guest that was asked to stop is started again, since nothing came of the move. */
        START,
        FENCE,
        GRANT,
        LAUNCH,
        MOVE_TRAFFIC,
        REARM
    }
}
