package io.github.outpostrecovery.cli.array;

import io.github.outpostrecovery.core.name.ForeignInitiator;
import io.github.outpostrecovery.core.name.HostNqn;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Iqn;
import io.github.outpostrecovery.core.name.Protocol;

/** Names as a person types them. */
final class Initiators {
    private Initiators() {}

    /**
     * Reads a name that a machine can log in with.
     *
     * @throws IllegalArgumentException if it is neither an IQN nor an NQN
     */
    static Initiator parse(String name) {
        Initiator initiator = Initiator.parse(name.strip());
        return switch (initiator) {
            case Iqn iqn -> iqn;
            case HostNqn nqn -> nqn;
            case ForeignInitiator foreign ->
                throw new IllegalArgumentException("\"" + name
                        + "\" is neither an IQN (iqn.YYYY-MM.NAMING-AUTHORITY:NAME) nor a host NQN (nqn.YYYY-MM...)");
        };
    }

    static Protocol protocolOf(Initiator initiator) {
        return switch (initiator) {
            case Iqn iqn -> Protocol.ISCSI;
            case HostNqn nqn -> Protocol.NVME_TCP;
            case ForeignInitiator foreign ->
                throw new IllegalArgumentException(foreign + " logs in by a protocol that is not known here");
        };
    }
}
