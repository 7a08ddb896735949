package io.github.outpostrecovery.lab.ontap;

import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.ontap.inventory.BackingVolume;
import io.github.outpostrecovery.lab.ontap.inventory.ClusterNode;
import io.github.outpostrecovery.lab.ontap.inventory.Credential;
import io.github.outpostrecovery.lab.ontap.inventory.Igroup;
import io.github.outpostrecovery.lab.ontap.inventory.Inventory;
import io.github.outpostrecovery.lab.ontap.inventory.IscsiService;
import io.github.outpostrecovery.lab.ontap.inventory.LunMap;
import io.github.outpostrecovery.lab.ontap.inventory.NetworkInterface;
import io.github.outpostrecovery.lab.ontap.inventory.Portset;
import io.github.outpostrecovery.lab.ontap.inventory.StorageUnit;
import io.github.outpostrecovery.lab.ontap.inventory.Subsystem;
import io.github.outpostrecovery.lab.ontap.inventory.SubsystemMap;
import io.github.outpostrecovery.lab.ontap.inventory.Svm;
import java.util.ArrayList;
import java.util.List;

/** Sets up one SVM of a simulated cluster. What it makes is there before the cluster is built. */
public final class SvmBuilder {
    private static final long SIZE = 10L << 30;

    private final Inventory inventory;
    private final OntapBuilder cluster;
    private final Svm svm;
    private final List<String> iscsiPortals = new ArrayList<>();
    private final List<String> nvmePortals = new ArrayList<>();

    SvmBuilder(OntapBuilder cluster, String name, List<String> protocols) {
        this.cluster = cluster;
        this.inventory = cluster.inventory();
        this.svm = new Svm(inventory.newUuid(), name, List.copyOf(protocols));
        inventory.svms().put(svm);
        List<ClusterNode> nodes = inventory.nodes().all();
        if (protocols.contains("iscsi")) {
            inventory
                    .iscsiServices()
                    .put(new IscsiService(
                            svm.uuid(),
                            true,
                            "iqn.1992-08.com.netapp:sn." + svm.uuid().replace("-", "") + ":vs.3"));
            inventory.credentials().put(Credential.without(svm.uuid(), Credential.DEFAULT, Credential.Type.NONE));
            nodes.forEach(node -> iscsiPortals.add(lif("iscsi_" + node.name(), node, NetworkInterface.DATA_ISCSI)));
        }
        if (protocols.contains("nvme")) {
            nodes.forEach(node -> nvmePortals.add(lif("nvme_" + node.name(), node, NetworkInterface.DATA_NVME_TCP)));
        }
        volume("v", List.of());
    }

    private String lif(String name, ClusterNode node, String service) {
        String address = cluster.nextAddress();
        inventory
                .interfaces()
                .put(new NetworkInterface(
                        inventory.newUuid(),
                        svm.uuid(),
                        name,
                        address,
                        node.name(),
                        node.name(),
                        true,
                        NetworkInterface.State.UP,
                        List.of("data_core", service)));
        return address;
    }

    public String uuid() {
        return svm.uuid();
    }

    /** What machines ask for when they log in over iSCSI. */
    public String targetIqn() {
        return inventory.iscsiServices().get(svm.uuid()).targetName();
    }

    /** The addresses of the iSCSI LIFs, without ports, one on each node. */
    public List<String> iscsiPortals() {
        return List.copyOf(iscsiPortals);
    }

    /** The addresses of the NVMe/TCP LIFs, without ports, one on each node. */
    public List<String> nvmePortals() {
        return List.copyOf(nvmePortals);
    }

    /** Adds a backing volume on the first node, with Snapshot copies of the given names. */
    public SvmBuilder volume(String name, List<String> snapshots) {
        inventory
                .volumeNamed(svm.uuid(), name)
                .ifPresent(old -> inventory.volumes().remove(old.uuid()));
        cluster.volume(svm.uuid(), name, inventory.nodes().all().getFirst().name(), snapshots);
        return this;
    }

    /** Adds a LUN, such as {@code /vol/v/boot}. */
    public StorageUnit lun(String name) {
        return unit(StorageUnit.Kind.LUN, name);
    }

    /** Adds an NVMe namespace, such as {@code /vol/v/boot}. */
    public StorageUnit namespace(String name) {
        return unit(StorageUnit.Kind.NAMESPACE, name);
    }

