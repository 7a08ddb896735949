package io.github.outpostrecovery.core.evidence;

/** What the arrays say about the victim's log-ins. */
public enum SessionPlane {
    /** At least one array lists the victim. */
    LOGGED_IN,
    /** Every array lists log-ins, and none lists the victim. */
    GONE,
    /** One name is logged in from two addresses: two machines may be using it. */
    DUPLICATE_IDENTITY,
    /** An array of this instance cannot list log-ins, and no other lists the victim. */
    NOT_OFFERED,
    /** An array that can list log-ins did not. */
    UNKNOWN
}
