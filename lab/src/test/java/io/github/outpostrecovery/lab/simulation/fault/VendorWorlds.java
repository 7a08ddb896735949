package io.github.outpostrecovery.lab.simulation.fault;

import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.site.ArrayKind;
import io.github.outpostrecovery.lab.site.Chap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A few worlds of each vendor and protocol. */
final class VendorWorlds {
    private static final List<String> VENDORS = List.of("netapp", "purestorage", "dell", "hpe");

    private VendorWorlds() {}

    /** One with one array of each vendor and protocol, and two with two. */
    static List<World> all() {
        List<World> worlds = new ArrayList<>();
        for (String vendor : VENDORS) {
            for (Protocol protocol : Protocol.values()) {
                worlds.add(world(worlds.size() + 1, Topology.PRIVATE_OBJECT, new ArrayKind(vendor, protocol)));
            }
        }
        worlds.add(world(
                worlds.size() + 1,
                Topology.PRIVATE_OBJECT,
                new ArrayKind("hpe", Protocol.ISCSI),
                new ArrayKind("netapp", Protocol.ISCSI)));
        worlds.add(world(
                worlds.size() + 1,
                Topology.PRIVATE_OBJECT,
                new ArrayKind("dell", Protocol.NVME_TCP),
                new ArrayKind("purestorage", Protocol.NVME_TCP)));
        worlds.add(world(worlds.size() + 1, Topology.TWO_WAYS, new ArrayKind("netapp", Protocol.ISCSI)));
        return worlds;
    }

    private static World world(long seed, Topology topology, ArrayKind... arrays) {
        return new World(
                seed,
                List.of(arrays),
                topology,
                Chap.NONE,
                Mode.AUTOMATIC,
                3,
                World.Fate.SERVER_DEAD,
                World.Zombie.STAYS_DEAD,
                0,
                World.Answer.APPROVES,
                Duration.ofMillis(12),
                Duration.ofMillis(40));
    }
}
