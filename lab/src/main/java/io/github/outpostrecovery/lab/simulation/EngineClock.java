package io.github.outpostrecovery.lab.simulation;

import java.time.Duration;
import java.time.InstantSource;

/** What the engine reads the time from: it may be off, and jump. */
final class EngineClock {
    private Duration offset = Duration.ZERO;

    /** A source that is off by as much as was set last. */
    InstantSource over(InstantSource right) {
        return () -> right.instant().plus(offset);
    }

    void setOffset(Duration changed) {
        offset = changed;
    }
}
