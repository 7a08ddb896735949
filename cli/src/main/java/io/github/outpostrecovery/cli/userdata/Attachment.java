package io.github.outpostrecovery.cli.userdata;

import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Which volumes a machine logs in to, where, and under which name. */
public sealed interface Attachment {
    /** The name: one of ours, or the marker of a recovery template. */
    MachineName name();

    /**
     * Over iSCSI.
     *
     * @param targets where to log in, in the order in which secrets were paired
     * @param portals where to discover
     */
    record Iscsi(MachineName name, List<IscsiTarget> targets, List<IscsiPortal> portals) implements Attachment {
        public Iscsi {
            targets = List.copyOf(targets);
            portals = List.copyOf(portals);
        }
    }

    /** Over NVMe/TCP. */
    record Nvme(MachineName name, List<NvmeSubsystem> subsystems, Multipath multipath) implements Attachment {
        public Nvme {
            subsystems = List.copyOf(subsystems);
        }
    }

    /**
     * A target.
     *
     * @param address an IP address, v6 without brackets
     * @param iqn of the target
     * @param lun the boot LUN, decimal here; empty where none is booted from
     * @param secret the name or ARN of the CHAP secret
     */
    record IscsiTarget(String address, int port, String iqn, OptionalInt lun, Optional<String> secret) {}

    /** Where targets are discovered. */
    record IscsiPortal(String address, int port, Optional<String> secret) {}

    /** An NVMe subsystem at one address. */
    record NvmeSubsystem(String address, OptionalInt port, String nqn, Optional<String> secret) {}

    /** Who puts the paths of a namespace together. */
    enum Multipath {
        /** The kernel's own NVMe multipath. */
        NATIVE,
        /** dm-multipath. */
        DEVICE_MAPPER
    }

    /** Under which name a machine logs in. */
    sealed interface MachineName {
        /** This one. */
        record Of(Initiator initiator) implements MachineName {}

        /** The one that the engine will put in: a recovery template carries the marker of its protocol. */
        record Marker(Protocol protocol) implements MachineName {}
    }
}
