package io.github.outpostrecovery.lab.flasharray.inventory;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.datapath.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who reaches which volume under which number, privately and through host groups. Automatic numbers are as Pure's OpenAPI
 * document gives them: private ones count up from 1, shared ones down from 254, and then up from 255.
 */
public final class Reach {
    public static final int LOWEST_LUN = 1;
    public static final int HIGHEST_LUN = 4095;
    private static final int FIRST_SHARED_LUN = 254;

    private final Inventory inventory;

    Reach(Inventory inventory) {
        this.inventory = requireNonNull(inventory, "inventory is null");
    }

    /** The only host that has an initiator. */
    public Optional<Host> hostOf(String initiator) {
        return inventory.hosts().stream()
                .filter(host -> host.initiators().contains(initiator))
                .findFirst();
    }

    public List<Host> members(HostGroup group) {
        return inventory.hosts().stream()
                .filter(host -> host.group().equals(group.id()))
                .toList();
    }

    public List<Connection> ofGroup(HostGroup group) {
        return inventory.connections().stream()
                .filter(one -> one.group().equals(group.id()))
                .toList();
    }

    public List<Connection> privateOf(Host host) {
        return inventory.connections().stream()
                .filter(one -> one.host().equals(host.id()))
                .toList();
    }

    /** Private and shared. */
    public List<Connection> of(Host host) {
        Stream<Connection> shared = inventory.groups().find(host.group()).map(this::ofGroup).orElse(List.of()).stream();
        return Stream.concat(privateOf(host).stream(), shared).toList();
    }

    public List<Connection> ofVolume(Volume volume) {
        return inventory.connections().stream()
                .filter(one -> one.volume().equals(volume.id()))
                .toList();
    }

    /** The hosts that a connection serves. */
    public List<Host> served(Connection connection) {
        return connection.group().isEmpty()
                ? inventory.hosts().find(connection.host()).stream().toList()
                : inventory.groups().find(connection.group()).map(this::members).orElse(List.of());
    }

    /** Everybody whom some connection lets reach a volume over the connection's protocol. */
    public Set<String> initiatorsOf(String volume) {
        return inventory.connections().stream()
                .filter(one -> one.volume().equals(volume))
                .flatMap(one -> served(one).stream().flatMap(host -> host.initiators(protocol(one)).stream()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The protocol that a connection is for, which it keeps. */
    public static Protocol protocol(Connection connection) {
        return connection.lun() == Connection.NVME ? Protocol.NVME_TCP : Protocol.ISCSI;
    }

    /** The number for a new private connection; empty if all are taken. */
    public Optional<Integer> freeLun(Host host) {
        return firstFree(IntStream.rangeClosed(LOWEST_LUN, HIGHEST_LUN), taken(host));
    }

    /** The number for a new shared connection; empty if all are taken. */
    public Optional<Integer> freeLun(HostGroup group) {
        IntStream order = IntStream.concat(
                IntStream.rangeClosed(LOWEST_LUN, FIRST_SHARED_LUN).map(n -> FIRST_SHARED_LUN + LOWEST_LUN - n),
                IntStream.rangeClosed(FIRST_SHARED_LUN + 1, HIGHEST_LUN));
        return firstFree(order, taken(group));
    }

    /** The numbers under which a host sees something. */
    public Set<Integer> taken(Host host) {
        return luns(of(host).stream());
    }

    /** The numbers that the group or one of its members uses. */
    public Set<Integer> taken(HostGroup group) {
        return luns(Stream.concat(
                ofGroup(group).stream(), members(group).stream().flatMap(host -> privateOf(host).stream())));
    }

    private static Set<Integer> luns(Stream<Connection> connections) {
        return connections.map(Connection::lun).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<Integer> firstFree(IntStream order, Set<Integer> taken) {
        return order.boxed().filter(lun -> !taken.contains(lun)).findFirst();
    }
}
