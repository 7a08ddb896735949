package io.github.outpostrecovery.lab.alletra.inventory;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Who reaches which volume under which LUN id, through hosts, sets of hosts and sets of volumes. */
public final class Reach {
    private final Inventory inventory;

    /** A volume as one template shows it. */
    public record Export(Vlun template, int lun, Volume volume) {}

    Reach(Inventory inventory) {
        this.inventory = requireNonNull(inventory, "inventory is null");
    }

    /** The host that an initiator belongs to. */
    public Optional<Host> hostOf(String initiator) {
        String name = Host.canonical(initiator);
        return inventory.hosts().stream()
                .filter(host -> host.initiators().contains(name))
                .findFirst();
    }

    /** The initiators of all hosts. */
    public Set<String> initiators() {
        Set<String> all = new TreeSet<>();
        inventory.hosts().stream().forEach(host -> all.addAll(host.initiators()));
        return all;
    }

    /** The templates that reach a host through some port, by its own name or a set's, the strongest first. */
    public List<Vlun> templatesFor(Host host) {
        return inventory.vluns().stream()
                .filter(vlun -> names(vlun, host))
                .sorted(Comparator.comparing(Vlun::type))
                .toList();
    }

    private boolean names(Vlun vlun, Host host) {
        return switch (vlun.type()) {
            case PORT -> !host.speaksNvme();
            case HOST, HOST_SET, MATCHED_SET ->
                hosts(vlun).stream().anyMatch(one -> one.name().equals(host.name()));
        };
    }

    /** The hosts that a template names, by their own name or a set's. */
    public List<Host> hosts(Vlun vlun) {
        if (!vlun.host().startsWith(Vlun.SET)) {
            return inventory.hosts().find(vlun.host()).stream().toList();
        }
        return inventory.hostSets().find(Vlun.setName(vlun.host())).stream()
                .flatMap(set -> set.members().stream())
                .flatMap(member -> inventory.hosts().find(member).stream())
                .toList();
    }

    /** The volumes that a template shows. */
    public List<Export> exports(Vlun vlun) {
        if (!vlun.volume().startsWith(Vlun.SET)) {
            return inventory.volumes().find(vlun.volume()).stream()
                    .map(volume -> new Export(vlun, vlun.lun(), volume))
                    .toList();
        }
        return inventory.volumeSets().find(Vlun.setName(vlun.volume())).stream()
                .flatMap(set -> set.slots().stream())
                .flatMap(slot -> inventory.volumes().find(slot.volume()).stream()
                        .map(volume -> new Export(vlun, vlun.lun() + slot.number(), volume)))
                .toList();
    }

    /** What a host is shown through any port. */
    public List<Export> exportsFor(Host host) {
        return templatesFor(host).stream()
                .flatMap(vlun -> exports(vlun).stream())
                .toList();
    }

    /** What a host sees through a port. Of two templates for one LUN id, the stronger counts. */
    public List<Export> seen(Host host, PortPosition port) {
        List<Export> seen = new ArrayList<>();
        Set<Integer> taken = new HashSet<>();
        exportsFor(host).stream()
                .filter(one ->
                        one.template().port().isEmpty() || one.template().port().equals(port.toString()))
                .filter(one -> taken.add(one.lun()))
                .forEach(seen::add);
        return seen;
    }

    /** The lowest LUN id that none of these hosts uses. */
    public Optional<Integer> lowestFreeLun(List<Host> hosts, int lowest, int highest) {
        Set<Integer> taken = new HashSet<>();
        hosts.forEach(host -> exportsFor(host).forEach(one -> taken.add(one.lun())));
        return IntStream.rangeClosed(lowest, highest)
                .boxed()
                .filter(lun -> !taken.contains(lun))
                .findFirst();
    }

    /** Everybody whom some template lets reach a volume. */
    public Set<String> initiatorsOf(String wwn) {
        Set<String> found = new TreeSet<>();
        inventory.hosts().stream()
                .filter(host -> exportsFor(host).stream()
                        .anyMatch(one -> one.volume().wwn().equals(wwn)))
                .forEach(host -> found.addAll(host.initiators()));
        return found;
    }
}
