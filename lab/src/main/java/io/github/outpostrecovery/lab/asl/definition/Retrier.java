package io.github.outpostrecovery.lab.asl.definition;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * A retry policy.
 *
 * @param errors the errors it is for
 * @param intervalSeconds the delay before the first retry
 * @param maxAttempts how many retries it grants; zero means that these errors are never retried
 * @param backoffRate by what the delay grows with every retry, at least 1
 * @param maxDelaySeconds the longest delay, before jitter
 * @param jitter how the delay is drawn
 */
public record Retrier(
        ErrorMatch errors,
        int intervalSeconds,
        int maxAttempts,
        double backoffRate,
        OptionalInt maxDelaySeconds,
        Jitter jitter) {

    private static final long MILLISECONDS = 1_000L;

    /** How a delay is drawn. */
    public enum Jitter {
        /** As computed. */
        NONE,
        /** Uniformly from zero to the computed delay. */
        FULL
    }

    /**
     * The delay before a retry.
     *
     * @param attempts how many retries this retrier has granted already
     */
    public Duration delay(int attempts, RandomGenerator random) {
        double seconds = Math.min(intervalSeconds * Math.pow(backoffRate, attempts), Seconds.MOST);
        if (maxDelaySeconds.isPresent()) {
            seconds = Math.min(seconds, maxDelaySeconds.getAsInt());
        }
        long milliseconds = Math.round(seconds * MILLISECONDS);
        return switch (jitter) {
            case NONE -> Duration.ofMillis(milliseconds);
            case FULL -> Duration.ofMillis(random.nextLong(milliseconds + 1));
        };
    }
}
