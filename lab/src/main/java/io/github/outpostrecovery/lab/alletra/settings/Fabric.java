package io.github.outpostrecovery.lab.alletra.settings;

import java.time.Duration;

/**
 * How the ports treat those who log in.
 *
 * @param unknownInitiator what happens to a log-in of an initiator that no host has
 * @param liveSession what happens to the sessions of an initiator that is taken from its host
 * @param addressing where the API tells the addresses of iSCSI ports
 * @param pathsLinger how long a host lists the port of a path that is no longer logged in
 * @param iscsiKeepAlive how long a session goes on after its machine is gone
 * @param nvmeKeepAlive how long a controller goes on after its machine is gone
 */
public record Fabric(
        UnknownInitiator unknownInitiator,
        LiveSession liveSession,
        Addressing addressing,
        Duration pathsLinger,
        Duration iscsiKeepAlive,
        Duration nvmeKeepAlive) {
    public static final Fabric DEFAULTS = new Fabric(
            UnknownInitiator.ACCEPTED,
            LiveSession.STAYS,
            Addressing.ON_PORTS,
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            Duration.ofSeconds(15));

    /** The log-in of an initiator that no host has. */
    public enum UnknownInitiator {
        /** It is let in and sees nothing. */
        ACCEPTED,
        REFUSED
    }

    /** The sessions of an initiator that belongs to no host any more. */
    public enum LiveSession {
        /** They stay and see nothing. */
        STAYS,
        CLOSED
    }

    /** Where the addresses of iSCSI ports are. */
    public enum Addressing {
        ON_PORTS,
        /** Only in the VLANs of each port. */
        IN_VLANS
    }

    public Fabric withUnknownInitiator(UnknownInitiator fate) {
        return new Fabric(fate, liveSession, addressing, pathsLinger, iscsiKeepAlive, nvmeKeepAlive);
    }

    public Fabric withLiveSession(LiveSession fate) {
        return new Fabric(unknownInitiator, fate, addressing, pathsLinger, iscsiKeepAlive, nvmeKeepAlive);
    }

    public Fabric withAddressing(Addressing where) {
        return new Fabric(unknownInitiator, liveSession, where, pathsLinger, iscsiKeepAlive, nvmeKeepAlive);
    }

    public Fabric withPathsLinger(Duration duration) {
        return new Fabric(unknownInitiator, liveSession, addressing, duration, iscsiKeepAlive, nvmeKeepAlive);
    }
}
