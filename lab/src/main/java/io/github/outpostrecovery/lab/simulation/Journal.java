package io.github.outpostrecovery.lab.simulation;

import java.time.Instant;

/** Where a run is written down, step by step, for whoever replays it. */
@FunctionalInterface
public interface Journal {
    /** Nobody reads it. */
    Journal NONE = (at, line) -> {};

    /** Something happened, in simulated time. */
    void note(Instant at, String line);
}
