package io.github.outpostrecovery.lab.datapath;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a machine presents when it logs in.
 *
 * @param machine the computer, whatever name it uses; the array never learns it
 * @param initiator the IQN or host NQN that it uses
 * @param target the target IQN or subsystem NQN that it asks for
 * @param isid the initiator's half of the iSCSI session identifier; for NVMe/TCP the host identifier
 * @param sourceAddress the machine's IP address
 * @param portal the array's address, {@code address:port}
 * @param chap empty if the machine offers none
 */
public record LoginAttempt(
        String machine,
        String initiator,
        Protocol protocol,
        String target,
        String isid,
        String sourceAddress,
        String portal,
        Optional<ChapAccount> chap) {
    public LoginAttempt {
        requireNonNull(machine, "machine is null");
        requireNonNull(initiator, "initiator is null");
        requireNonNull(portal, "portal is null");
    }

    /** The portal without its port. */
    public String portalAddress() {
        int colon = portal.lastIndexOf(':');
        return colon < 0 ? portal : portal.substring(0, colon);
    }

    /** The portal's port, empty if the portal names none. */
    public Optional<String> portalPort() {
        int colon = portal.lastIndexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(portal.substring(colon + 1));
    }
}
