package io.github.outpostrecovery.lab.site;

/** How the clients of a site reach its arrays. */
public enum Connections {
    /** Over a socket of 127.0.0.1, as clients of other processes would. */
    SOCKETS,
    /** By a call: nothing waits, no thread is started, and a run depends on nothing but its seed. */
    IN_MEMORY
}
