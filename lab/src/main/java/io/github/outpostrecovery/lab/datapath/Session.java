package io.github.outpostrecovery.lab.datapath;

import java.time.Instant;

/**
 * A session (iSCSI) or controller (NVMe) of a machine on an array.
 *
 * @param number counts the sessions of the array, never used again
 * @param sourcePort the TCP port that the machine used
 * @param openedAt when the login began, and once it is complete, when it was
 */
public record Session(
        String id,
        int number,
        State state,
        String machine,
        String initiator,
        Protocol protocol,
        String target,
        String isid,
        String sourceAddress,
        int sourcePort,
        String portalAddress,
        Authentication authentication,
        Instant openedAt) {
    private static final int FIRST_SOURCE_PORT = 49152;
    private static final int SOURCE_PORTS = 16000;

    /** How far a session has come. */
    public enum State {
        /** The login is not complete; in no list. */
        HALF_OPEN,
        OPEN,
        /** The machine is gone and the array does not know. */
        LOST,
        /** No longer served, listed only while writes are in flight. */
        CLOSED
    }

    /** What the machine proved itself with. */
    public enum Authentication {
        NONE,
        CHAP
    }

    static Session halfOpen(String array, int number, LoginAttempt attempt, Instant at) {
        return new Session(
                array + "/session-" + number,
                number,
                State.HALF_OPEN,
                attempt.machine(),
                attempt.initiator(),
                attempt.protocol(),
                attempt.target(),
                attempt.isid(),
                attempt.sourceAddress(),
                FIRST_SOURCE_PORT + number % SOURCE_PORTS,
                attempt.portalAddress(),
                attempt.chap().isPresent() ? Authentication.CHAP : Authentication.NONE,
                at);
    }

    Session in(State next, Instant since) {
        return new Session(
                id,
                number,
                next,
                machine,
                initiator,
                protocol,
                target,
                isid,
                sourceAddress,
                sourcePort,
                portalAddress,
                authentication,
                since);
    }

    /** Whether a login with the same identifiers reinstates this session, which ends it (RFC 7143, 6.3.5). */
    boolean isReinstatedBy(Session other) {
        return protocol == Protocol.ISCSI
                && other.protocol == Protocol.ISCSI
                && initiator.equals(other.initiator)
                && isid.equals(other.isid)
                && portalAddress.equals(other.portalAddress);
    }
}
