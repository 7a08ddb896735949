package io.github.outpostrecovery.lab.powerstore;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.powerstore.api.SystemIdentity;
import io.github.outpostrecovery.lab.powerstore.inventory.ChapMode;
import io.github.outpostrecovery.lab.powerstore.inventory.ChapSecrets;
import io.github.outpostrecovery.lab.powerstore.inventory.Host;
import io.github.outpostrecovery.lab.powerstore.inventory.HostGroup;
import io.github.outpostrecovery.lab.powerstore.inventory.Initiator;
import io.github.outpostrecovery.lab.powerstore.inventory.Inventory;
import io.github.outpostrecovery.lab.powerstore.inventory.Mapping;
import io.github.outpostrecovery.lab.powerstore.inventory.StagedInventory;
import io.github.outpostrecovery.lab.powerstore.inventory.TargetPort;
import io.github.outpostrecovery.lab.powerstore.inventory.Volume;
import io.github.outpostrecovery.lab.powerstore.session.Account;
import io.github.outpostrecovery.lab.time.Agenda;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sets up a simulated cluster: one appliance of two nodes, each with one iSCSI port, which has its own target IQN, and one
 * NVMe/TCP port.
 */
public final class PowerStoreBuilder {
    private static final long SIZE = 10L << 30;
    private static final String LOCAL = "Local_Only";
    private static final int PORTS_OF_A_NODE = 2;
    private static final int FIRST_HOST_ADDRESS = 11;

    private final String name;
    private final SystemIdentity identity;
    private final Inventory inventory;
    private final String network;
    private final List<Account> accounts = new ArrayList<>();
    private PowerStoreSettings settings = PowerStoreSettings.DEFAULTS;
    private Instant created = Instant.parse("2025-06-01T00:00:00Z");

    private PowerStoreBuilder(String name, long seed, String network) {
        this.name = requireNonNull(name, "name is null");
        String origin = name + "/" + seed;
        this.identity = new SystemIdentity(origin);
        this.inventory = new Inventory(origin);
        this.network = network;
        port(1, 0, Protocol.ISCSI);
        port(2, 0, Protocol.NVME_TCP);
        port(3, 1, Protocol.ISCSI);
        port(4, 1, Protocol.NVME_TCP);
    }

    /** A cluster without hosts and volumes, whose identifiers are drawn from its name and the seed. */
    public static PowerStoreBuilder cluster(String name, long seed) {
        return cluster(name, seed, Furnishing.USUAL_NETWORK);
    }

    /** As the other one, with the first three parts of the address of every port. */
    static PowerStoreBuilder cluster(String name, long seed, String network) {
        return new PowerStoreBuilder(name, seed, network);
    }

    private void port(int number, int node, Protocol protocol) {
        String id = "IP_PORT" + number;
        String partner = "IP_PORT" + (node == 0 ? number + PORTS_OF_A_NODE : number - PORTS_OF_A_NODE);
        String iqn = switch (protocol) {
            case ISCSI -> identity.targetIqn(id);
            case NVME_TCP -> "";
        };
        inventory
                .ports()
                .put(new TargetPort(
                        id,
                        "IP" + (number + 1),
                        SystemIdentity.NODES.get(node),
                        network + "." + (FIRST_HOST_ADDRESS + number - 1),
                        protocol,
                        iqn,
                        identity.derived("eth-port/" + id),
                        partner,
                        TargetPort.Link.UP));
    }

    public PowerStoreBuilder account(Account account) {
        accounts.add(account);
        return this;
    }

    public PowerStoreBuilder settings(PowerStoreSettings behaviour) {
        settings = behaviour;
        return this;
    }

    /** What the cluster asks of whom logs in over iSCSI. */
    public PowerStoreBuilder chap(ChapMode mode) {
        inventory.set(mode);
        return this;
    }

    /** The ports of a protocol, one on each node. */
    public List<TargetPort> ports(Protocol protocol) {
        return inventory.ports().stream()
                .filter(port -> port.protocol() == protocol)
                .toList();
    }

    /** What machines ask for when they connect over NVMe/TCP. */
    public String subsystem() {
        return identity.subsystem();
    }

    public Volume volume(String volumeName) {
        Volume volume = Volume.drawn(inventory, volumeName, "", Volume.Type.PRIMARY, SIZE, "", created);
        inventory.volumes().put(volume);
        return volume;
    }

    /** A volume that is mirrored to another cluster, where it may be mapped as well. */
    public Volume metroVolume(String volumeName) {
        Volume volume = volume(volumeName).mirrored(inventory.newId());
        inventory.volumes().put(volume);
        return volume;
    }

    /** A Linux host with these initiators. */
    public Host host(String hostName, Protocol protocol, Optional<ChapAccount> chap, String... initiators) {
        Host host = new Host(inventory.newId(), hostName, "", "Linux", LOCAL, "");
        inventory.hosts().put(host);
        for (String portName : initiators) {
            inventory
                    .initiators()
                    .put(new Initiator(
                            inventory.newId(),
                            host.id(),
                            portName,
                            Initiator.PortType.of(protocol),
                            ChapSecrets.of(chap)));
        }
        return host;
    }

    /** Puts hosts, none of which has a mapping, into a group. */
    public HostGroup group(String groupName, Host... hosts) {
        HostGroup group = new HostGroup(inventory.newId(), groupName, "", LOCAL);
        inventory.groups().put(group);
        for (Host host : hosts) {
            if (!inventory.mappingsOf(Mapping.Holder.host(host.id())).isEmpty()) {
                throw new IllegalArgumentException("a host with mappings cannot join a group: " + host.name());
            }
            inventory.hosts().put(host.in(group.id()));
        }
        return group;
    }

    public PowerStoreBuilder map(Host host, Volume volume, int number) {
        if (!inventory.hosts().get(host.id()).group().isEmpty()) {
            throw new IllegalArgumentException("a host in a group has no mappings of its own: " + host.name());
        }
        return map(Mapping.Holder.host(host.id()), volume, number);
    }

    public PowerStoreBuilder map(HostGroup group, Volume volume, int number) {
        return map(Mapping.Holder.group(group.id()), volume, number);
    }

    private PowerStoreBuilder map(Mapping.Holder holder, Volume volume, int number) {
        inventory.mappings().put(new Mapping(inventory.newId(), holder, volume.id(), number));
        return this;
    }

    /** Makes the cluster and registers it with the agenda. */
    public PowerStoreSimulator build(Agenda agenda) {
        return PowerStoreSimulator.of(name, new StagedInventory(inventory), settings, accounts, agenda);
    }
}
