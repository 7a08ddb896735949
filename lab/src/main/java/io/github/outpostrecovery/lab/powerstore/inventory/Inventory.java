package io.github.outpostrecovery.lab.powerstore.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What a cluster is configured with. */
public final class Inventory {
    /** The only appliance. */
    public static final String APPLIANCE = "A1";

    private final String origin;
    private final Table<Host> hosts = new Table<>(Host::id);
    private final Table<HostGroup> groups = new Table<>(HostGroup::id);
    private final Table<Initiator> initiators = new Table<>(Initiator::id);
    private final Table<Mapping> mappings = new Table<>(Mapping::id);
    private final Table<Volume> volumes = new Table<>(Volume::id);
    private final Table<TargetPort> ports = new Table<>(TargetPort::id);
    private ChapMode chapMode = ChapMode.DISABLED;
    private int nextId = 1;
    private int nextNsid = 1;

    /** All rows of all tables. */
    public record Saved(
            List<Host> hosts,
            List<HostGroup> groups,
            List<Initiator> initiators,
            List<Mapping> mappings,
            List<Volume> volumes,
            List<TargetPort> ports,
            ChapMode chapMode,
            int nextId,
            int nextNsid) {}

    /**
     * Makes an empty inventory.
     *
     * @param origin what all its ids are drawn from
     */
    public Inventory(String origin) {
        this.origin = requireNonNull(origin, "origin is null");
    }

    public String origin() {
        return origin;
    }

    /** An id never given before; the same in every run. */
    public String newId() {
        return UUID.nameUUIDFromBytes((origin + "/" + nextId++).getBytes(UTF_8)).toString();
    }

    /** A namespace id never given before. */
    public int newNsid() {
        return nextNsid++;
    }

    public Saved save() {
        return new Saved(
                hosts.all(),
                groups.all(),
                initiators.all(),
                mappings.all(),
                volumes.all(),
                ports.all(),
                chapMode,
                nextId,
                nextNsid);
    }

    public void restore(Saved saved) {
        hosts.replaceBy(saved.hosts());
        groups.replaceBy(saved.groups());
        initiators.replaceBy(saved.initiators());
        mappings.replaceBy(saved.mappings());
        volumes.replaceBy(saved.volumes());
        ports.replaceBy(saved.ports());
        chapMode = saved.chapMode();
        nextId = saved.nextId();
        nextNsid = saved.nextNsid();
    }

    public Optional<Host> hostNamed(String name) {
        return named(hosts, Host::name, name);
    }

    public Optional<HostGroup> groupNamed(String name) {
        return named(groups, HostGroup::name, name);
    }

    public Optional<Volume> volumeNamed(String name) {
        return named(volumes, Volume::name, name);
    }

    public Optional<Initiator> initiatorNamed(String portName) {
        return named(initiators, Initiator::portName, portName);
    }

    public Optional<TargetPort> portAt(String address) {
        return named(ports, TargetPort::address, address);
    }

    public List<Initiator> initiatorsOf(Host host) {
        return initiators.stream().filter(one -> one.host().equals(host.id())).toList();
    }

    public List<Host> hostsOf(HostGroup group) {
        return hosts.stream().filter(one -> one.group().equals(group.id())).toList();
    }

    public List<Mapping> mappingsOf(Mapping.Holder holder) {
        return mappings.stream().filter(one -> one.holder().equals(holder)).toList();
    }

    private static <T> Optional<T> named(Table<T> table, Function<T, String> nameOf, String name) {
        return table.stream().filter(row -> nameOf.apply(row).equals(name)).findFirst();
    }

    public Table<Host> hosts() {
        return hosts;
    }

    public Table<HostGroup> groups() {
        return groups;
    }

    public Table<Initiator> initiators() {
        return initiators;
    }

    public Table<Mapping> mappings() {
        return mappings;
    }

    public Table<Volume> volumes() {
        return volumes;
    }

    public Table<TargetPort> ports() {
        return ports;
    }

    public ChapMode chapMode() {
        return chapMode;
    }

    public void set(ChapMode mode) {
        chapMode = mode;
    }
}
