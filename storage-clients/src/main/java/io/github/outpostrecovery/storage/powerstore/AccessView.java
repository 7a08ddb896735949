package io.github.outpostrecovery.storage.powerstore;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Some volumes, what they are attached to, and everybody behind that.
 *
 * @param hosts by id
 * @param groups by id
 */
record AccessView(
        Map<VolumeName, StoredVolume> volumes,
        List<VolumeMapping> mappings,
        Map<String, Host> hosts,
        Map<String, HostGroup> groups) {
    private static final int HIGHEST_LUN = 16_383;

    AccessView {
        volumes = Map.copyOf(volumes);
        mappings = List.copyOf(mappings);
        hosts = Map.copyOf(hosts);
        groups = Map.copyOf(groups);
    }

    /** One way by which a host reaches a volume: a mapping of its own, or of its group. */
    record Way(StoredVolume volume, VolumeMapping mapping, Host host, AccessObject through) {
        /** The number under which an initiator of the host sees the volume; empty if PowerStore does not tell, or a wrong one. */
        Optional<LunId> lunFor(Host.Port port) {
            return lun(port.overNvme());
        }

        Optional<LunId> lun(boolean overNvme) {
            return AccessView.lun(volume, mapping, overNvme);
        }
    }

    /** The number under which a mapping shows its volume; empty if PowerStore does not tell, or a wrong one. */
    static Optional<LunId> lun(StoredVolume volume, VolumeMapping mapping, boolean overNvme) {
        OptionalInt number = overNvme ? volume.nsid() : mapping.number();
        return number.isPresent() && number.getAsInt() >= 0 && number.getAsInt() <= HIGHEST_LUN
                ? Optional.of(new LunId(number.getAsInt()))
                : Optional.empty();
    }

    List<Way> ways() {
        Map<String, StoredVolume> byId = new HashMap<>();
        volumes.values().forEach(volume -> byId.put(volume.id(), volume));
        List<Way> ways = new ArrayList<>();
        for (VolumeMapping mapping : mappings) {
            StoredVolume volume = byId.get(mapping.volume());
            if (volume != null) {
                ways.addAll(ways(volume, mapping));
            }
        }
        return ways;
    }

    private List<Way> ways(StoredVolume volume, VolumeMapping mapping) {
        return switch (mapping.to()) {
            case VolumeMapping.To.OneHost(String id) ->
                Optional.ofNullable(hosts.get(id)).stream()
                        .map(host -> new Way(volume, mapping, host, host.asObject()))
                        .toList();
            case VolumeMapping.To.Group(String id) -> {
                AccessObject through = Optional.ofNullable(groups.get(id))
                        .map(HostGroup::asObject)
                        .orElseGet(() -> new AccessObject(id, id));
                yield hostsOf(id).stream()
                        .map(host -> new Way(volume, mapping, host, through))
                        .toList();
            }
        };
    }

    List<Way> waysOf(Host host) {
        return ways().stream().filter(way -> way.host().id().equals(host.id())).toList();
    }

    /** The hosts that are in a group, by their own word. */
    List<Host> hostsOf(String group) {
        return hosts.values().stream()
                .filter(host -> host.group().filter(group::equals).isPresent())
                .toList();
    }

    Answer<AccessReport> report(Set<VolumeName> asked) {
        List<AccessPath> paths = new ArrayList<>();
        for (Way way : ways()) {
            for (Host.Port port : way.host().ports()) {
                Optional<LunId> lun = way.lunFor(port);
                if (lun.isEmpty()) {
                    return Answer.unanswered(new ArrayFailure(
                            Kind.INCOMPREHENSIBLE,
                            "",
                            "no number under which " + port.spelling() + " sees "
                                    + way.volume().name()));
                }
                paths.add(new AccessPath(way.volume().name(), lun.get(), port.initiator(), way.through()));
            }
        }
        return Answer.of(new AccessReport(asked, paths));
    }

    /** Why these volumes cannot be fenced on this array alone, if they cannot. */
    Optional<ArrayFailure> metro() {
        Optional<String> stretched = volumes.values().stream()
                .filter(volume -> volume.metroSession().isPresent())
                .map(volume -> "volume " + volume.name() + " is a metro volume")
                .sorted()
                .findFirst()
                .or(() -> ways().stream()
                        .filter(way -> way.host().isMetro())
                        .map(way -> "host " + way.host().name() + " has metro connectivity")
                        .sorted()
                        .findFirst())
                .or(() -> groups.values().stream()
                        .filter(HostGroup::isMetro)
                        .map(group -> "host group " + group.name() + " has metro connectivity")
                        .sorted()
                        .findFirst());
        return stretched.map(what -> new ArrayFailure(
                Kind.REFUSED,
                "",
                what + ": the other cluster would have to be fenced as well, and nobody can see from here that it is"));
    }
}
