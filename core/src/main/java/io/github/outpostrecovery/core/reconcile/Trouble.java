package io.github.outpostrecovery.core.reconcile;

/** What a person is called for. */
public enum Trouble {
    /** Somebody was called when it stopped, and nobody has taken it up. */
    PAGED_TOO_LONG,
    /** Its executions die, one after the other. */
    RESUMED_IN_VAIN,
    /** Its execution runs, and says nothing. */
    NOT_MOVING,
    /** An instance is in ALARM, and the kill switch keeps it from being recovered. */
    HELD_BY_KILL_SWITCH,
    /** Its alarm cannot be pointed at the machine that runs today: nobody guards it. */
    NOT_GUARDED
}
