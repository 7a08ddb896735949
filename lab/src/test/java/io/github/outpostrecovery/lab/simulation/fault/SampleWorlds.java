package io.github.outpostrecovery.lab.simulation.fault;

import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.World.Fate;
import io.github.outpostrecovery.lab.site.ArrayKind;
import io.github.outpostrecovery.lab.site.Chap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One world of every vendor and protocol, the rest drawn from a seed. */
final class SampleWorlds {
    private static final List<String> VENDORS = List.of("netapp", "purestorage", "dell", "hpe");

    private SampleWorlds() {}

    static List<World> from(long seed) {
        List<World> worlds = new ArrayList<>();
        for (String vendor : VENDORS) {
            for (Protocol protocol : Protocol.values()) {
                worlds.add(on(new ArrayKind(vendor, protocol), new SplitMix64(SplitMix64.mix(seed + worlds.size()))));
            }
        }
        return worlds;
    }

    private static World on(ArrayKind kind, SplitMix64 chance) {
        Fate[] failures = {Fate.SERVER_DEAD, Fate.HOST_FAILED, Fate.GUEST_GONE};
        return new World(
                chance.nextLong(),
                List.of(kind),
                Topology.PRIVATE_OBJECT,
                Chap.NONE,
                Mode.AUTOMATIC,
                1 + chance.nextInt(3),
                failures[chance.nextInt(failures.length)],
                World.Zombie.STAYS_DEAD,
                chance.nextInt(2),
                World.Answer.APPROVES,
                Duration.ofMillis(12),
                Duration.ofMillis(40));
    }
}
