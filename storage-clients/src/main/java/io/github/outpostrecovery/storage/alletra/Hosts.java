package io.github.outpostrecovery.storage.alletra;

import io.github.outpostrecovery.core.name.Initiator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every host and every host set of an array. */
final class Hosts {
    private final List<HostObject> all;
    private final Map<String, HostObject> byName = new LinkedHashMap<>();
    private final Map<String, NamedSet> sets = new LinkedHashMap<>();

    Hosts(List<HostObject> hosts, List<NamedSet> hostSets) {
        all = List.copyOf(hosts);
        hosts.forEach(host -> host.name().ifPresent(name -> byName.put(name, host)));
        hostSets.forEach(set -> sets.put(set.reference(), set));
    }

    List<HostObject> all() {
        return all;
    }

    List<NamedSet> sets() {
        return List.copyOf(sets.values());
    }

    /** A set by its name, without {@code set:} before it. */
    Optional<NamedSet> set(String name) {
        return Optional.ofNullable(sets.get(NamedSet.PREFIX + name));
    }

    Optional<HostObject> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The hosts that have at least one of these names, and have a name themselves. */
    List<HostObject> holding(Set<Initiator> initiators) {
        return byName.values().stream()
                .filter(host -> host.initiators().stream().anyMatch(initiators::contains))
                .toList();
    }

    /** The sets that a host is in. */
    List<NamedSet> setsWith(HostObject host) {
        return sets.values().stream()
                .filter(set -> host.name().filter(set.members()::contains).isPresent())
                .toList();
    }

    /** The hosts that a VLUN is about: one, or those of a set. */
    List<HostObject> of(Vlun vlun) {
        return namesOf(vlun).stream().flatMap(name -> named(name).stream()).toList();
    }

    private List<String> namesOf(Vlun vlun) {
        if (vlun.host().isEmpty()) {
            return List.of();
        }
        String host = vlun.host().get();
        return vlun.isToHostSet()
                ? Optional.ofNullable(sets.get(host)).map(NamedSet::members).orElse(List.of())
                : List.of(host);
    }

    /** Whether everything that a VLUN is exported to is listed. */
    boolean knows(Vlun vlun) {
        boolean setIsListed =
                !vlun.isToHostSet() || sets.containsKey(vlun.host().orElse(""));
        return setIsListed && namesOf(vlun).stream().allMatch(byName::containsKey);
    }

    /** Whether a VLUN leads to this host, by its name or by a set. */
    boolean leadsTo(Vlun vlun, HostObject host) {
        return host.name().filter(namesOf(vlun)::contains).isPresent();
    }

    /** Every name that the array knows. */
    Set<Initiator> everybody() {
        Set<Initiator> known = new LinkedHashSet<>();
        all.forEach(host -> known.addAll(host.initiators()));
        return known;
    }
}
