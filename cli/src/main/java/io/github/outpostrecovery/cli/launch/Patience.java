package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.terminal.ProgressTicker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells a person that something is still going on. What is waited for has a time-out of its own: array clients give up by their
 * time budget, and say so.
 *
 * @param every how often it tells
 * @param lines where it tells; may be called by another thread
 */
public record Patience(Duration every, Consumer<String> lines) {
    public Patience {
        requireNonNull(every, "every is null");
        requireNonNull(lines, "lines is null");
    }

    /** Does something that may take long. */
    <T> T during(String what, Supplier<T> work) {
        AtomicInteger ticks = new AtomicInteger();
        try (ProgressTicker _ = ProgressTicker.start(
                () -> lines.accept("  still " + what + ", for "
                        + every.multipliedBy(ticks.incrementAndGet()).toSeconds() + " s"),
                every)) {
            return work.get();
        }
    }
}
