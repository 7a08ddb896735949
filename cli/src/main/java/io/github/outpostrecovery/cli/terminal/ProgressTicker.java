package io.github.outpostrecovery.cli.terminal;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Calls something again and again, such as {@link ProgressView#refresh}, until it is closed. */
public final class ProgressTicker implements AutoCloseable {
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("progress").factory());
    private final ScheduledFuture<?> ticks;

    private ProgressTicker(Runnable tick, Duration every) {
        this.ticks = executor.scheduleAtFixedRate(tick, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    public static ProgressTicker start(Runnable tick, Duration every) {
        return new ProgressTicker(tick, every);
    }

    /** Stops, and waits for a call that is under way. */
    @Override
    public void close() {
        ticks.cancel(false);
        executor.close();
    }
}
