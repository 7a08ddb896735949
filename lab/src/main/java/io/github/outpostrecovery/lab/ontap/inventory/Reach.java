package io.github.outpostrecovery.lab.ontap.inventory;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Who reaches which LUN under which id, through igroups and the igroups nested in them. */
public final class Reach {
    /** The highest LUN id. */
    public static final int HIGHEST_NUMBER = 4095;

    private final Inventory inventory;

    public Reach(Inventory inventory) {
        this.inventory = requireNonNull(inventory, "inventory is null");
    }

    /** The igroup's own initiators and those of every igroup below it. */
    public Set<String> initiators(Igroup igroup) {
        Set<String> initiators = new TreeSet<>(igroup.initiators());
        igroup.children()
                .forEach(child ->
                        inventory.igroups().find(child).map(this::initiators).ifPresent(initiators::addAll));
        return initiators;
    }

    /** The igroups that hold an initiator, directly or through a child. */
    public List<Igroup> igroupsOf(String svm, String initiator) {
        return inventory.igroups().stream()
                .filter(igroup -> igroup.svm().equals(svm))
                .filter(igroup -> initiators(igroup).contains(initiator))
                .toList();
    }

    public List<Igroup> parents(Igroup igroup) {
        return inventory.igroups().stream()
                .filter(one -> one.children().contains(igroup.uuid()))
                .toList();
    }

    /** The igroup and every igroup above it. */
    public Set<Igroup> withAncestors(Igroup igroup) {
        Set<Igroup> found = new LinkedHashSet<>();
        found.add(igroup);
        parents(igroup).forEach(parent -> found.addAll(withAncestors(parent)));
        return found;
    }

    public List<LunMap> maps(Igroup igroup) {
        return inventory.lunMaps().stream()
                .filter(map -> map.igroup().equals(igroup.uuid()))
                .toList();
    }

    /** The maps that reach an initiator. */
    public List<LunMap> mapsOf(String svm, String initiator) {
        return igroupsOf(svm, initiator).stream()
                .flatMap(igroup -> maps(igroup).stream())
                .toList();
    }

    /** The maps that any initiator of an igroup, or the igroup itself, has. */
    public List<LunMap> mapsAround(Igroup igroup) {
        Set<LunMap> around = new LinkedHashSet<>(maps(igroup));
        initiators(igroup).forEach(initiator -> around.addAll(mapsOf(igroup.svm(), initiator)));
        return List.copyOf(around);
    }

    /** The lowest LUN id that none of an igroup's initiators uses. */
    public Optional<Integer> lowestFreeNumber(Igroup igroup) {
        List<Integer> taken = mapsAround(igroup).stream().map(LunMap::number).toList();
        return IntStream.rangeClosed(0, HIGHEST_NUMBER)
                .boxed()
                .filter(number -> !taken.contains(number))
                .findFirst();
    }

    /** Everybody whom some mapping lets reach a LUN or namespace. */
    public Set<String> initiatorsOf(String unit) {
        Set<String> found = new TreeSet<>();
        inventory.lunMaps().stream()
                .filter(map -> map.lun().equals(unit))
                .flatMap(map -> inventory.igroups().find(map.igroup()).stream())
                .forEach(igroup -> found.addAll(initiators(igroup)));
        inventory.subsystemMaps().stream()
                .filter(map -> map.namespace().equals(unit))
                .flatMap(map -> inventory.subsystems().find(map.subsystem()).stream())
                .flatMap(subsystem -> subsystem.hosts().stream())
                .forEach(host -> found.add(host.nqn()));
        return found;
    }
}
