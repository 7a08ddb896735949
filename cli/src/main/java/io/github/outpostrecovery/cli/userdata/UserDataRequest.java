package io.github.outpostrecovery.cli.userdata;

import java.util.List;
import java.util.Optional;

/**
 * All that user data is made of.
 *
 * @param instance whose volume guest scripts are bound to
 * @param boot what it boots from; with {@link Feature#DATA_VOLUMES} empty
 * @param data what it attaches besides; with {@link Feature#DATA_VOLUMES} the only attachment
 * @param network whether a local network interface has to be brought up, and at which device index
 * @param updates whether the guest may fetch packages that it lacks
 */
public record UserDataRequest(
        String instance,
        Feature feature,
        GuestSystem guest,
        Optional<Attachment> boot,
        Optional<Attachment> data,
        List<GuestScript> scripts,
        LocalNetwork network,
        Updates updates) {
    public UserDataRequest {
        scripts = List.copyOf(scripts);
    }

    /** The network over which the array is reached. */
    public sealed interface LocalNetwork {
        /** A server: the local network interface at this device index. */
        record Interface(int deviceIndex) implements LocalNetwork {}

        /** A rack: the interface of the VPC. */
        record Vpc() implements LocalNetwork {}
    }

    /** What a guest may do about tools that it lacks. */
    public enum Updates {
        /** Nothing: it fails loudly. */
        NONE,
        /** Installs what lacks, and upgrades nothing. */
        INSTALL_MISSING,
        /** Upgrades everything first, as the operator asked. */
        UPGRADE
    }
}
