package io.github.outpostrecovery.core.array;

import java.time.Duration;
import java.util.Optional;

/**
 * What an array is able to show, as data: the verdict and the proof are made from it, not from the vendor's name. That a
 * mapping is gone every array can show; what goes beyond it differs.
 *
 * @param sessions whether the array lists who is logged in
 * @param pathActivity whether the array counts what each initiator does on each portal
 * @param writeCounters how often the array takes a new sample of what is written to its volumes; empty if it takes none
 * @param settleTime how long after the mapping was read as gone a write may still be under way in the array, where nothing
 *     better can be shown
 * @param loginDenial whether the array can keep a name from logging in at all
 */
public record ArrayCapabilities(
        SessionListing sessions,
        PathActivity pathActivity,
        Optional<Duration> writeCounters,
        Duration settleTime,
        LoginDenial loginDenial) {
    /** Whether log-ins can be listed. */
    public enum SessionListing {
        /** Every log-in is listed for as long as it lasts, whether or not it reaches a volume. */
        INDEPENDENT,
        /** As {@link #INDEPENDENT}, but one that has lost its mapping may appear late: until then it seems to be gone. */
        DELAYED,
        /**
         * Log-ins are listed through the mappings that they use: one that has lost its mapping may last, and is not listed.
         * Such a list tells who is there before the fence, and nothing after it.
         */
        WHILE_MAPPED,
        /**
         * As {@link #WHILE_MAPPED}, and of who is there only that it is: neither from where nor on which portal.
         */
        PRESENCE,
        NOT_OFFERED
    }

    /** Whether I/O is counted by initiator and portal. */
    public enum PathActivity {
        OFFERED,
        NOT_OFFERED
    }

    /** Whether a name can be kept from logging in, besides being shown no volume. */
    public enum LoginDenial {
        OFFERED,
        NOT_OFFERED
    }

    /** Whether the array can show by any means that a machine has attached. */
    public boolean canConfirm() {
        return switch (sessions) {
            case INDEPENDENT, DELAYED, WHILE_MAPPED -> true;
            case PRESENCE, NOT_OFFERED -> pathActivity == PathActivity.OFFERED;
        };
    }
}
