package io.github.outpostrecovery.lab.ontap.api;

import io.github.outpostrecovery.lab.ontap.OntapCluster;
import io.github.outpostrecovery.lab.ontap.inventory.StorageUnit;
import io.github.outpostrecovery.lab.ontap.inventory.Subsystem;
import io.github.outpostrecovery.lab.ontap.inventory.SubsystemMap;
import io.github.outpostrecovery.lab.ontap.inventory.Svm;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code /protocols/nvme/subsystem-maps}. The cluster chooses the namespace id, and gives none a second time. */
final class SubsystemMapResource {
    private static final String PATH = "/api/protocols/nvme/subsystem-maps";
    private static final Fields FIELDS = Fields.keys("namespace.uuid", "subsystem.uuid", "svm.uuid")
            .others(
                    "nsid",
                    "namespace.name",
                    "namespace.node.name",
                    "namespace.node.uuid",
                    "subsystem.name",
                    "svm.name")
            .expensive("anagrpid");

    private final OntapCluster cluster;
    private final Listing<SubsystemMap> listing;

    SubsystemMapResource(OntapCluster cluster) {
        this.cluster = cluster;
        this.listing = new Listing<>(
                cluster,
                FIELDS,
                map -> SubsystemMap.key(map.subsystem(), map.namespace()),
                SubsystemMap::svm,
                this::document);
    }

    void route(Router router) {
        router.get(
                        PATH,
                        call -> listing.page(
                                call, cluster.inventory().subsystemMaps().all()))
                .post(PATH, this::create)
                .get(PATH + "/{}/{}", call -> listing.one(call, existing(call)))
                .delete(PATH + "/{}/{}", this::delete);
    }

    /** A namespace id or ANA group id as ONTAP writes it. */
    static String text(int id) {
        return String.format(Locale.ROOT, "%08xh", id);
    }

    private RestResponse create(ApiCall call) {
        call.allow(Set.of("return_records", "return_timeout"));
        Body body = Body.of(
                call,
                Set.of("svm.name", "svm.uuid", "subsystem.uuid", "subsystem.name", "namespace.uuid", "namespace.name"));
        Svm svm = Scopes.of(cluster.inventory(), call, body);
        Subsystem subsystem = subsystem(svm, body);
        StorageUnit namespace = namespace(svm, body);
        if (namespace.condition() == StorageUnit.Condition.RESTORING) {
            throw OntapError.conflict(
                    "72089799", "The NVMe namespace is the destination of an ongoing restore operation.");
        }
        boolean mapped = cluster.inventory().subsystemMaps().stream()
                .anyMatch(map -> map.namespace().equals(namespace.uuid()));
        if (mapped) {
            // To whichever subsystem: a namespace has one.
            throw OntapError.conflict("72089790", "The NVMe namespace is already mapped.");
        }
        SubsystemMap map = new SubsystemMap(svm.uuid(), subsystem.uuid(), namespace.uuid(), subsystem.nextNsid());
        cluster.inventory().subsystems().put(subsystem.withNsidUsed(map.nsid()));
        cluster.inventory().subsystemMaps().put(map);
        return listing.created(call, map);
    }

    private Subsystem subsystem(Svm svm, Body body) {
        Optional<String> uuid = body.text("subsystem.uuid");
        return uuid.flatMap(cluster.inventory().subsystems()::find)
                .or(() -> body.text("subsystem.name")
                        .flatMap(name -> cluster.inventory().subsystemNamed(svm.uuid(), name)))
                .filter(one -> one.svm().equals(svm.uuid()))
                .orElseThrow(() -> OntapError.notFound(
                        uuid.isPresent() ? "72090001" : "72090021", "The NVMe subsystem was not found."));
    }

    private StorageUnit namespace(Svm svm, Body body) {
        Optional<String> uuid = body.text("namespace.uuid");
        return uuid.flatMap(one -> cluster.inventory().unit(StorageUnit.Kind.NAMESPACE, one))
                .or(() -> body.text("namespace.name")
                        .flatMap(name -> cluster.inventory().unitNamed(StorageUnit.Kind.NAMESPACE, svm.uuid(), name)))
                .filter(one -> one.svm().equals(svm.uuid()))
                .orElseThrow(() -> OntapError.notFound(
                        uuid.isPresent() ? "72090006" : "72090007", "The NVMe namespace was not found."));
    }

    private RestResponse delete(ApiCall call) {
        call.allow(Set.of("return_timeout"));
        SubsystemMap map = existing(call);
        cluster.inventory().subsystemMaps().remove(SubsystemMap.key(map.subsystem(), map.namespace()));
        return Listing.done();
    }

    private SubsystemMap existing(ApiCall call) {
        return cluster.inventory()
                .subsystemMaps()
                .find(SubsystemMap.key(call.variable(0), call.variable(1)))
                .filter(map -> call.isInScope(map.svm()))
                .orElseThrow(() ->
                        OntapError.notFound("72090019", "The NVMe namespace is not mapped to the NVMe subsystem."));
    }

    private Document document(SubsystemMap map) {
        StorageUnit namespace = cluster.inventory().units().get(map.namespace());
        return new Document()
                .put("nsid", text(map.nsid()))
                .put("anagrpid", text(map.nsid()))
                .put("namespace.uuid", namespace.uuid())
                .put("namespace.name", namespace.name())
                .put("namespace.node.name", namespace.node())
                .put(
                        "namespace.node.uuid",
                        cluster.inventory().nodes().get(namespace.node()).uuid())
                .put("subsystem.uuid", map.subsystem())
                .put(
                        "subsystem.name",
                        cluster.inventory().subsystems().get(map.subsystem()).name())
                .put("svm.uuid", map.svm())
                .put("svm.name", cluster.inventory().svms().get(map.svm()).name());
    }
}
