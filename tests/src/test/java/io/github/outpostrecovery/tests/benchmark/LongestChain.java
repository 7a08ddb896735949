package io.github.outpostrecovery.tests.benchmark;

import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.storage.rest.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A clock on which tasks that are done at the same time take as long as the slowest of them. They are done one after the
 * other, so that what it shows depends on nothing but the requests that waited for each other.
 */
final class LongestChain implements InstantSource, Pause, FanOut {
    private Instant now = Instant.parse("2026-02-10T06:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void pause(Duration length) {
        now = now.plus(length);
    }

    @Override
    public <T> List<T> all(List<? extends Supplier<T>> tasks) {
        Instant start = now;
        Instant end = start;
        List<T> results = new ArrayList<>();
        for (Supplier<T> task : tasks) {
            now = start;
            results.add(task.get());
            end = now.isAfter(end) ? now : end;
        }
        now = end;
        return results;
    }
}
