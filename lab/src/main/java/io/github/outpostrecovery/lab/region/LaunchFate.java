package io.github.outpostrecovery.lab.region;

/** What becomes of a launched instance. */
public enum LaunchFate {
    /** It runs on the server that was asked for. */
    RUNS,
    /** EC2 puts it into the Region. */
    LANDS_IN_THE_REGION,
    /** EC2 puts it on another server than was asked for, one that it reaches and that has room. */
    LANDS_ON_ANOTHER_SERVER,
    /** It never leaves {@code pending}, and never gets power. */
    STAYS_PENDING,
    /** It goes from {@code pending} to {@code terminated}, and never gets power. */
    ENDS_AT_ONCE;

    /** Whether it ever gets power: no hypervisor knows of one that does not. */
    boolean hasPower() {
        return switch (this) {
            case RUNS, LANDS_IN_THE_REGION, LANDS_ON_ANOTHER_SERVER -> true;
            case STAYS_PENDING, ENDS_AT_ONCE -> false;
        };
    }
}
