package io.github.outpostrecovery.core.configuration;

/** Who starts a recovery once the verdict is clear. */
public enum Mode {
    /** The engine. Earned by one planned move that has shown that the guest boots under a changed initiator name. */
    AUTOMATIC,
    /** A person, by approving it. */
    NOTIFY
}
