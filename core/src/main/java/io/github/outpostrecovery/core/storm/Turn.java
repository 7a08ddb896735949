package io.github.outpostrecovery.core.storm;

import io.github.outpostrecovery.core.configuration.StormPolicy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * Whose turn it is on an array that several recoveries need at once. Nobody holds anything: whoever is not heard of for a
 * while is not waited for, and a wrong answer costs the array a session more.
 */
public final class Turn {
    /** From the plan to the launch a recovery takes seconds; after this nobody waits for it any more. */
    static final Duration LONGEST_WORK = Duration.ofMinutes(3);

    /** Who waits is heard of at least this often. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private Turn() {}

    /**
     * How many rounds of others come first.
     *
     * @param noted who shares an array with it; its own note may be among them
     * @return 0 if it may begin
     */
    public static int rounds(Suspect mine, Collection<Suspect> noted, StormPolicy policy, Instant now) {
        int most = 0;
        for (URI array : mine.arrays()) {
            long working = 0;
            long ahead = 0;
            for (Suspect other : noted) {
                if (other.incident().equals(mine.incident()) || !other.arrays().contains(array)) {
                    continue;
                }
                if (other.stage() == Suspect.Stage.STARTED && isHeardOf(other, LONGEST_WORK, now)) {
                    working++;
                }
                if (other.isAheadOf(mine, now)) {
                    ahead++;
                }
            }
            most = Math.max(most, Math.toIntExact((working + ahead) / policy.recoveriesPerArray()));
        }
        return most;
    }

    static boolean isHeardOf(Suspect other, Duration within, Instant now) {
        return other.notedAt().isAfter(now.minus(within));
    }
}
