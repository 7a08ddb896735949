package io.github.outpostrecovery.lab.site;

import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import java.util.UUID;

/** The names that the machines of a new site log in with: one for each protocol, whatever the number of arrays. */
final class FirstNames {
    private static final InstanceName NEIGHBOUR = new InstanceName("db-02");
    /** So that whose names are drawn first makes no difference. */
    private static final long NEIGHBOURS = 0x6e65_6967_6862_6f75L;

    private final SiteOptions options;

    FirstNames(SiteOptions options) {
        this.options = options;
    }

    /** The name of the first machine of the protected instance. */
    Initiator ofInstance(Protocol protocol) {
        return options.naming()
                .firstInitiator(protocol)
                .orElseGet(() -> drawn(options.resident(), protocol, options.seed()));
    }

    /** The name of the machine of the neighbour. */
    Initiator ofNeighbour(Protocol protocol) {
        return drawn(NEIGHBOUR, protocol, options.seed() ^ NEIGHBOURS);
    }

    private static Initiator drawn(InstanceName instance, Protocol protocol, long seed) {
        SplitMix64 names = new SplitMix64(seed);
        return Initiator.fresh(protocol, instance, Generation.FIRST, new UUID(names.nextLong(), names.nextLong()));
    }
}
