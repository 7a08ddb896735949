package io.github.outpostrecovery.core.evidence;

/** What the arrays say about the victim's log-ins. */
public enum SessionPlane {
    /** At least one array lists the victim. */
    LOGGED_IN,
    /** No array lists the victim. */
    GONE,
    /** One name is logged in from two addresses: two machines may be using it. */
    DUPLICATE_IDENTITY,
    /** No array of this instance can list log-ins. */
    NOT_OFFERED,
    /** An array that can list log-ins did not. */
    UNKNOWN
}
