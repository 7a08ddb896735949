package io.github.outpostrecovery.lab.machine;

import io.github.outpostrecovery.lab.datapath.BlockTarget;
import java.util.Optional;

/** The storage network as one machine meets it. */
interface ArrayNetwork {
    /**
     * The array behind a portal, if a way leads there now.
     *
     * @param portal address and port
     */
    Optional<BlockTarget> reach(MachineState machine, String portal);
}
