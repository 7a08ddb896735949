package io.github.outpostrecovery.storage.rest;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.parallel.FanOut;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Does tasks one after the other and lets as much time pass as if they were done at once: that of the slowest. */
public final class SameTime implements FanOut {
    private final SteppingClock clock;

    public SameTime(SteppingClock clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public <T> List<T> all(List<? extends Supplier<T>> tasks) {
        Instant start = clock.instant();
        Instant end = start;
        List<T> results = new ArrayList<>();
        for (Supplier<T> task : tasks) {
            clock.set(start);
            results.add(task.get());
            end = clock.instant().isAfter(end) ? clock.instant() : end;
        }
        clock.set(end);
        return results;
    }
}
