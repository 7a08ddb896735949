package io.github.outpostrecovery.storage.powerstore;

import io.github.outpostrecovery.core.name.HostNqn;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Iqn;
import io.github.outpostrecovery.core.name.Protocol;

/** What differs between iSCSI and NVMe/TCP on PowerStore: words, and a port number. The calls are the same. */
enum PowerStoreProtocol {
    ISCSI("iSCSI", "Storage_Iscsi_Target", 3260),
    NVME_TCP("NVMe", "Storage_NVMe_TCP_Port", 4420);

    private final String portType;
    private final String purpose;
    private final int port;

    PowerStoreProtocol(String portType, String purpose, int port) {
        this.portType = portType;
        this.purpose = purpose;
        this.port = port;
    }

    static PowerStoreProtocol of(Protocol protocol) {
        return switch (protocol) {
            case ISCSI -> ISCSI;
            case NVME_TCP -> NVME_TCP;
        };
    }

    /** The {@code port_type} of an initiator. */
    String portType() {
        return portType;
    }

    /** The purpose of the addresses that a machine logs in to. */
    String purpose() {
        return purpose;
    }

    int port() {
        return port;
    }

    /** Whether a machine can have this name over this protocol. */
    boolean takes(Initiator initiator) {
        return switch (this) {
            case ISCSI -> initiator instanceof Iqn;
            case NVME_TCP -> initiator instanceof HostNqn;
        };
    }
}
