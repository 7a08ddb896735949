package io.github.outpostrecovery.core.fence;

/** How it was shown that nothing of the victim is under way in the array any more. */
public enum Drained {
    /** The array lists no log-in of the victim. */
    SESSION_GONE,
    /** The array's write counters stood still over two samples, both taken after the mapping was gone. */
    COUNTERS_FLAT,
    /** The settle time of this kind of array has passed, and nothing better could be shown of these volumes. */
    SETTLED
}
