package io.github.outpostrecovery.core.array;

import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.order.InOrder;
import java.util.List;
import java.util.Set;

/**
 * Every path to the volumes that were asked about, complete at the moment of reading.
 *
 * @param volumes the volumes that the report is complete for
 * @param paths one entry for each initiator, volume and object that lets the one reach the other
 */
public record AccessReport(Set<VolumeName> volumes, List<AccessPath> paths) {
    public AccessReport {
        volumes = InOrder.copyOf(volumes);
        paths = List.copyOf(paths);
    }

    /** The paths by which one of {@code initiators} reaches a volume. */
    public List<AccessPath> pathsOf(Set<Initiator> initiators) {
        return paths.stream()
                .filter(path -> initiators.contains(path.initiator()))
                .toList();
    }

    /**
     * The paths of generations of {@code instance} before {@code current}, as their names tell: of whatever incident, and by
     * whoever let them in.
     */
    public List<AccessPath> pathsOfOlder(InstanceName instance, Generation current) {
        return paths.stream()
                .filter(path -> path.initiator()
                        .generationFor(instance)
                        .filter(generation -> generation.isOlderThan(current))
                        .isPresent())
                .toList();
    }

    /** Everybody who reaches {@code volume}. */
    public Set<Initiator> initiatorsOf(VolumeName volume) {
        return paths.stream()
                .filter(path -> path.volume().equals(volume))
                .map(AccessPath::initiator)
                .collect(InOrder.toSet());
    }
}
