package io.github.outpostrecovery.storage.powerstore;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayCapabilities.SessionListing;
import java.time.Duration;

/**
 * What PowerStore's documents leave open and an operator may know better.
 *
 * @param metrics how often the array measures a volume. {@code Twenty_Sec} is always there (Dell's own fencer in
 *     dell/csi-powerstore reads it); {@code Five_Sec} is in the API since 3.0, but has to be switched on for each volume.
 * @param settleTime how long a write that was under way may still take after the mapping has gone. Not documented: no text of
 *     Dell's says what happens to a running command.
 * @param sessions how far the list of log-ins is trusted after the fence. {@code discovered_initiator} is "connected
 *     initiators that are not associated with a host" (API description, 4.1), so a victim that stays logged in after it was
 *     taken out of its host has to be in it. How soon it appears there is not documented, and one that is late would pass for
 *     gone: so {@link SessionListing#DELAYED}, and an empty list counts after the settle time only. Who has seen on an array
 *     that it does not lag saves that time by {@link SessionListing#INDEPENDENT}.
 */
public record PowerStoreSettings(Metrics metrics, Duration settleTime, SessionListing sessions) {
    public PowerStoreSettings {
        requireNonNull(metrics, "metrics is null");
        requireNonNull(settleTime, "settleTime is null");
        requireNonNull(sessions, "sessions is null");
    }

    public static PowerStoreSettings standard() {
        return new PowerStoreSettings(Metrics.TWENTY_SECONDS, Duration.ofSeconds(10), SessionListing.DELAYED);
    }

    /** The intervals in which PowerStore measures that are short enough to be waited for. */
    public enum Metrics {
        FIVE_SECONDS("Five_Sec", Duration.ofSeconds(5)),
        TWENTY_SECONDS("Twenty_Sec", Duration.ofSeconds(20));

        private final String word;
        private final Duration length;

        Metrics(String word, Duration length) {
            this.word = word;
            this.length = length;
        }

        String word() {
            return word;
        }

        public Duration length() {
            return length;
        }
    }
}
