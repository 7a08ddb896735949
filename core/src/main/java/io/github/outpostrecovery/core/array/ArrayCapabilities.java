package io.github.outpostrecovery.core.array;

import java.time.Duration;
import java.util.Optional;

/**
 * What an array is able to show, as data: the verdict and the proof are made from it, not from the vendor's name.
 *
 * @param sessions whether the array lists who is logged in
 * @param writeCounters how often the array takes a new sample of its write counters; empty if it has none
 * @param settleTime how long after the mapping was read as gone a write may still be under way in the array, where nothing
 *     better can be shown
 */
public record ArrayCapabilities(SessionListing sessions, Optional<Duration> writeCounters, Duration settleTime) {
    /** Whether log-ins can be listed. */
    public enum SessionListing {
        OFFERED,
        NOT_OFFERED
    }
}
