package io.github.outpostrecovery.lab.chance;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A generator of pseudo-random numbers whose whole state is one number, so that a site can be saved between any two of
 * them (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
 */
public final class SplitMix64 implements RandomGenerator {
    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

    private long state;

    public SplitMix64(long seedOrSavedState) {
        this.state = seedOrSavedState;
    }

    /** What a new generator must be given to continue as this one would. */
    public long state() {
        return state;
    }

    @Override
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** A duration from {@code shortest} to {@code longest}, both included, in whole milliseconds. */
    public Duration between(Duration shortest, Duration longest) {
        long span = longest.toMillis() - shortest.toMillis();
        if (span < 0) {
            throw new IllegalArgumentException("nothing lies between " + shortest + " and " + longest);
        }
        return shortest.plusMillis(Long.remainderUnsigned(nextLong(), span + 1));
    }

    /** Another number for each number. */
    public static long mix(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }
}
