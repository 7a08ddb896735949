package io.github.outpostrecovery.core.fence;

import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.order.InOrder;
import java.util.Map;
import java.util.Set;

/**
 * Whom to fence from what on one array.
 *
 * @param current the generation that will be granted next; a newer name on the array means that the books are not to be
 *     trusted
 * @param victims the names of all older generations
 */
public record FenceTask(
        InstanceName instance, Generation current, Map<Initiator, Generation> victims, Set<VolumeName> volumes) {
    public FenceTask {
        victims = InOrder.copyOf(victims);
        volumes = InOrder.copyOf(volumes);
    }
}
