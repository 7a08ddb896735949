package io.github.outpostrecovery.core.plan;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.order.InOrder;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What there is to do on one array.
 *
 * @param route how a successor is let in
 * @param portals the addresses on which a successor should be seen
 */
public record ArrayPlan(ArrayConnection connection, GrantRoute route, Set<String> portals) {
    public ArrayPlan {
        portals = InOrder.copyOf(portals);
    }

    /** The volumes on this array. */
    public Set<VolumeName> volumes() {
        return luns().keySet();
    }

    /** The number under which each volume was, and has to be, seen. */
    public Map<VolumeName, LunId> luns() {
        Map<VolumeName, LunId> luns = new TreeMap<>();
        route.legs().forEach(leg -> luns.putAll(leg.volumes()));
        return luns;
    }
}
