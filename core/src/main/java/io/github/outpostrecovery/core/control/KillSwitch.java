package io.github.outpostrecovery.core.control;

import java.time.Instant;

/** Stops every recovery that has not begun to fence, and none that has. */
public sealed interface KillSwitch {
    /** Recoveries run. */
    record Released() implements KillSwitch {}

    /**
     * None begins.
     *
     * @param by who threw it
     */
    record Thrown(Instant at, String by, String reason) implements KillSwitch {}
}
