package io.github.outpostrecovery.lab.ontap;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.ontap.inventory.BackingVolume;
import io.github.outpostrecovery.lab.ontap.inventory.ClusterNode;
import io.github.outpostrecovery.lab.ontap.inventory.Inventory;
import io.github.outpostrecovery.lab.time.Agenda;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Sets up a simulated cluster: nodes in HA pairs, accounts, and SVMs by {@link SvmBuilder}. */
public final class OntapBuilder {
    private final String name;
    private final Inventory inventory;
    private final List<RestUser> users = new ArrayList<>();
    private OntapSettings settings = OntapSettings.DEFAULTS;
    private String network = "10.10.20";
    private int nextHostAddress = 11;

    private OntapBuilder(String name, int nodes) {
        this.name = requireNonNull(name, "name is null");
        this.inventory = new Inventory(name);
        List<String> names = IntStream.rangeClosed(1, nodes)
                .mapToObj(number -> name + "-0" + number)
                .toList();
        for (int i = 0; i < nodes; i++) {
            int partner = Math.min(i % 2 == 0 ? i + 1 : i - 1, nodes - 1);
            inventory.nodes().put(new ClusterNode(inventory.newUuid(), names.get(i), names.get(partner)));
        }
    }

    /** A cluster whose nodes are named after it, {@code name-01} and so on; the first and second are a pair, and so on. */
    public static OntapBuilder cluster(String name, int nodes) {
        return new OntapBuilder(name, nodes);
    }

    public OntapBuilder user(RestUser user) {
        users.add(user);
        return this;
    }

    /** The first three parts of the address of every LIF; to be told before the first SVM is added. */
    public OntapBuilder network(String firstThreeParts) {
        network = firstThreeParts;
        return this;
    }

    public OntapBuilder settings(OntapSettings behaviour) {
        settings = behaviour;
        return this;
    }

    /** An SVM with both protocols, one iSCSI and one NVMe/TCP LIF on each node, and one volume {@code v} on the first. */
    public SvmBuilder svm(String svmName) {
        return svm(svmName, List.of("iscsi", "nvme"));
    }

    /** An SVM with the given protocols; see {@link #svm(String)}. */
    public SvmBuilder svm(String svmName, List<String> protocols) {
        return new SvmBuilder(this, svmName, protocols);
    }

    /** Makes the cluster and registers it with the agenda. */
    public OntapSimulator build(Agenda agenda) {
        return OntapSimulator.of(agenda, name, inventory, settings, users);
    }

    Inventory inventory() {
        return inventory;
    }

    /** An address that no other LIF of the cluster has. */
    String nextAddress() {
        return network + "." + nextHostAddress++;
    }

    BackingVolume volume(String svm, String volumeName, String node, List<String> snapshots) {
        BackingVolume volume = new BackingVolume(inventory.newUuid(), svm, volumeName, node, snapshots);
        inventory.volumes().put(volume);
        return volume;
    }
}