    private StorageUnit unit(StorageUnit.Kind kind, String name) {
        BackingVolume volume = inventory.volumes().stream()
                .filter(one -> one.svm().equals(svm.uuid()) && name.startsWith("/vol/" + one.name() + "/"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no volume for " + name));
        StorageUnit unit = new StorageUnit(
                kind,
                inventory.newUuid(),
                svm.uuid(),
                name,
                inventory.newSerial(),
                "linux",
                true,
                SIZE,
                volume.name(),
                volume.node(),
                StorageUnit.Condition.NORMAL);
        inventory.units().put(unit);
        return unit;
    }

    /** Adds an igroup for iSCSI on Linux that holds these initiators; give several to let instances share it. */
    public Igroup igroup(String name, String... initiators) {
        return put(new Igroup(
                inventory.newUuid(),
                svm.uuid(),
                name,
                "linux",
                "iscsi",
                "",
                false,
                false,
                List.of(initiators),
                List.of()));
    }

    /** Adds an igroup that holds other igroups. */
    public Igroup nestingIgroup(String name, Igroup... children) {
        List<String> uuids = List.of(children).stream().map(Igroup::uuid).toList();
        return put(new Igroup(
                inventory.newUuid(), svm.uuid(), name, "linux", "iscsi", "", false, false, List.of(), uuids));
    }

    /** Adds or replaces an igroup as given, for what the other methods do not offer. */
    public Igroup put(Igroup igroup) {
        inventory.igroups().put(igroup);
        return igroup;
    }

    /** Adds a portset of the LIFs at these addresses. */
    public Portset portset(String name, String... addresses) {
        List<String> names = List.of(addresses).stream()
                .map(address -> inventory.interfaceAt(address).orElseThrow().name())
                .toList();
        Portset portset = new Portset(inventory.newUuid(), svm.uuid(), name, names);
        inventory.portsets().put(portset);
        return portset;
    }

    /** Lets an igroup work through the LIFs of a portset only. */
    public Igroup bind(Igroup igroup, String portset) {
        return put(new Igroup(
                igroup.uuid(),
                igroup.svm(),
                igroup.name(),
                igroup.osType(),
                igroup.protocol(),
                portset,
                igroup.deleteOnUnmap(),
                igroup.replicated(),
                igroup.initiators(),
                igroup.children()));
    }

    /** Maps a LUN under a LUN id, reported by its node and that node's partner. */
    public SvmBuilder map(Igroup igroup, StorageUnit lun, int number) {
        List<String> reporting = List.of(
                        lun.node(), inventory.nodes().get(lun.node()).partner())
                .stream()
                .distinct()
                .toList();
        inventory.lunMaps().put(new LunMap(svm.uuid(), lun.uuid(), igroup.uuid(), number, reporting));
        return this;
    }

    /** Adds a subsystem for Linux that these hosts may connect to. */
    public Subsystem subsystem(String name, String... hosts) {
        List<Subsystem.Host> admitted =
                List.of(hosts).stream().map(nqn -> new Subsystem.Host(nqn, "")).toList();
        Subsystem subsystem = Subsystem.of(inventory, svm, name, "linux", admitted);
        inventory.subsystems().put(subsystem);
        return subsystem;
    }

    /** Maps a namespace under a namespace id. */
    public SvmBuilder map(Subsystem subsystem, StorageUnit namespace, int nsid) {
        inventory.subsystemMaps().put(new SubsystemMap(svm.uuid(), subsystem.uuid(), namespace.uuid(), nsid));
        inventory.subsystems().put(inventory.subsystems().get(subsystem.uuid()).withNsidUsed(nsid));
        return this;
    }

    /** Requires CHAP of an initiator, or of everybody without a record if it is {@link Credential#DEFAULT}. */
    public SvmBuilder chap(String initiator, ChapAccount account) {
        inventory
                .credentials()
                .put(new Credential(
                        svm.uuid(),
                        initiator,
                        Credential.Type.CHAP,
                        account.user(),
                        account.secret(),
                        account.mutual().map(ChapAccount.Target::user).orElse(""),
                        account.mutual().map(ChapAccount.Target::secret).orElse("")));
        return this;
    }

    /** Lets nobody log in over iSCSI who has no record. */
    public SvmBuilder denyByDefault() {
        inventory.credentials().put(Credential.without(svm.uuid(), Credential.DEFAULT, Credential.Type.DENY));
        return this;
    }

    /** Asks an initiator for nothing, whatever is asked of everybody else. */
    public SvmBuilder trust(String initiator) {
        inventory.credentials().put(Credential.without(svm.uuid(), initiator, Credential.Type.NONE));
        return this;
    }

    /** Requires DH-HMAC-CHAP of a host of a subsystem. */
    public SvmBuilder key(Subsystem subsystem, String host, String secret) {
        inventory
                .subsystems()
                .put(inventory.subsystems().get(subsystem.uuid()).without(host).with(new Subsystem.Host(host, secret)));
        return this;
    }
}
