package io.github.outpostrecovery.core.evidence;

/** Whether the Region reaches the server: the service link, which says nothing about the instances behind it. */
public enum ServerLink {
    CONNECTED,
    DISCONNECTED,
    UNKNOWN
}
