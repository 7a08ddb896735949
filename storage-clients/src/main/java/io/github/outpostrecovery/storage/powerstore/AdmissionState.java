package io.github.outpostrecovery.storage.powerstore;

import io.github.outpostrecovery.storage.powerstore.VolumeMapping.To;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What there is on the array of that by which one machine is let in.
 *
 * @param host the one that the request names
 * @param group the one that the request names
 * @param hostsGroup the one that the host is in
 * @param members the hosts in the named group
 * @param owner the host that has the initiator
 * @param presence whether the initiator is logged in
 * @param mappings what is attached to the host, to its group, and to the named group
 * @param volumes those of the mappings, by id, as far as this product can write their names
 * @param chapMode what the cluster asks of who logs in over iSCSI: {@code Disabled}, {@code Single} or {@code Mutual}; empty
 *     where the protocol knows none
 */
record AdmissionState(
        AccessRequest request,
        Optional<Host> host,
        Optional<HostGroup> group,
        Optional<HostGroup> hostsGroup,
        List<Host> members,
        Optional<Host> owner,
        Presence presence,
        List<VolumeMapping> mappings,
        Map<String, StoredVolume> volumes,
        Optional<String> chapMode) {
    AdmissionState {
        members = List.copyOf(members);
        mappings = List.copyOf(mappings);
        volumes = Map.copyOf(volumes);
    }

    /** Whether a machine is logged in under the name. */
    enum Presence {
        ABSENT,
        LOGGED_IN,
        /** Logged in, and in no host. */
        LOGGED_IN_WITHOUT_HOST
    }

    /** Where volumes are to be attached; empty as long as that is still to be made. */
    Optional<To> target() {
        return request.group().isPresent()
                ? group.map(found -> new To.Group(found.id()))
                : host.map(found -> new To.OneHost(found.id()));
    }

    /** What the target is called, whether or not it is there. */
    String targetName() {
        return request.group().map(name -> "host group " + name).orElseGet(() -> "host " + request.host());
    }

    /** What is attached to a host or a group, by the volumes' ids. */
    Map<String, VolumeMapping> attachedTo(To to) {
        Map<String, VolumeMapping> attached = new HashMap<>();
        mappings.stream()
                .filter(mapping -> mapping.to().equals(to))
                .forEach(mapping -> attached.put(mapping.volume(), mapping));
        return attached;
    }

    /** What the host reaches by itself. */
    Map<String, VolumeMapping> attachedToHost() {
        return host.map(found -> attachedTo(new To.OneHost(found.id()))).orElse(Map.of());
    }

    boolean isInNamedGroup() {
        return host.flatMap(Host::group)
                .filter(id -> group.filter(found -> found.id().equals(id)).isPresent())
                .isPresent();
    }

    boolean hostHasInitiator() {
        return host.filter(found -> found.initiators().contains(request.initiator()))
                .isPresent();
    }

    /** Everybody else who reaches what is attached to the target; of a group that is all the other hosts in it. */
    Set<String> others() {
        Set<String> others = othersInHost();
        if (request.group().isPresent()) {
            members.stream()
                    .filter(member -> !member.name().equals(request.host()))
                    .forEach(member -> others.add("host " + member.name()));
        }
        return others;
    }

    Set<String> othersInHost() {
        Set<String> others = new TreeSet<>();
        host.ifPresent(found -> found.initiators().forEach(initiator -> others.add(initiator.value())));
        others.remove(request.initiator().value());
        return others;
    }

    /** How a volume is called, or its id where this product cannot write the name. */
    String nameOf(String volume) {
        return Optional.ofNullable(volumes.get(volume))
                .map(found -> found.name().value())
                .orElse(volume);
    }
}
