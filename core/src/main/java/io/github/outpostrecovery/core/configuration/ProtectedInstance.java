package io.github.outpostrecovery.core.configuration;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.Priority;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.order.InOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A workload that the engine guards, as the operator described it.
 *
 * @param targets where to launch a successor, in the order in which to try: the recovery servers first, the home server
 *     last
 * @param portals the addresses at which the guest logs in, by array; empty where it logs in wherever the array serves its
 *     volumes. A machine that is never told of a portal is not missed there
 * @param priority in which order it is recovered if others fail with it; empty for the usual one
 * @param storm what to make of many failures at once; empty for what suits most sites
 */
public record ProtectedInstance(
        InstanceName name,
        Mode mode,
        AlarmName alarm,
        List<ArrayConnection> arrays,
        List<ProtectedVolume> volumes,
        List<LaunchTarget> targets,
        Policy policy,
        Optional<Map<ArrayName, Set<String>>> portals,
        Optional<Priority> priority,
        Optional<StormPolicy> storm) {
    /** An instance whose guest logs in wherever its arrays serve its volumes. */
    public ProtectedInstance(
            InstanceName name,
            Mode mode,
            AlarmName alarm,
            List<ArrayConnection> arrays,
            List<ProtectedVolume> volumes,
            List<LaunchTarget> targets,
            Policy policy) {
        this(name, mode, alarm, arrays, volumes, targets, policy, Optional.empty());
    }

    /** An instance of the usual priority, with the usual policy for storms. */
    public ProtectedInstance(
            InstanceName name,
            Mode mode,
            AlarmName alarm,
            List<ArrayConnection> arrays,
            List<ProtectedVolume> volumes,
            List<LaunchTarget> targets,
            Policy policy,
            Optional<Map<ArrayName, Set<String>>> portals) {
        this(name, mode, alarm, arrays, volumes, targets, policy, portals, Optional.empty(), Optional.empty());
    }

    public ProtectedInstance {
        arrays = List.copyOf(arrays);
        volumes = List.copyOf(volumes);
        targets = List.copyOf(targets);
        portals = portals.map(Map::copyOf);
        if (volumes.isEmpty()) {
            throw new IllegalArgumentException(name + " has no volume: what has none cannot be fenced");
        }
        if (targets.isEmpty()) {
            throw new IllegalArgumentException(name + " has no launch target: name at least one recovery server");
        }
        Set<ArrayName> known = arrays.stream().map(ArrayConnection::name).collect(InOrder.toSet());
        if (known.size() != arrays.size()) {
            throw new IllegalArgumentException(name + " names an array twice");
        }
        for (ProtectedVolume volume : volumes) {
            if (!known.contains(volume.array())) {
                throw new IllegalArgumentException(name + " has volume " + volume.volume() + " on array "
                        + volume.array() + ", which is not among its arrays");
            }
        }
        if (InOrder.copyOf(volumes).size() != volumes.size()) {
            throw new IllegalArgumentException(name + " names a volume twice");
        }
        for (ArrayName array : known) {
            if (volumes.stream().noneMatch(volume -> volume.array().equals(array))) {
                throw new IllegalArgumentException(name + " names array " + array + " and has no volume on it");
            }
        }
    }

    /** In which order it is recovered. */
    public Priority orderOfRecovery() {
        return priority.orElse(Priority.USUAL);
    }

    /** What to make of many failures at once. */
    public StormPolicy stormPolicy() {
        return storm.orElse(StormPolicy.STANDARD);
    }

    /** The same, recovered in another order, and with another policy for storms. */
    public ProtectedInstance with(Optional<Priority> order, Optional<StormPolicy> storms) {
        return new ProtectedInstance(name, mode, alarm, arrays, volumes, targets, policy, portals, order, storms);
    }

    /** The server where it belongs: a failback goes there. It is that of the last launch target. */
    public OutpostArn home() {
        return targets.getLast().server();
    }

    /**
     * Where a new machine should be seen on {@code array}.
     *
     * @param serving the addresses at which the array serves the volumes now
     */
    public Set<String> portalsOn(ArrayName array, Set<String> serving) {
        Set<String> used =
                portals.map(byArray -> byArray.getOrDefault(array, Set.of())).orElse(Set.of());
        Set<String> both = serving.stream().filter(used::contains).collect(InOrder.toSet());
        // What is configured may be out of date: then what the array says is all there is to go by.
        return both.isEmpty() ? serving : both;
    }

    /** The volumes that lie on {@code array}. */
    public Set<VolumeName> volumesOn(ArrayName array) {
        return volumes.stream()
                .filter(volume -> volume.array().equals(array))
                .map(ProtectedVolume::volume)
                .collect(InOrder.toSet());
    }
}
