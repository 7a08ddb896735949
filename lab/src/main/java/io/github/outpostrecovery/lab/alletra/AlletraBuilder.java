package io.github.outpostrecovery.lab.alletra;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.alletra.inventory.ArrayPort;
import io.github.outpostrecovery.lab.alletra.inventory.Chap;
import io.github.outpostrecovery.lab.alletra.inventory.Host;
import io.github.outpostrecovery.lab.alletra.inventory.HostSet;
import io.github.outpostrecovery.lab.alletra.inventory.Inventory;
import io.github.outpostrecovery.lab.alletra.inventory.PortPosition;
import io.github.outpostrecovery.lab.alletra.inventory.Vlun;
import io.github.outpostrecovery.lab.alletra.inventory.Volume;
import io.github.outpostrecovery.lab.alletra.inventory.VolumeSet;
import io.github.outpostrecovery.lab.alletra.settings.AlletraSettings;
import io.github.outpostrecovery.lab.alletra.settings.Dialect;
import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.time.Agenda;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets up a simulated array of two nodes, each with one iSCSI and one NVMe/TCP port that serve, an iSCSI port without a
 * link and an FC port.
 */
public final class AlletraBuilder {
    /** The only common provisioning group. */
    public static final String CPG = "SSD_r6";

    private static final int NODES = 2;
    private static final int ISCSI_SLOT = 3;
    private static final int NVME_SLOT = 4;
    private static final int FC_SLOT = 5;
    private static final long SIZE_MIB = 10L << 10;
    private static final List<Integer> PROVISIONINGS = List.of(Volume.REDUCED, Volume.THIN, Volume.FULL);

    private final String name;
    private final Identifiers identifiers;
    private final Inventory inventory = new Inventory();
    private final List<ArrayPort> ports = new ArrayList<>();
    private final List<WsapiUser> users = new ArrayList<>();
    private AlletraSettings settings = AlletraSettings.DEFAULTS;

    private AlletraBuilder(String name, long seed, String addresses) {
        this.name = requireNonNull(name, "name is null");
        this.identifiers = new Identifiers(name, seed);
        String network = addresses + ".";
        for (int node = 0; node < NODES; node++) {
            PortPosition iscsi = new PortPosition(node, ISCSI_SLOT, 1);
            PortPosition unplugged = new PortPosition(node, ISCSI_SLOT, 2);
            ports.add(new ArrayPort(
                    iscsi,
                    ArrayPort.Kind.ISCSI,
                    ArrayPort.Link.READY,
                    network + (11 + node),
                    identifiers.targetName(iscsi)));
            ports.add(new ArrayPort(
                    unplugged,
                    ArrayPort.Kind.ISCSI,
                    ArrayPort.Link.LOSS_SYNC,
                    network + (21 + node),
                    identifiers.targetName(unplugged)));
            ports.add(new ArrayPort(
                    new PortPosition(node, NVME_SLOT, 1),
                    ArrayPort.Kind.NVME_TCP,
                    ArrayPort.Link.READY,
                    network + (31 + node),
                    ""));
            ports.add(new ArrayPort(
                    new PortPosition(node, FC_SLOT, 1),
                    ArrayPort.Kind.FC,
                    ArrayPort.Link.READY,
                    "2FF70002AC%06X".formatted(node + 1),
                    ""));
        }
    }

    /** An array whose every identifier is drawn from its name and a seed. */
    public static AlletraBuilder array(String name, long seed) {
        return array(name, seed, Furnishing.USUAL_NETWORK);
    }

    /** As the other one, with the first three parts of the address of every port. */
    static AlletraBuilder array(String name, long seed, String network) {
        return new AlletraBuilder(name, seed, network);
    }

    public AlletraBuilder user(WsapiUser user) {
        users.add(user);
        return this;
    }

    public AlletraBuilder settings(AlletraSettings behaviour) {
        settings = behaviour;
        return this;
    }

    /** The ports of a kind that serve, one on each node. */
    public List<ArrayPort> portals(ArrayPort.Kind kind) {
        return ports.stream()
                .filter(port -> port.kind() == kind && port.link() == ArrayPort.Link.READY)
                .toList();
    }

    /** What NVMe hosts ask for when they connect. */
    public String subsystemNqn() {
        return identifiers.subsystemNqn();
    }

    /** Adds a volume. How volumes are provisioned differs from one to the next. */
    public Volume volume(String volumeName) {
        int provisioning = PROVISIONINGS.get(inventory.volumes().all().size() % PROVISIONINGS.size());
        return put(new Volume(
                identifiers.nextId(),
                volumeName,
                identifiers.nextWwn(),
                identifiers.nextUuid(),
                provisioning,
                Volume.CopyType.BASE,
                "",
                Volume.Access.READ_WRITE,
                CPG,
                SIZE_MIB,
                Volume.HostPolicy.ANY_HOSTS));
    }

    /** Adds or replaces a volume as given. */
    public Volume put(Volume volume) {
        inventory.volumes().put(volume);
        return volume;
    }

    /** Adds a host with these iSCSI names. */
    public AlletraBuilder iscsiHost(String hostName, String... initiators) {
        List<String> names = List.of(initiators).stream().map(Host::canonical).toList();
        inventory.hosts().put(Host.of(identifiers.nextId(), hostName, names, ""));
        return this;
    }

    /** Adds an NVMe host. */
    public AlletraBuilder nvmeHost(String hostName, String nqn) {
        inventory.hosts().put(Host.of(identifiers.nextId(), hostName, List.of(), Host.canonical(nqn)));
        return this;
    }

    public AlletraBuilder hostSet(String setName, String... members) {
        inventory.hostSets().put(new HostSet(identifiers.nextId(), setName, List.of(members), ""));
        return this;
    }

    public AlletraBuilder volumeSet(String setName, List<String> members) {
        VolumeSet set = new VolumeSet(identifiers.nextId(), setName, List.of(), "");
        for (String member : members) {
            set = set.with(member);
        }
        inventory.volumeSets().put(set);
        return this;
    }

    /** Adds a VLUN template; sets are named {@code set:name}. */
    public AlletraBuilder vlun(String volume, int lun, String host) {
        inventory.vluns().put(new Vlun(volume, lun, host, ""));
        return this;
    }

    /** Adds a VLUN template that is bound to a port. */
    public AlletraBuilder vlun(String volume, int lun, String host, PortPosition port) {
        inventory.vluns().put(new Vlun(volume, lun, host, port.toString()));
        return this;
    }

    /** Requires CHAP of a host's initiators, and has the array prove itself too if the account is mutual. */
    public AlletraBuilder chap(String hostName, ChapAccount account) {
        Host host = inventory.hosts().find(hostName).orElseThrow();
        Chap target = account.mutual()
                .map(given -> new Chap(given.user(), given.secret()))
                .orElse(Chap.NONE);
        inventory.hosts().put(host.withChap(new Chap(account.user(), account.secret()), target));
        return this;
    }

    /** Makes the array and registers it with the agenda. Older arrays have no NVMe ports. */
    public AlletraSimulator build(Agenda agenda) {
        List<ArrayPort> built = ports.stream()
                .filter(port -> port.kind() != ArrayPort.Kind.NVME_TCP || settings.dialect() == Dialect.ALLETRA_MP)
                .toList();
        return AlletraSimulator.of(agenda, name, identifiers, settings, inventory, built, users);
    }
}
