package io.github.outpostrecovery.lab.ontap.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Everything that a cluster holds. Names are unique within an SVM only; uuids everywhere. */
public final class Inventory {
    private final String cluster;
    private int nextId = 1;
    private final Table<ClusterNode> nodes = new Table<>(ClusterNode::name);
    private final Table<Svm> svms = new Table<>(Svm::uuid);
    private final Table<IscsiService> iscsiServices = new Table<>(IscsiService::svm);
    private final Table<NetworkInterface> interfaces = new Table<>(NetworkInterface::uuid);
    private final Table<BackingVolume> volumes = new Table<>(BackingVolume::uuid);
    private final Table<StorageUnit> units = new Table<>(StorageUnit::uuid);
    private final Table<Portset> portsets = new Table<>(Portset::uuid);
    private final Table<Igroup> igroups = new Table<>(Igroup::uuid);
    private final Table<LunMap> lunMaps = new Table<>(map -> LunMap.key(map.lun(), map.igroup()));
    private final Table<Credential> credentials =
            new Table<>(credential -> Credential.key(credential.svm(), credential.initiator()));
    private final Table<Subsystem> subsystems = new Table<>(Subsystem::uuid);
    private final Table<SubsystemMap> subsystemMaps =
            new Table<>(map -> SubsystemMap.key(map.subsystem(), map.namespace()));
    private final Table<LoginTrace> loginTraces =
            new Table<>(trace -> trace.svm() + "/" + trace.initiator() + "/" + trace.networkInterface());
    private final Table<Job> jobs = new Table<>(Job::uuid);

    /** All rows of all tables. */
    public record Saved(
            int nextId,
            List<ClusterNode> nodes,
            List<Svm> svms,
            List<IscsiService> iscsiServices,
            List<NetworkInterface> interfaces,
            List<BackingVolume> volumes,
            List<StorageUnit> units,
            List<Portset> portsets,
            List<Igroup> igroups,
            List<LunMap> lunMaps,
            List<Credential> credentials,
            List<Subsystem> subsystems,
            List<SubsystemMap> subsystemMaps,
            List<LoginTrace> loginTraces,
            List<Job> jobs) {}

    public Inventory(String cluster) {
        this.cluster = requireNonNull(cluster, "cluster is null");
    }

    /** A uuid never given before; the same in every run. */
    public String newUuid() {
        return UUID.nameUUIDFromBytes((cluster + "/" + nextId++).getBytes(UTF_8))
                .toString();
    }

    /** A serial number of twelve characters, as ONTAP's are. */
    public String newSerial() {
        return newUuid().replace("-", "").substring(0, 12);
    }

    public Saved save() {
        return new Saved(
                nextId,
                nodes.all(),
                svms.all(),
                iscsiServices.all(),
                interfaces.all(),
                volumes.all(),
                units.all(),
                portsets.all(),
                igroups.all(),
                lunMaps.all(),
                credentials.all(),
                subsystems.all(),
                subsystemMaps.all(),
                loginTraces.all(),
                jobs.all());
    }

    public void restore(Saved saved) {
        nextId = saved.nextId();
        nodes.replaceBy(saved.nodes());
        svms.replaceBy(saved.svms());
        iscsiServices.replaceBy(saved.iscsiServices());
        interfaces.replaceBy(saved.interfaces());
        volumes.replaceBy(saved.volumes());
        units.replaceBy(saved.units());
        portsets.replaceBy(saved.portsets());
        igroups.replaceBy(saved.igroups());
        lunMaps.replaceBy(saved.lunMaps());
        credentials.replaceBy(saved.credentials());
        subsystems.replaceBy(saved.subsystems());
        subsystemMaps.replaceBy(saved.subsystemMaps());
        loginTraces.replaceBy(saved.loginTraces());
        jobs.replaceBy(saved.jobs());
    }

    public Optional<Svm> svmNamed(String name) {
        return svms.stream().filter(svm -> svm.name().equals(name)).findFirst();
    }

    public Optional<NetworkInterface> interfaceAt(String address) {
        return interfaces.stream().filter(one -> one.address().equals(address)).findFirst();
    }

    public Optional<Portset> portsetNamed(String svm, String name) {
        return named(portsets, svm, name, Portset::svm, Portset::name);
    }

    public Optional<Igroup> igroupNamed(String svm, String name) {
        return named(igroups, svm, name, Igroup::svm, Igroup::name);
    }

    public Optional<Subsystem> subsystemNamed(String svm, String name) {
        return named(subsystems, svm, name, Subsystem::svm, Subsystem::name);
    }

    public Optional<BackingVolume> volumeNamed(String svm, String name) {
        return named(volumes, svm, name, BackingVolume::svm, BackingVolume::name);
    }

    public Optional<StorageUnit> unitNamed(StorageUnit.Kind kind, String svm, String name) {
        return named(units, svm, name, StorageUnit::svm, StorageUnit::name).filter(unit -> unit.kind() == kind);
    }

    /** Removes every map of a LUN or namespace. */
    public void unmapEverywhere(String unit) {
        lunMaps.stream()
                .filter(map -> map.lun().equals(unit))
                .forEach(map -> lunMaps.remove(LunMap.key(map.lun(), map.igroup())));
        subsystemMaps.stream()
                .filter(map -> map.namespace().equals(unit))
                .forEach(map -> subsystemMaps.remove(SubsystemMap.key(map.subsystem(), map.namespace())));
    }

    public Optional<StorageUnit> unit(StorageUnit.Kind kind, String uuid) {
        return units.find(uuid).filter(unit -> unit.kind() == kind);
    }

    private static <T> Optional<T> named(
            Table<T> table, String svm, String name, Function<T, String> svmOf, Function<T, String> nameOf) {
        return table.stream()
                .filter(row -> svmOf.apply(row).equals(svm) && nameOf.apply(row).equals(name))
                .findFirst();
    }

    public Table<ClusterNode> nodes() {
        return nodes;
    }

    public Table<Svm> svms() {
        return svms;
    }

    public Table<IscsiService> iscsiServices() {
        return iscsiServices;
    }

    public Table<NetworkInterface> interfaces() {
        return interfaces;
    }

    public Table<BackingVolume> volumes() {
        return volumes;
    }

    public Table<StorageUnit> units() {
        return units;
    }

    public Table<Portset> portsets() {
        return portsets;
    }

    public Table<Igroup> igroups() {
        return igroups;
    }

    public Table<LunMap> lunMaps() {
        return lunMaps;
    }

    public Table<Credential> credentials() {
        return credentials;
    }

    public Table<Subsystem> subsystems() {
        return subsystems;
    }

    public Table<SubsystemMap> subsystemMaps() {
        return subsystemMaps;
    }

    public Table<LoginTrace> loginTraces() {
        return loginTraces;
    }

    public Table<Job> jobs() {
        return jobs;
    }
}
