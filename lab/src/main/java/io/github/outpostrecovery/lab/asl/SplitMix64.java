package io.github.outpostrecovery.lab.asl;

import java.util.random.RandomGenerator;

/** A random generator whose whole state is one {@code long}, so that it can be saved (Steele, Lea, Flood: OOPSLA 2014). */
public final class SplitMix64 implements RandomGenerator {
    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

    private long state;

    public SplitMix64(long state) {
        this.state = state;
    }

    /** What a new generator must be given to continue as this one would. */
    public long state() {
        return state;
    }

    @Override
    public long nextLong() {
        state += GOLDEN_GAMMA;
        long mixed = (state ^ (state >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }
}
