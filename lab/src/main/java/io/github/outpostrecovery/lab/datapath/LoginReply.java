package io.github.outpostrecovery.lab.datapath;

/** What comes of a login. */
public sealed interface LoginReply {
    /** The session is up. */
    record Accepted(String sessionId) implements LoginReply {}

    /** There is no session. */
    record Refused(String reason) implements LoginReply {}

    /**
     * The array has let the first step of the login pass, and no list of sessions shows it yet. The session comes up later
     * under this id, unless the machine is lost before.
     */
    record Pending(String sessionId) implements LoginReply {}
}
