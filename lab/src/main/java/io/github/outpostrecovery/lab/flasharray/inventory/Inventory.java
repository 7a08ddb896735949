package io.github.outpostrecovery.lab.flasharray.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** One state of what administrators made. Names are unique whatever their case. */
public final class Inventory {
    private static final int FIRST_NSID = 3001;
    private static final int SERIAL_LENGTH = 24;

    private final String origin;
    private int nextId = 1;
    private int nextNsid = FIRST_NSID;
    private final Table<Host> hosts = new Table<>(Host::id);
    private final Table<HostGroup> groups = new Table<>(HostGroup::id);
    private final Table<Volume> volumes = new Table<>(Volume::id);
    private final Table<Connection> connections = new Table<>(Connection::key);

    /** All rows of all tables. */
    public record Saved(
            int nextId,
            int nextNsid,
            List<Host> hosts,
            List<HostGroup> groups,
            List<Volume> volumes,
            List<Connection> connections) {}

    /**
     * Makes an empty one.
     *
     * @param origin what its identifiers are drawn from
     */
    public Inventory(String origin) {
        this.origin = requireNonNull(origin, "origin is null");
    }

    /** An id never given before; the same in every run. */
    public String newId() {
        return UUID.nameUUIDFromBytes((origin + "/" + nextId++).getBytes(UTF_8)).toString();
    }

    /** Makes a volume and adds it. */
    public Volume addVolume(String name, long size, Instant at) {
        String serial = newId().replace("-", "").substring(0, SERIAL_LENGTH).toUpperCase(Locale.ROOT);
        Volume volume = new Volume(newId(), name, serial, nextNsid++, size, at, "", "", Volume.State.IN_USE, at);
        volumes.put(volume);
        return volume;
    }

    public Saved save() {
        return new Saved(nextId, nextNsid, hosts.all(), groups.all(), volumes.all(), connections.all());
    }

    public void restore(Saved saved) {
        nextId = saved.nextId();
        nextNsid = saved.nextNsid();
        hosts.replaceBy(saved.hosts());
        groups.replaceBy(saved.groups());
        volumes.replaceBy(saved.volumes());
        connections.replaceBy(saved.connections());
    }

    public Optional<Host> hostNamed(String name) {
        return named(hosts, name, Host::name);
    }

    public Optional<HostGroup> groupNamed(String name) {
        return named(groups, name, HostGroup::name);
    }

    public Optional<Volume> volumeNamed(String name) {
        return named(volumes, name, Volume::name);
    }

    private static <T> Optional<T> named(Table<T> table, String name, Function<T, String> nameOf) {
        return table.stream()
                .filter(row -> nameOf.apply(row).equalsIgnoreCase(name))
                .findFirst();
    }

    public Table<Host> hosts() {
        return hosts;
    }

    public Table<HostGroup> groups() {
        return groups;
    }

    public Table<Volume> volumes() {
        return volumes;
    }

    public Table<Connection> connections() {
        return connections;
    }

    /** Who reaches what, as it stands whenever it is asked. */
    public Reach reach() {
        return new Reach(this);
    }
}
