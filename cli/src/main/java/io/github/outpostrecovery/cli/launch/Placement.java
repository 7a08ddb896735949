package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.cli.cloud.Outpost;
import io.github.outpostrecovery.cli.cloud.OutpostSubnet;
import io.github.outpostrecovery.cli.userdata.UserDataRequest.LocalNetwork;
import java.util.Optional;

/** Where a machine is launched. */
sealed interface Placement {
    /** The device index of local network interfaces on a server (EC2 User Guide, "Local network interfaces"). */
    int LOCAL_NETWORK_INDEX = 1;

    /** The network over which it reaches the array. */
    LocalNetwork network();

    /** On a server, with a second interface in the local network. */
    record OnServer(OutpostSubnet subnet, Outpost outpost, Index index) implements Placement {
        /** Whether the subnet has to be changed for it. */
        enum Index {
            AS_IT_IS,
            TO_BE_SET
        }

        @Override
        public LocalNetwork network() {
            return new LocalNetwork.Interface(LOCAL_NETWORK_INDEX);
        }
    }

    /**
     * On a rack.
     *
     * @param pool where its customer-owned address comes from; empty for direct VPC routing
     */
    record OnRack(OutpostSubnet subnet, Outpost outpost, Optional<String> pool) implements Placement {
        @Override
        public LocalNetwork network() {
            return new LocalNetwork.Vpc();
        }
    }

    /** Nowhere yet: only the user data is made. */
    record Unknown(Outpost.Hardware hardware) implements Placement {
        @Override
        public LocalNetwork network() {
            return switch (hardware) {
                case SERVER -> new LocalNetwork.Interface(LOCAL_NETWORK_INDEX);
                case RACK, OTHER -> new LocalNetwork.Vpc();
            };
        }
    }
}
