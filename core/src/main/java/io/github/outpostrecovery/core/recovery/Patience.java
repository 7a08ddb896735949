package io.github.outpostrecovery.core.recovery;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a step goes on before it gives up.
 *
 * <p>The two moments may come from two hosts, and from a clock that was set in between. One that went back by an hour would
 * add that hour to every patience; so a beginning that lies further ahead than the patience is long ends it as well.
 */
final class Patience {
    private Patience() {}

    /** Whether what began at {@code since} may go on: neither moment is {@code patience} or more away from the other. */
    static boolean lasts(Instant since, Instant now, Duration patience) {
        return Duration.between(since, now).abs().compareTo(patience) < 0;
    }
}
