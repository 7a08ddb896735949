package io.github.outpostrecovery.lab.ontap.api;

import io.github.outpostrecovery.lab.datapath.IoCounters;
import io.github.outpostrecovery.lab.datapath.VolumeSample;
import io.github.outpostrecovery.lab.ontap.OntapCluster;
import io.github.outpostrecovery.lab.ontap.inventory.Job;
import io.github.outpostrecovery.lab.ontap.inventory.StorageUnit;
import io.github.outpostrecovery.lab.ontap.inventory.Svm;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What {@code /storage/luns} and {@code /storage/namespaces} have in common; what differs is told by the kind. */
final class StorageUnitResource {
    private final OntapCluster cluster;
    private final JobResource jobs;
    private final StorageUnitCreation creation;
    private final StorageUnit.Kind kind;
    private final String path;
    private final String mappedCode;
    private final Listing<StorageUnit> listing;

    private StorageUnitResource(
            OntapCluster cluster,
            JobResource jobs,
            StorageUnit.Kind kind,
            String path,
            String mappedCode,
            String... mapFields) {
        this.cluster = cluster;
        this.jobs = jobs;
        this.creation = new StorageUnitCreation(cluster);
        this.kind = kind;
        this.path = path;
        this.mappedCode = mappedCode;
        this.listing = new Listing<>(cluster, fields(mapFields), StorageUnit::uuid, StorageUnit::svm, this::document);
    }

    static StorageUnitResource luns(OntapCluster cluster, JobResource jobs) {
        return new StorageUnitResource(
                cluster,
                jobs,
                StorageUnit.Kind.LUN,
                "/api/storage/luns",
                "1254197",
                "lun_maps.logical_unit_number",
                "lun_maps.igroup.name",
                "lun_maps.igroup.uuid");
    }

    static StorageUnitResource namespaces(OntapCluster cluster, JobResource jobs) {
        return new StorageUnitResource(
                cluster,
                jobs,
                StorageUnit.Kind.NAMESPACE,
                "/api/storage/namespaces",
                "72090016",
                "subsystem_map.nsid",
                "subsystem_map.subsystem.name",
                "subsystem_map.subsystem.uuid");
    }

    private static Fields fields(String... mapFields) {
        String[] statistics = {
            "status.mapped",
            "statistics.timestamp",
            "statistics.status",
            "statistics.iops_raw.read",
            "statistics.iops_raw.write",
            "statistics.iops_raw.other",
            "statistics.iops_raw.total",
            "statistics.throughput_raw.read",
            "statistics.throughput_raw.write",
            "statistics.throughput_raw.other",
            "statistics.throughput_raw.total"
        };
        String[] expensive = new String[statistics.length + mapFields.length];
        System.arraycopy(statistics, 0, expensive, 0, statistics.length);
        System.arraycopy(mapFields, 0, expensive, statistics.length, mapFields.length);
        return Fields.keys("uuid", "name")
                .others(
                        "svm.uuid",
                        "svm.name",
                        "serial_number",
                        "os_type",
                        "enabled",
                        "space.size",
                        "status.state",
                        "location.volume.name",
                        "location.volume.uuid",
                        "location.node.name",
                        "location.node.uuid")
                .expensive(expensive);
    }

    void route(Router router) {
        router.get(path, this::list)
                .postAsynchronously(path, this::create)
                .get(path + "/{}", call -> listing.one(call, existing(call)))
                .patch(path + "/{}", this::modify)
                .delete(path + "/{}", this::delete);
    }

    private RestResponse list(ApiCall call) {
        return listing.page(
                call,
                cluster.inventory().units().stream()
                        .filter(unit -> unit.kind() == kind)
                        .toList());
    }

