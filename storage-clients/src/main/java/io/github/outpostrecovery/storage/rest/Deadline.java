package io.github.outpostrecovery.storage.rest;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Until when a question may take, all its calls and repetitions together. */
public final class Deadline {
    private final InstantSource clock;
    private final Instant end;
    private final Duration budget;

    private Deadline(InstantSource clock, Duration budget) {
        this.clock = requireNonNull(clock, "clock is null");
        this.budget = requireNonNull(budget, "budget is null");
        this.end = clock.instant().plus(budget);
    }

    public static Deadline after(Duration budget, InstantSource clock) {
        return new Deadline(clock, budget);
    }

    /** What is left in whole milliseconds, never negative: less than one is nothing, since no request can be that quick. */
    public Duration remaining() {
        Duration left = Duration.between(clock.instant(), end).truncatedTo(ChronoUnit.MILLIS);
        return left.isNegative() ? Duration.ZERO : left;
    }

    public boolean isPast() {
        return remaining().isZero();
    }

    /** The budget as it was given. */
    @Override
    public String toString() {
        return budget.toMillis() + " ms";
    }
}
