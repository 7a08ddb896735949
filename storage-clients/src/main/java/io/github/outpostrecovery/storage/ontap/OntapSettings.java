package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What ONTAP's documents leave open and an operator may know better.
 *
 * @param sampleInterval how often ONTAP refreshes the raw counters of a LUN or namespace. Not documented: 5 s is assumed. The
 *     text of {@code statistics.status} speaks of samples put back to "the previous 15 second timestamp". The answer does not
 *     hang on it, since every sample carries its own time; it only says when asking again may show a new one.
 * @param settleTime how long a write that was under way may still take after the mapping has gone. Not documented either:
 *     no text says what happens to a running command.
 */
public record OntapSettings(Duration sampleInterval, Duration settleTime) {
    public OntapSettings {
        requireNonNull(sampleInterval, "sampleInterval is null");
        requireNonNull(settleTime, "settleTime is null");
    }

    public static OntapSettings standard() {
        return new OntapSettings(Duration.ofSeconds(5), Duration.ofSeconds(10));
    }
}