    private Reply create(ApiCall call) {
        call.allow(Set.of("return_records", "return_timeout"));
        Body body = Body.of(call, StorageUnitCreation.BODY);
        Svm svm = Scopes.of(cluster.inventory(), call, body);
        StorageUnitCreation.Order order = creation.order(kind, svm, body);
        Reply.Returned returned = call.flag("return_records") ? Reply.Returned.RECORD : Reply.Returned.NOTHING;
        Duration timeout = call.returnTimeout();
        Job job = jobs.start(call.turn(), svm.uuid(), "POST " + path, JsonRecords.write(order));
        return timeout.isZero()
                ? new Reply.Now(JobResource.accepted(job))
                : new Reply.WhenDone(
                        job.uuid(), shorter(timeout, cluster.settings().jobDuration()), returned);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** What a caller gets who waited until the job was final. */
    RestResponse made(String uuid, Reply.Returned returned) {
        return listing.created(cluster.inventory().units().get(uuid), returned);
    }

    private RestResponse modify(ApiCall call) {
        call.allow(Set.of("return_timeout"));
        StorageUnit unit = existing(call);
        boolean enabled = Body.of(call, Set.of("enabled")).flag("enabled").orElse(unit.enabled());
        cluster.inventory().units().put(unit.with(enabled));
        return Listing.done();
    }

    private RestResponse delete(ApiCall call) {
        call.allow(Set.of("allow_delete_while_mapped", "return_timeout"));
        StorageUnit unit = existing(call);
        if (isMapped(unit) && !call.flag("allow_delete_while_mapped")) {
            throw OntapError.conflict(
                    mappedCode, "It is mapped and cannot be deleted without allow_delete_while_mapped.");
        }
        cluster.inventory().unmapEverywhere(unit.uuid());
        cluster.inventory().units().remove(unit.uuid());
        return Listing.done();
    }

    private StorageUnit existing(ApiCall call) {
        return cluster.inventory()
                .unit(kind, call.variable(0))
                .filter(unit -> call.isInScope(unit.svm()))
                .orElseThrow(OntapError::noEntry);
    }

    private boolean isMapped(StorageUnit unit) {
        return cluster.inventory().lunMaps().stream().anyMatch(map -> map.lun().equals(unit.uuid()))
                || cluster.inventory().subsystemMaps().stream()
                        .anyMatch(map -> map.namespace().equals(unit.uuid()));
    }

    private Document document(StorageUnit unit) {
        Document document = new Document()
                .put("uuid", unit.uuid())
                .put("name", unit.name())
                .put("svm.uuid", unit.svm())
                .put("svm.name", cluster.inventory().svms().get(unit.svm()).name())
                .put("serial_number", unit.serial())
                .put("os_type", unit.osType())
                .put("enabled", unit.enabled())
                .put("space.size", unit.size())
                .put("status.state", unit.enabled() ? "online" : "offline")
                .put("status.mapped", isMapped(unit))
                .put("location.node.name", unit.node())
                .put(
                        "location.node.uuid",
                        cluster.inventory().nodes().get(unit.node()).uuid())
                .putAll("lun_maps", lunMaps(unit));
        cluster.inventory()
                .volumeNamed(unit.svm(), unit.volume())
                .ifPresent(volume ->
                        document.put("location.volume.name", volume.name()).put("location.volume.uuid", volume.uuid()));
        cluster.inventory().subsystemMaps().stream()
                .filter(map -> map.namespace().equals(unit.uuid()))
                .findFirst()
                .ifPresent(map -> document.put("subsystem_map.nsid", SubsystemMapResource.text(map.nsid()))
                        .put("subsystem_map.subsystem.uuid", map.subsystem())
                        .put(
                                "subsystem_map.subsystem.name",
                                cluster.inventory()
                                        .subsystems()
                                        .get(map.subsystem())
                                        .name()));
        return putStatistics(document, cluster.frontEnd().sample(unit.uuid()));
    }

    private List<Document> lunMaps(StorageUnit unit) {
        return cluster.inventory().lunMaps().stream()
                .filter(map -> map.lun().equals(unit.uuid()))
                .map(map -> new Document()
                        .put("logical_unit_number", map.number())
                        .put("igroup.uuid", map.igroup())
                        .put(
                                "igroup.name",
                                cluster.inventory().igroups().get(map.igroup()).name()))
                .toList();
    }

    private Document putStatistics(Document document, VolumeSample sample) {
        IoCounters total = sample.total();
        return document.put("statistics.timestamp", cluster.clock(sample.at()))
                .put("statistics.status", cluster.settings().statisticsStatus())
                .put("statistics.iops_raw.read", total.reads())
                .put("statistics.iops_raw.write", total.writes())
                .put("statistics.iops_raw.other", total.others())
                .put("statistics.iops_raw.total", total.reads() + total.writes() + total.others())
                .put("statistics.throughput_raw.read", total.bytesRead())
                .put("statistics.throughput_raw.write", total.bytesWritten())
                .put("statistics.throughput_raw.other", 0)
                .put("statistics.throughput_raw.total", total.bytesRead() + total.bytesWritten());
    }
}
