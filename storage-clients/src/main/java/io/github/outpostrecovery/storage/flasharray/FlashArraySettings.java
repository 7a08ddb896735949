package io.github.outpostrecovery.storage.flasharray;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What Pure's documents leave open and an operator may know better.
 *
 * @param sampleInterval the resolution at which the history of a volume is read. 30 s is the finest that Pure's API description
 *     allows for volumes; the 1 s there is for the array as a whole
 * @param history how far back it is read. A drain that takes longer than this between two looks begins anew; a longer history
 *     is a longer answer: one row for each volume and interval
 * @param settleTime how long a write that was under way may still take after the mapping has gone. No text of Pure's says what
 *     happens to a running command: 10 s is assumed. It is waited for besides two quiet samples, never instead of them
 */
public record FlashArraySettings(Duration sampleInterval, Duration history, Duration settleTime) {
    public FlashArraySettings {
        requireNonNull(sampleInterval, "sampleInterval is null");
        requireNonNull(history, "history is null");
        requireNonNull(settleTime, "settleTime is null");
        if (sampleInterval.toMillis() < 1 || history.compareTo(sampleInterval.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "a history of " + history + " does not hold two samples of " + sampleInterval);
        }
    }

    public static FlashArraySettings standard() {
        return new FlashArraySettings(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofSeconds(10));
    }
}
