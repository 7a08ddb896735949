package io.github.outpostrecovery.storage.alletra;

import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What there is on the array of that by which one machine is let in.
 *
 * @param around all hosts and sets, and the VLUNs to the host of the request, to the host set of the request and its members,
 *     and to every set that one of these is in
 */
record AdmissionState(AccessRequest request, Exports around) {
    /** The name of the host set, whether or not it was asked for as a VLUN writes it. */
    static Optional<String> setName(AccessRequest request) {
        return request.group()
                .map(name -> name.startsWith(NamedSet.PREFIX) ? name.substring(NamedSet.PREFIX.length()) : name);
    }

    Optional<HostObject> host() {
        return around.hosts().named(request.host());
    }

    Optional<NamedSet> set() {
        return setName(request).flatMap(around.hosts()::set);
    }

    /** What volumes are exported to, as a VLUN writes it. */
    String target() {
        return setName(request).map(name -> NamedSet.PREFIX + name).orElse(request.host());
    }

    /** The same in words. */
    String targetName() {
        return setName(request).map(name -> "host set " + name).orElse("host " + request.host());
    }

    boolean isInSet() {
        return set().filter(found -> found.members().contains(request.host())).isPresent();
    }

    boolean hostHasInitiator() {
        return host().filter(found -> found.has(request.initiator())).isPresent();
    }

    /** The hosts, and those who are logged in without a host, that have the initiator. */
    List<HostObject> owners() {
        return around.hosts().all().stream()
                .filter(host -> host.has(request.initiator()))
                .toList();
    }

    /** Whether a machine is logged in under the name, as far as the array shows it. */
    boolean isLoggedIn() {
        return isLoggedIn(request.initiator(), around);
    }

    static boolean isLoggedIn(Initiator initiator, Exports exports) {
        return exports.hosts().all().stream()
                        .flatMap(host -> host.paths().stream())
                        .anyMatch(path -> path.initiator().equals(initiator)
                                && path.port().isPresent())
                || exports.vluns().stream()
                        .anyMatch(vlun -> vlun.active()
                                && vlun.remote().filter(initiator::equals).isPresent());
    }

    List<Vlun> templatesTo(String target) {
        return around.vluns().stream()
                .filter(Vlun::isTemplate)
                .filter(vlun -> vlun.host().filter(target::equals).isPresent())
                .toList();
    }

    /** The references by which something is exported to a host: its own name and those of its sets. */
    private Set<String> waysTo(HostObject host) {
        Set<String> ways = new TreeSet<>();
        host.name().ifPresent(ways::add);
        around.hosts().setsWith(host).forEach(set -> ways.add(set.reference()));
        return ways;
    }

    /** What the machine reaches already, or will as soon as it is in its host and set. */
    Map<String, LunId> shown() {
        Set<String> ways = new TreeSet<>(host().map(this::waysTo).orElse(Set.of()));
        ways.add(target());
        return shownBy(ways);
    }

    /** What a host reaches. */
    Map<String, LunId> shownTo(HostObject host) {
        return shownBy(waysTo(host));
    }

    /** The volumes that are exported to these hosts and sets. */
    Map<String, LunId> shownBy(Set<String> ways) {
        Map<String, LunId> shown = new TreeMap<>();
        for (Vlun vlun : around.vluns()) {
            if (vlun.isTemplate() && vlun.host().filter(ways::contains).isPresent()) {
                around.volumesOf(vlun)
                        .forEach(volume -> numberOf(vlun, volume).ifPresent(lun -> shown.putIfAbsent(volume, lun)));
            }
        }
        return shown;
    }

    private Optional<LunId> numberOf(Vlun template, String volume) {
        return template.isOfVolumeSet() ? around.lunOf(template, new VolumeName(volume)) : Optional.of(template.lun());
    }

    /** By which volume a number is taken on the target or, for a set, on one of its members. */
    Map<LunId, String> taken() {
        Map<LunId, String> taken = new HashMap<>();
        shown().forEach((volume, lun) -> taken.put(lun, volume));
        set().ifPresent(set -> set.members()
                .forEach(member -> around.hosts()
                        .named(member)
                        .ifPresent(host -> shownTo(host).forEach((volume, lun) -> taken.put(lun, volume)))));
        return taken;
    }

    /** Everybody else in the host. */
    Set<String> othersInHost() {
        Set<String> others = new TreeSet<>();
        host().ifPresent(found -> found.initiators().forEach(initiator -> others.add(initiator.value())));
        others.remove(request.initiator().value());
        return others;
    }

    /** Everybody else who reaches what is exported to the target; of a set that is all the other hosts in it. */
    Set<String> others() {
        Set<String> others = othersInHost();
        if (request.group().isPresent()) {
            set().ifPresent(found -> found.members().stream()
                    .filter(member -> !member.equals(request.host()))
                    .forEach(member -> others.add("host " + member)));
        }
        return others;
    }
}
