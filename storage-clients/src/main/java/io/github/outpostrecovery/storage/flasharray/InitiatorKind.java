package io.github.outpostrecovery.storage.flasharray;

import io.github.outpostrecovery.core.name.ForeignInitiator;
import io.github.outpostrecovery.core.name.HostNqn;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Iqn;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.rest.RestCall;

/** The three kinds of initiators that a FlashArray host has, each in a list of its own. */
enum InitiatorKind {
    IQN("iqns", "iqn", "iscsi"),
    NQN("nqns", "nqn", "nvme-tcp"),
    WWN("wwns", "wwn", "scsi-fc");

    private final String list;
    private final String single;
    private final String service;

    InitiatorKind(String list, String single, String service) {
        this.list = list;
        this.single = single;
        this.service = service;
    }

    static InitiatorKind of(Initiator initiator) {
        return switch (initiator) {
            case Iqn iqn -> IQN;
            case HostNqn nqn -> NQN;
            case ForeignInitiator other -> WWN;
        };
    }

    static InitiatorKind of(Protocol protocol) {
        return switch (protocol) {
            case ISCSI -> IQN;
            case NVME_TCP -> NQN;
        };
    }

    /** The field of a host, and of the request that makes one. */
    String list() {
        return list;
    }

    /** The field of a port. */
    String single() {
        return single;
    }

    /** What a network interface has to offer. */
    String service() {
        return service;
    }

    /** The field of a change that adds to the list. */
    String addition() {
        return "add_" + list;
    }

    /** The field of a change that takes from the list. */
    String removal() {
        return "remove_" + list;
    }

    /** Asks for the hosts that list {@code initiator}: array-wide there is one at most. */
    static RestCall hostsWith(Initiator initiator) {
        return RestCall.get("/hosts").query("filter", of(initiator).list + "='" + initiator.value() + "'");
    }
}
