package io.github.outpostrecovery.lab.alletra.settings;

import java.time.Duration;

/**
 * How long things take, in simulated time.
 *
 * @param applyDelay between the answer to a change and the moment when reads and the data path know it
 * @param copyTakes how long a physical copy takes
 * @param copyOutcome how physical copies end
 * @param sampling how often the array takes a sample of its counters
 */
public record Timing(Duration applyDelay, Duration copyTakes, CopyOutcome copyOutcome, Duration sampling) {
    public static final Timing DEFAULTS =
            new Timing(Duration.ZERO, Duration.ofSeconds(20), CopyOutcome.DONE, Duration.ofSeconds(5));

    /** How a physical copy ends. */
    public enum CopyOutcome {
        DONE,
        FAILED
    }

    public Timing withApplyDelay(Duration delay) {
        return new Timing(delay, copyTakes, copyOutcome, sampling);
    }

    public Timing withCopyTakes(Duration duration) {
        return new Timing(applyDelay, duration, copyOutcome, sampling);
    }

    public Timing withCopyOutcome(CopyOutcome outcome) {
        return new Timing(applyDelay, copyTakes, outcome, sampling);
    }
}
