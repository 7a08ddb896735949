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
    ENDS_AT_ONCE;

    /** Whether it ever gets power: no hypervisor knows of one that does not. */
    boolean hasPower() {
        return switch (this) {
            case RUNS, LANDS_IN_THE_REGION -> true;
            case STAYS_PENDING, ENDS_AT_ONCE -> false;
        };
    }
}
