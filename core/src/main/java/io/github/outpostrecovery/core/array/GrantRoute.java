package io.github.outpostrecovery.core.array;

import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.order.InOrder;
import java.util.List;
import java.util.Map;

/**
 * How the successor of a machine will be given its volumes on one array. Found before the fence, stored in the plan,
 * followed by the grant.
 *
 * @param legs one for each object on the array that has to be changed or made
 */
public record GrantRoute(List<Leg> legs) {
    public GrantRoute {
        legs = List.copyOf(legs);
    }

    /** One object through which some of the volumes are reached. */
    public sealed interface Leg {
        Map<VolumeName, LunId> volumes();
    }

    /** The object keeps its mappings, the new initiator takes the old one's place in it. */
    public record Swap(AccessObject in, Map<VolumeName, LunId> volumes) implements Leg {
        public Swap {
            volumes = InOrder.copyOf(volumes);
        }
    }

    /**
     * A new object for the new initiator, with the same volumes at the same LUN ids.
     *
     * @param modelledOn the object through which the victim reached them
     * @param settings what the new object takes over from it, by the vendor's own names (operating system type, port set)
     */
    public record Move(AccessObject modelledOn, Map<String, String> settings, Map<VolumeName, LunId> volumes)
            implements Leg {
        public Move {
            settings = InOrder.copyOf(settings);
            volumes = InOrder.copyOf(volumes);
        }
    }
}
