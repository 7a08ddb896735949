package io.github.outpostrecovery.lab.machine;

import io.github.outpostrecovery.lab.datapath.BlockTarget;
import java.util.Optional;

/** The storage network as the machines of a server meet it. */
@FunctionalInterface
interface ArrayNetwork {
    /**
     * The array behind a portal, if a way leads there now.
     *
     * @param server where the machine is; empty in the Region
     * @param portal address and port
     */
    Optional<BlockTarget> reach(Optional<String> server, String portal);
}
