package io.github.outpostrecovery.core.array;

import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.order.InOrder;
import java.util.Set;

/**
 * What to take away from whom.
 *
 * @param victims the initiators of generations that are dead, or given up; never of one that may still be launched
 * @param volumes the volumes recorded for the protected instance
 */
public record RevokeOrder(Set<Initiator> victims, Set<VolumeName> volumes) {
    public RevokeOrder {
        victims = InOrder.copyOf(victims);
        volumes = InOrder.copyOf(volumes);
        if (victims.isEmpty() || volumes.isEmpty()) {
            throw new IllegalArgumentException("a revoke order needs a victim and a volume");
        }
    }
}
