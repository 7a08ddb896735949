package io.github.outpostrecovery.lab.region;

import java.time.Duration;

/**
 * A generator of pseudo-random numbers whose whole state is one number, so that a site can be saved between any two of
 * them (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
 */
public final class SplitMix64 {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    public SplitMix64(long seedOrSavedState) {
        this.state = seedOrSavedState;
    }

    /** What makes an equal generator. */
    public long state() {
        return state;
    }

    public long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** A duration from {@code shortest} to {@code longest}, both included, in whole milliseconds. */
    public Duration between(Duration shortest, Duration longest) {
        long span = longest.toMillis() - shortest.toMillis();
        if (span < 0) {
            throw new IllegalArgumentException("nothing lies between " + shortest + " and " + longest);
        }
        return shortest.plusMillis(Long.remainderUnsigned(next(), span + 1));
    }

    /** Another number for each number. */
    static long mix(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
