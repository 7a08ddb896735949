package io.github.outpostrecovery.lab.flasharray;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.flasharray.hardware.Hardware;
import io.github.outpostrecovery.lab.flasharray.hardware.Port;
import io.github.outpostrecovery.lab.flasharray.inventory.Chap;
import io.github.outpostrecovery.lab.flasharray.inventory.Connection;
import io.github.outpostrecovery.lab.flasharray.inventory.Host;
import io.github.outpostrecovery.lab.flasharray.inventory.HostGroup;
import io.github.outpostrecovery.lab.flasharray.inventory.Inventory;
import io.github.outpostrecovery.lab.flasharray.inventory.Versions;
import io.github.outpostrecovery.lab.flasharray.inventory.Volume;
import io.github.outpostrecovery.lab.flasharray.login.ApiAccount;
import io.github.outpostrecovery.lab.time.Agenda;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sets up a simulated array. What it makes is there before the array is built. */
public final class FlashArrayBuilder {
    private static final long SIZE = 10L << 30;
    private static final Instant MADE = Instant.parse("2025-11-03T09:00:00Z");

    private final String name;
    private final String origin;
    private final Versions versions;
    private final Hardware hardware;
    private final List<ApiAccount> accounts = new ArrayList<>();
    private FlashArraySettings settings = FlashArraySettings.DEFAULTS;

    private FlashArrayBuilder(String name, long seed, String network) {
        this.name = requireNonNull(name, "name is null");
        this.origin = name + "/" + seed;
        this.versions = new Versions(origin);
        this.hardware = Hardware.of(origin, network);
    }

    /**
     * An array without anything on it.
     *
     * @param seed what its identifiers are drawn from, with its name
     */
    public static FlashArrayBuilder array(String name, long seed) {
        return array(name, seed, Furnishing.USUAL_NETWORK);
    }

    /** As the other one, with the first three parts of the address of every port. */
    static FlashArrayBuilder array(String name, long seed, String network) {
        return new FlashArrayBuilder(name, seed, network);
    }

    public FlashArrayBuilder account(ApiAccount account) {
        accounts.add(account);
        return this;
    }

    public FlashArrayBuilder settings(FlashArraySettings behaviour) {
        settings = behaviour;
        return this;
    }

    /** The ports of a protocol, one on each controller. */
    public List<Port> ports(Protocol protocol) {
        return hardware.ports(protocol);
    }

    public Volume volume(String volumeName) {
        return inventory().addVolume(volumeName, SIZE, MADE);
    }

    /** Adds a host with one initiator. */
    public Host host(String hostName, Protocol protocol, String initiator) {
        Host host = Host.of(inventory().newId(), hostName, protocol, initiator);
        inventory().hosts().put(host);
        return host;
    }

    /** Lets a host in only with that account. */
    public Host chap(Host host, ChapAccount account) {
        return replace(current(host).with(Chap.of(account)));
    }

    /** Adds a host group with these members. */
    public HostGroup group(String groupName, Host... members) {
        HostGroup group = new HostGroup(inventory().newId(), groupName);
        inventory().groups().put(group);
        List.of(members).forEach(host -> replace(current(host).in(group.id())));
        return group;
    }

    /** Connects a volume privately; returns the LUN or namespace id. */
    public int connect(Host host, Volume volume) {
        boolean overNvme = !host.nqns().isEmpty();
        int lun = overNvme
                ? Connection.NVME
                : inventory().reach().freeLun(current(host)).orElseThrow();
        inventory().connections().put(Connection.ofHost(volume.id(), host, lun));
        return overNvme ? volume.nsid() : lun;
    }

    /** Connects a volume to all members; returns the LUN or namespace id. */
    public int connect(HostGroup group, Volume volume) {
        boolean overNvme = inventory().reach().members(group).stream()
                .anyMatch(host -> !host.nqns().isEmpty());
        int lun =
                overNvme ? Connection.NVME : inventory().reach().freeLun(group).orElseThrow();
        inventory().connections().put(Connection.ofGroup(volume.id(), group, lun));
        return overNvme ? volume.nsid() : lun;
    }

    /** Makes the array and registers it with the agenda. */
    public FlashArraySimulator build(Agenda agenda) {
        versions.apply();
        return FlashArraySimulator.of(agenda, name, origin, settings, versions, hardware, accounts);
    }

    private Host current(Host host) {
        return inventory().hosts().get(host.id());
    }

    private Host replace(Host host) {
        inventory().hosts().put(host);
        return host;
    }

    private Inventory inventory() {
        return versions.accepted();
    }
}
