package io.github.outpostrecovery.lab.powerstore.inventory;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Who reaches which volume: through the host that has the initiator, and through the group that has the host. */
public final class Reach {
    /** The highest logical unit number. */
    public static final int HIGHEST_NUMBER = 16_383;

    private final Inventory inventory;

    public Reach(Inventory inventory) {
        this.inventory = requireNonNull(inventory, "inventory is null");
    }

    /** A host's own mappings and those of its group. */
    public List<Mapping> mappingsOf(Host host) {
        List<Mapping> all = new ArrayList<>(inventory.mappingsOf(Mapping.Holder.host(host.id())));
        if (!host.group().isEmpty()) {
            all.addAll(inventory.mappingsOf(Mapping.Holder.group(host.group())));
        }
        return all;
    }

    /** The mappings that an initiator has. */
    public List<Mapping> mappingsOf(String portName, Initiator.PortType portType) {
        return inventory
                .initiatorNamed(portName)
                .filter(one -> one.portType() == portType)
                .map(one -> mappingsOf(inventory.hosts().get(one.host())))
                .orElse(List.of());
    }

    /** Everybody whom some mapping lets reach a volume. */
    public Set<String> initiatorsOf(String volume) {
        Set<String> found = new TreeSet<>();
        inventory.hosts().stream()
                .filter(host ->
                        mappingsOf(host).stream().anyMatch(one -> one.volume().equals(volume)))
                .flatMap(host -> inventory.initiatorsOf(host).stream())
                .forEach(initiator -> found.add(initiator.portName()));
        return found;
    }

    /** The mapping of a volume to a holder. */
    public Optional<Mapping> mapping(Mapping.Holder holder, String volume) {
        return inventory.mappingsOf(holder).stream()
                .filter(one -> one.volume().equals(volume))
                .findFirst();
    }

    /** The lowest logical unit number, from 1, that a holder does not use. Zero is given to nobody who does not ask. */
    public Optional<Integer> lowestFreeNumber(Mapping.Holder holder) {
        List<Integer> taken =
                inventory.mappingsOf(holder).stream().map(Mapping::number).toList();
        return IntStream.rangeClosed(1, HIGHEST_NUMBER)
                .boxed()
                .filter(number -> !taken.contains(number))
                .findFirst();
    }
}
