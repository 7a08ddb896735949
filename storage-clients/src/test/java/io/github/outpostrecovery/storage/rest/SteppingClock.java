package io.github.outpostrecovery.storage.rest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Time that passes only when somebody pauses, or when a test says so. */
public final class SteppingClock implements InstantSource, Pause {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void pause(Duration length) {
        pauses.add(length);
        now = now.plus(length);
    }

    public synchronized void pass(Duration length) {
        now = now.plus(length);
    }

    /** Puts it at a time, be it an earlier one: for who works out what passes at the same time. */
    public synchronized void set(Instant time) {
        now = time;
    }

    public List<Duration> pauses() {
        return List.copyOf(pauses);
    }
}
