package io.github.outpostrecovery.core.recovery;

import java.time.Instant;
import java.util.List;

/** What moving the traffic came to. */
public sealed interface TrafficOutcome {
    /** Moved, or there was none to move. */
    record Moved(List<String> targetGroups) implements TrafficOutcome {}

    /** The new machine is registered and gets no requests yet: look again, {@code waitSeconds} from now. */
    record LookAgain(Instant since, int waitSeconds, String reason) implements TrafficOutcome {}

    /** Some of it could not be moved: the recovery goes on, degraded. */
    record NotMoved(List<String> failures) implements TrafficOutcome {}

    /** Another execution acts for this incident, or it is over. */
    record Superseded(String reason) implements TrafficOutcome {}
}
