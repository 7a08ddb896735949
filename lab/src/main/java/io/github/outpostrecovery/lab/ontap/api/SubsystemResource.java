package io.github.outpostrecovery.lab.ontap.api;

import io.github.outpostrecovery.lab.ontap.OntapCluster;
import io.github.outpostrecovery.lab.ontap.inventory.Subsystem;
import io.github.outpostrecovery.lab.ontap.inventory.SubsystemMap;
import io.github.outpostrecovery.lab.ontap.inventory.Svm;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;
import java.util.Set;

/** {@code /protocols/nvme/subsystems}. */
final class SubsystemResource {
    private static final String PATH = "/api/protocols/nvme/subsystems";
    private static final Set<String> OS_TYPES = Set.of("aix", "linux", "vmware", "windows");
    private static final Fields FIELDS = Fields.keys("uuid", "name")
            .others("svm.uuid", "svm.name", "target_nqn", "os_type", "serial_number", "hosts.nqn")
            .expensive(
                    "subsystem_maps.nsid",
                    "subsystem_maps.anagrpid",
                    "subsystem_maps.namespace.uuid",
                    "subsystem_maps.namespace.name");

    private final OntapCluster cluster;
    private final Listing<Subsystem> listing;

    SubsystemResource(OntapCluster cluster) {
        this.cluster = cluster;
        this.listing = new Listing<>(cluster, FIELDS, Subsystem::uuid, Subsystem::svm, this::document);
    }

    void route(Router router) {
        router.get(
                        PATH,
                        call -> listing.page(
                                call, cluster.inventory().subsystems().all()))
                .post(PATH, this::create)
                .get(PATH + "/{}", call -> listing.one(call, existing(cluster, call)))
                .delete(PATH + "/{}", this::delete);
    }

    private RestResponse create(ApiCall call) {
        call.allow(Set.of("return_records", "return_timeout"));
        Body body = Body.of(
                call,
                Set.of(
                        "svm.name",
                        "svm.uuid",
                        "name",
                        "os_type",
                        "hosts.nqn",
                        SubsystemHostResource.HOST_SECRET_BELOW_HOSTS));
        Svm svm = Scopes.of(cluster.inventory(), call, body);
        if (!svm.protocols().contains("nvme")) {
            throw OntapError.notFound("72090029", "The NVMe service does not exist.");
        }
        String name = body.requiredText("name");
        if (cluster.inventory().subsystemNamed(svm.uuid(), name).isPresent()) {
            throw OntapError.conflict("72090025", "The NVMe subsystem already exists for the SVM.");
        }
        if (cluster.inventory().igroupNamed(svm.uuid(), name).isPresent()) {
            throw OntapError.conflict("72090043", "An initiator group of that name exists on the SVM.");
        }
        String osType = body.requiredText("os_type");
        if (!OS_TYPES.contains(osType)) {
            throw OntapError.invalidValue(osType, "os_type");
        }
        List<Subsystem.Host> hosts =
                body.list("hosts").stream().map(SubsystemHostResource::host).toList();
        if (hosts.stream().map(Subsystem.Host::nqn).distinct().count() < hosts.size()) {
            throw OntapError.badRequest("72090036", "The hosts.nqn property must contain unique values.", "hosts.nqn");
        }
        Subsystem subsystem = Subsystem.of(cluster.inventory(), svm, name, osType, hosts);
        cluster.inventory().subsystems().put(subsystem);
        return listing.created(call, subsystem);
    }

    private RestResponse delete(ApiCall call) {
        call.allow(Set.of("allow_delete_while_mapped", "allow_delete_with_hosts", "return_timeout"));
        Subsystem subsystem = existing(cluster, call);
        List<SubsystemMap> maps = mapsOf(subsystem);
        if (!maps.isEmpty() && !call.flag("allow_delete_while_mapped")) {
            throw OntapError.conflict(
                    "72090023", "The NVMe subsystem is mapped; use allow_delete_while_mapped to delete it.");
        }
        if (!subsystem.hosts().isEmpty() && !call.flag("allow_delete_with_hosts")) {
            throw OntapError.conflict(
                    "72090024", "The NVMe subsystem has hosts; use allow_delete_with_hosts to delete it.");
        }
        maps.forEach(
                map -> cluster.inventory().subsystemMaps().remove(SubsystemMap.key(map.subsystem(), map.namespace())));
        cluster.inventory().subsystems().remove(subsystem.uuid());
        cluster.frontEnd().close(session -> session.target().equals(subsystem.targetNqn()));
        return Listing.done();
    }

    private List<SubsystemMap> mapsOf(Subsystem subsystem) {
        return cluster.inventory().subsystemMaps().stream()
                .filter(map -> map.subsystem().equals(subsystem.uuid()))
                .toList();
    }

    /** The subsystem that the first part of the path names. */
    static Subsystem existing(OntapCluster cluster, ApiCall call) {
        return cluster.inventory()
                .subsystems()
                .find(call.variable(0))
                .filter(one -> call.isInScope(one.svm()))
                .orElseThrow(SubsystemResource::noSubsystem);
    }

    static OntapError noSubsystem() {
        return OntapError.notFound("72090001", "The NVMe subsystem does not exist.");
    }

    private Document document(Subsystem subsystem) {
        return new Document()
                .put("uuid", subsystem.uuid())
                .put("name", subsystem.name())
                .put("svm.uuid", subsystem.svm())
                .put("svm.name", cluster.inventory().svms().get(subsystem.svm()).name())
                .put("target_nqn", subsystem.targetNqn())
                .put("os_type", subsystem.osType())
                .put("serial_number", subsystem.serial())
                .putAll(
                        "hosts",
                        subsystem.hosts().stream()
                                .map(host -> new Document().put("nqn", host.nqn()))
                                .toList())
                .putAll(
                        "subsystem_maps",
                        mapsOf(subsystem).stream()
                                .map(map -> new Document()
                                        .put("nsid", SubsystemMapResource.text(map.nsid()))
                                        .put("anagrpid", SubsystemMapResource.text(map.nsid()))
                                        .put("namespace.uuid", map.namespace())
                                        .put(
                                                "namespace.name",
                                                cluster.inventory()
                                                        .units()
                                                        .get(map.namespace())
                                                        .name()))
                                .toList());
    }
}
