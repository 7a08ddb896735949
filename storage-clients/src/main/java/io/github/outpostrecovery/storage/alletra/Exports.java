package io.github.outpostrecovery.storage.alletra;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * VLUNs, with everything that they speak of: the hosts, the host sets, the volume sets.
 *
 * <p>The templates decide. A live path counts as well, if no template explains it.
 */
record Exports(List<Vlun> vluns, Hosts hosts, List<NamedSet> volumeSets) {
    Exports {
        vluns = List.copyOf(vluns);
        volumeSets = List.copyOf(volumeSets);
    }

    /** The templates by which one of these volumes is exported. */
    List<Vlun> templatesOf(Set<VolumeName> volumes) {
        return vluns.stream()
                .filter(Vlun::isTemplate)
                .filter(vlun -> volumesOf(vlun).stream().anyMatch(volume -> contains(volumes, volume)))
                .toList();
    }

    private static boolean contains(Set<VolumeName> volumes, String name) {
        return volumes.stream().anyMatch(volume -> volume.value().equals(name));
    }

    /** The names of the volumes that a VLUN is about. */
    List<String> volumesOf(Vlun vlun) {
        return vlun.isOfVolumeSet()
                ? volumeSets.stream()
                        .filter(set -> set.reference().equals(vlun.volume()))
                        .findFirst()
                        .map(NamedSet::members)
                        .orElse(List.of())
                : List.of(vlun.volume());
    }

    boolean isAbout(Vlun vlun, VolumeName volume) {
        return volumesOf(vlun).contains(volume.value());
    }

    /**
     * Under which number a template shows a volume. The volumes of a set follow each other from the set's number on, in the
     * order of the set (the command line's {@code createvlun}; not verified for WSAPI), so a live path, which carries the
     * volume's own number, is believed first.
     */
    Optional<LunId> lunOf(Vlun template, VolumeName volume) {
        if (!template.isOfVolumeSet()) {
            return Optional.of(template.lun());
        }
        Set<String> hostNames = new LinkedHashSet<>();
        hosts.of(template).forEach(host -> host.name().ifPresent(hostNames::add));
        int counted = template.lun().number() + volumesOf(template).indexOf(volume.value());
        return vluns.stream()
                .filter(vlun -> vlun.active() && vlun.volume().equals(volume.value()))
                .filter(vlun -> vlun.host().filter(hostNames::contains).isPresent())
                .map(Vlun::lun)
                .findFirst()
                .or(() -> counted <= Vlun.HIGHEST_LUN ? Optional.of(new LunId(counted)) : Optional.empty());
    }

    /** What the listings say of each other and do not fit; empty if they fit. */
    Optional<String> contradiction(Set<VolumeName> volumes) {
        for (Vlun vlun : vluns) {
            boolean ofUnknownSet = vlun.isOfVolumeSet()
                    && volumeSets.stream().noneMatch(set -> set.reference().equals(vlun.volume()));
            if (ofUnknownSet) {
                return Optional.of("a VLUN of " + vlun.volume() + ", which is not listed");
            }
            boolean asked = volumesOf(vlun).stream().anyMatch(volume -> contains(volumes, volume));
            boolean hostDecides = vlun.isTemplate() || vlun.remote().isEmpty();
            if (asked && hostDecides && vlun.host().isPresent() && !hosts.knows(vlun)) {
                return Optional.of("a VLUN of " + vlun.volume() + " to "
                        + vlun.host().get() + ", which is not listed, or has a member that is not");
            }
            if (asked && vlun.active() && vlun.host().isEmpty() && vlun.remote().isEmpty()) {
                return Optional.of("a live path to " + vlun.volume() + " from nobody");
            }
        }
        return Optional.empty();
    }

    /** The only ports on which a volume is exported; empty if it is on all of them. */
    Set<PortPosition> portsOf(VolumeName volume) {
        List<Vlun> templates = templatesOf(Set.of(volume));
        Set<PortPosition> ports = new LinkedHashSet<>();
        templates.forEach(template -> template.port().ifPresent(ports::add));
        return templates.stream().allMatch(template -> template.port().isPresent()) ? ports : Set.of();
    }

    /** The templates that let in whoever is on a port, or do not say whom. */
    List<Vlun> unbounded(Set<VolumeName> volumes) {
        return templatesOf(volumes).stream()
                .filter(template -> template.host().isEmpty())
                .toList();
    }

    /**
     * Every path to these volumes. What is exported to a port is reached by every name that the array knows, and by names
     * that it does not know: the report is not complete for such a volume, and does not say that it is.
     */
    AccessReport report(Set<VolumeName> volumes) {
        Set<AccessPath> paths = new LinkedHashSet<>();
        Set<VolumeName> complete = new LinkedHashSet<>();
        for (VolumeName volume : volumes) {
            List<Vlun> about =
                    vluns.stream().filter(vlun -> isAbout(vlun, volume)).toList();
            List<AccessPath> found = new ArrayList<>();
            about.stream().filter(Vlun::isTemplate).forEach(vlun -> found.addAll(pathsBy(vlun, volume)));
            about.stream()
                    .filter(Vlun::active)
                    .forEach(vlun -> found.addAll(unexplained(vlun, volume, List.copyOf(found))));
            paths.addAll(found);
            if (unbounded(Set.of(volume)).isEmpty()) {
                complete.add(volume);
            }
        }
        return new AccessReport(complete, List.copyOf(paths));
    }

    private List<AccessPath> pathsBy(Vlun template, VolumeName volume) {
        Set<Initiator> reaching = new LinkedHashSet<>();
        if (template.host().isPresent()) {
            hosts.of(template).forEach(host -> reaching.addAll(host.initiators()));
        } else if (template.port().isPresent()) {
            reaching.addAll(everybody());
        }
        return lunOf(template, volume)
                .map(lun -> paths(volume, lun, reaching, template.through()))
                .orElse(List.of());
    }

    private Set<Initiator> everybody() {
        Set<Initiator> known = new LinkedHashSet<>(hosts.everybody());
        vluns.forEach(vlun -> vlun.remote().ifPresent(known::add));
        return known;
    }

    private List<AccessPath> unexplained(Vlun live, VolumeName volume, List<AccessPath> explained) {
        Set<Initiator> names = new LinkedHashSet<>();
        live.remote()
                .ifPresentOrElse(names::add, () -> hosts.of(live).forEach(host -> names.addAll(host.initiators())));
        explained.forEach(path -> names.remove(path.initiator()));
        return paths(volume, live.lun(), names, live.through());
    }

    private static List<AccessPath> paths(
            VolumeName volume, LunId lun, Set<Initiator> initiators, AccessObject through) {
        return initiators.stream()
                .map(initiator -> new AccessPath(volume, lun, initiator, through))
                .toList();
    }
}
