package io.github.outpostrecovery.lab.region;

/** What becomes of a launched instance. */
public enum LaunchFate {
    /** It runs on the server that was asked for. */
    RUNS,
    /** EC2 puts it into the Region. */
    LANDS_IN_THE_REGION,
    /** It never leaves {@code pending}, and never gets power. */
    STAYS_PENDING,
    /** It goes from {@code pending} to {@code terminated}, and never gets power. */
    ENDS_AT_ONCE
}
