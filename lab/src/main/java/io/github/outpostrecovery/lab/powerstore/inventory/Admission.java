package io.github.outpostrecovery.lab.powerstore.inventory;

import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What somebody adds by hand so that an initiator reaches some volumes: a host if no host has it, mappings on that host, or,
 * if the host is in a group, on the group, which lets the rest of the group in as well. Takes nothing from anybody.
 */
public record Admission(List<Host> hosts, List<Initiator> initiators, List<Mapping> mappings) {
    /**
     * Finds out what has to be added.
     *
     * @param inventory gives the ids
     * @param chap what a new initiator may prove itself with
     * @param volumes by name
     */
    public static Admission draw(
            Inventory inventory, String portName, Protocol protocol, Optional<ChapAccount> chap, List<String> volumes) {
        List<Host> hosts = new ArrayList<>();
        List<Initiator> initiators = new ArrayList<>();
        Optional<Initiator> known = inventory.initiatorNamed(portName);
        Host host = known.map(one -> inventory.hosts().get(one.host())).orElseGet(() -> {
            String id = inventory.newId();
            Host added = new Host(id, "by-hand-" + id.substring(0, 8), "", "Linux", "Local_Only", "");
            hosts.add(added);
            return added;
        });
        if (known.isEmpty()) {
            initiators.add(new Initiator(
                    inventory.newId(), host.id(), portName, Initiator.PortType.of(protocol), ChapSecrets.of(chap)));
        }
        Mapping.Holder holder =
                host.group().isEmpty() ? Mapping.Holder.host(host.id()) : Mapping.Holder.group(host.group());
        TreeSet<Integer> taken = new TreeSet<>();
        inventory.mappingsOf(holder).forEach(one -> taken.add(one.number()));
        List<Mapping> mappings = new ArrayList<>();
        for (String name : volumes) {
            Volume volume = inventory
                    .volumeNamed(name)
                    .orElseThrow(() -> new IllegalArgumentException("no volume is called " + name));
            if (new Reach(inventory).mapping(holder, volume.id()).isEmpty()) {
                int number = 0;
                while (!taken.add(number)) {
                    number++;
                }
                mappings.add(new Mapping(inventory.newId(), holder, volume.id(), number));
            }
        }
        return new Admission(List.copyOf(hosts), List.copyOf(initiators), List.copyOf(mappings));
    }

    /** Adds it to an inventory. */
    public void apply(Inventory inventory) {
        hosts.forEach(inventory.hosts()::put);
        initiators.forEach(inventory.initiators()::put);
        mappings.forEach(inventory.mappings()::put);
    }
}
