package io.github.outpostrecovery.core.recovery;

import java.time.Instant;

/** What re-arming the alarm came to. */
public sealed interface RearmOutcome {
    /** The alarm watches the new machine and has been seen OK. */
    record Armed() implements RearmOutcome {}

    /** The alarm watches the new machine and is not OK yet: look again, {@code waitSeconds} from now. */
    record LookAgain(Instant since, int waitSeconds, String reason) implements RearmOutcome {}

    /** The new machine is not guarded: the recovery ends degraded. */
    record NotArmed(String reason) implements RearmOutcome {}

    /** Another execution acts for this incident, or it is over. */
    record Superseded(String reason) implements RearmOutcome {}
}
