package io.github.outpostrecovery.storage.alletra;

import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One host that holds victims, and by what it reaches the volumes of an order.
 *
 * @param own the templates that name it
 * @param sets the sets that it is in and that templates name
 * @param live its live paths, whatever has made them
 */
record Held(String name, HostObject host, boolean onlyVictims, List<Vlun> own, List<NamedSet> sets, List<Vlun> live) {
    /** Every host that holds one of the victims. */
    static List<Held> in(Exports exports, Set<Initiator> victims, Set<VolumeName> volumes) {
        List<Held> found = new ArrayList<>();
        List<Vlun> templates = exports.templatesOf(volumes);
        for (HostObject host : exports.hosts().holding(victims)) {
            Optional<String> name = host.name();
            if (name.isPresent()) {
                found.add(new Held(
                        name.get(),
                        host,
                        host.isOnlyOf(victims),
                        templates.stream()
                                .filter(template -> template.host().equals(name))
                                .toList(),
                        exports.hosts().setsWith(host).stream()
                                .filter(set -> templates.stream()
                                        .anyMatch(template -> template.host().equals(Optional.of(set.reference()))))
                                .toList(),
                        exports.vluns().stream()
                                .filter(vlun -> vlun.active() && vlun.host().equals(name))
                                .filter(vlun -> volumes.stream().anyMatch(volume -> exports.isAbout(vlun, volume)))
                                .toList()));
            }
        }
        return found;
    }

    boolean reachesVolumes() {
        return !own.isEmpty() || !sets.isEmpty() || !live.isEmpty();
    }

    /** Everything that has to go for the host to reach none of the volumes; the sets and their exports stay. */
    List<Removal> ways() {
        List<Removal> removals = new ArrayList<>();
        sets.forEach(set -> removals.add(Removal.ofMember(set, name)));
        own.forEach(template -> removals.add(Removal.ofTemplate(template)));
        return removals;
    }
}
