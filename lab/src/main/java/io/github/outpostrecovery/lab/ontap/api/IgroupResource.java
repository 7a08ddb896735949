package io.github.outpostrecovery.lab.ontap.api;

import io.github.outpostrecovery.lab.ontap.OntapCluster;
import io.github.outpostrecovery.lab.ontap.inventory.Igroup;
import io.github.outpostrecovery.lab.ontap.inventory.LunMap;
import io.github.outpostrecovery.lab.ontap.inventory.StorageUnit;
import io.github.outpostrecovery.lab.ontap.inventory.Svm;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;
import java.util.Set;

/** {@code /protocols/san/igroups}. */
final class IgroupResource {
    private static final String PATH = "/api/protocols/san/igroups";
    private static final Set<String> PROTOCOLS = Set.of("fcp", "iscsi", "mixed");
    private static final Set<String> OS_TYPES =
            Set.of("aix", "hpux", "hyper_v", "linux", "netware", "openvms", "solaris", "vmware", "windows", "xen");
    private static final Fields FIELDS = Fields.keys("uuid", "name")
            .others(
                    "svm.uuid",
                    "svm.name",
                    "os_type",
                    "protocol",
                    "delete_on_unmap",
                    "portset.name",
                    "portset.uuid",
                    "initiators.name",
                    "igroups.name",
                    "igroups.uuid",
                    "parent_igroups.name",
                    "parent_igroups.uuid",
                    "replication.state")
            .expensive(
                    "lun_maps.logical_unit_number",
                    "lun_maps.lun.uuid",
                    "lun_maps.lun.name",
                    "lun_maps.lun.node.name",
                    "lun_maps.lun.node.uuid");

    private final OntapCluster cluster;
    private final Listing<Igroup> listing;

    IgroupResource(OntapCluster cluster) {
        this.cluster = cluster;
        this.listing = new Listing<>(cluster, FIELDS, Igroup::uuid, Igroup::svm, this::document);
    }

    void route(Router router) {
        router.get(
                        PATH,
                        call -> listing.page(call, cluster.inventory().igroups().all()))
                .post(PATH, this::create)
                .get(PATH + "/{}", call -> listing.one(call, existing(call)))
                .patch(PATH + "/{}", this::modify)
                .delete(PATH + "/{}", this::delete);
    }

    private RestResponse create(ApiCall call) {
        call.allow(Set.of("return_records", "return_timeout"));
        Body body = Body.of(
                call,
                Set.of(
                        "name",
                        "svm.name",
                        "svm.uuid",
                        "protocol",
                        "os_type",
                        "initiators.name",
                        "igroups.uuid",
                        "igroups.name",
                        "portset.name",
                        "delete_on_unmap"));
        Svm svm = Scopes.of(cluster.inventory(), call, body);
        if (!svm.protocols().contains("iscsi")) {
            throw OntapError.badRequest(
                    "5373966", "An initiator group cannot be created in an SVM that is configured for NVMe.", "svm");
        }
        Igroup igroup = new Igroup(
                cluster.inventory().newUuid(),
                svm.uuid(),
                body.requiredText("name"),
                oneOf(OS_TYPES, body.requiredText("os_type"), "os_type"),
                oneOf(PROTOCOLS, body.text("protocol").orElse("mixed"), "protocol"),
                body.text("portset.name").orElse(""),
                body.flag("delete_on_unmap").orElse(false),
                false,
                body.list("initiators").stream()
                        .map(one -> one.requiredText("name"))
                        .toList(),
                children(svm, body));
        check(igroup);
        cluster.inventory().igroups().put(igroup);
        return listing.created(call, igroup);
    }

    private List<String> children(Svm svm, Body body) {
        return body.list("igroups").stream()
                .map(one -> one.text("uuid")
                        .flatMap(cluster.inventory().igroups()::find)
                        .or(() -> one.text("name")
                                .flatMap(name -> cluster.inventory().igroupNamed(svm.uuid(), name)))
                        .orElseThrow(() -> noIgroup())
                        .uuid())
                .toList();
    }

    private void check(Igroup igroup) {
        if (cluster.inventory().igroupNamed(igroup.svm(), igroup.name()).isPresent()) {
            throw OntapError.conflict("5374023", "An initiator group with the same name already exists.");
        }
        if (!igroup.initiators().isEmpty() && !igroup.children().isEmpty()) {
            throw OntapError.badRequest(
                    "5374040",
                    "Initiators and child initiator groups were both supplied, but only one option is allowed.",
                    "igroups");
        }
        if (!igroup.portset().isEmpty()
                && cluster.inventory()
                        .portsetNamed(igroup.svm(), igroup.portset())
                        .isEmpty()) {
            throw OntapError.notFound("4", "The portset does not exist.");
        }
        for (String initiator : igroup.initiators()) {
            InitiatorNames.check(initiator);
            boolean clash = cluster.reach().igroupsOf(igroup.svm(), initiator).stream()
                    .anyMatch(other -> !other.osType().equals(igroup.osType()));
            if (clash) {
                throw OntapError.conflict(
                        "5374732",
                        "An initiator is already in another initiator group with a conflicting operating system"
                                + " type.");
            }
        }
        for (String child : igroup.children()) {
            if (!cluster.inventory().igroups().get(child).osType().equals(igroup.osType())) {
                throw OntapError.conflict(
                        "5374739", "A supplied child initiator group has an operating system type that differs.");
            }
        }
    }

    private RestResponse modify(ApiCall call) {
        call.allow(Set.of("return_timeout"));
        Igroup igroup = existing(call);
        Body body = Body.of(call, Set.of("name", "os_type", "delete_on_unmap"));
        String name = body.text("name").orElse(igroup.name());
        if (!name.equals(igroup.name())
                && cluster.inventory().igroupNamed(igroup.svm(), name).isPresent()) {
            throw OntapError.conflict("5374023", "An initiator group with the same name already exists.");
        }
        cluster.inventory()
                .igroups()
                .put(igroup.renamed(
                        name,
                        oneOf(OS_TYPES, body.text("os_type").orElse(igroup.osType()), "os_type"),
                        body.flag("delete_on_unmap").orElse(igroup.deleteOnUnmap())));
        return Listing.done();
    }

    private RestResponse delete(ApiCall call) {
        call.allow(Set.of("allow_delete_while_mapped", "return_timeout"));
        Igroup igroup = existing(call);
        List<LunMap> maps = cluster.reach().maps(igroup);
        if (!maps.isEmpty() && !call.flag("allow_delete_while_mapped")) {
            throw mapped();
        }
        maps.forEach(map -> cluster.inventory().lunMaps().remove(LunMap.key(map.lun(), map.igroup())));
        cluster.reach()
                .parents(igroup)
                .forEach(parent -> cluster.inventory().igroups().put(parent.withoutChild(igroup.uuid())));
        cluster.inventory().igroups().remove(igroup.uuid());
        return Listing.done();
    }

    static OntapError mapped() {
        return OntapError.conflict(
                "1254213",
                "The initiator group is mapped to one or more LUNs and allow_delete_while_mapped has not been"
                        + " specified.");
    }

    static OntapError noIgroup() {
        return OntapError.notFound("5374852", "The initiator group does not exist.");
    }

    /** The igroup that the first part of the path names. */
    static Igroup existing(OntapCluster cluster, ApiCall call) {
        return cluster.inventory()
                .igroups()
                .find(call.variable(0))
                .filter(one -> call.isInScope(one.svm()))
                .orElseThrow(IgroupResource::noIgroup);
    }

    private Igroup existing(ApiCall call) {
        return existing(cluster, call);
    }

    private static String oneOf(Set<String> values, String value, String field) {
        if (!values.contains(value)) {
            throw OntapError.invalidValue(value, field);
        }
        return value;
    }

    private Document document(Igroup igroup) {
        Document document = new Document()
                .put("uuid", igroup.uuid())
                .put("name", igroup.name())
                .put("svm.uuid", igroup.svm())
                .put("svm.name", cluster.inventory().svms().get(igroup.svm()).name())
                .put("os_type", igroup.osType())
                .put("protocol", igroup.protocol())
                .put("delete_on_unmap", igroup.deleteOnUnmap())
                .putAll(
                        "initiators",
                        cluster.reach().initiators(igroup).stream()
                                .map(name -> new Document().put("name", name))
                                .toList())
                .putAll(
                        "igroups",
                        references(igroup.children().stream()
                                .map(cluster.inventory().igroups()::get)
                                .toList()))
                .putAll("parent_igroups", references(cluster.reach().parents(igroup)))
                .putAll(
                        "lun_maps",
                        cluster.reach().maps(igroup).stream().map(this::mapOf).toList());
        cluster.inventory()
                .portsetNamed(igroup.svm(), igroup.portset())
                .ifPresent(
                        portset -> document.put("portset.name", portset.name()).put("portset.uuid", portset.uuid()));
        if (igroup.replicated()) {
            document.put("replication.state", "in_sync");
        }
        return document;
    }

    private static List<Document> references(List<Igroup> igroups) {
        return igroups.stream()
                .map(one -> new Document().put("name", one.name()).put("uuid", one.uuid()))
                .toList();
    }

    private Document mapOf(LunMap map) {
        StorageUnit lun = cluster.inventory().units().get(map.lun());
        return new Document()
                .put("logical_unit_number", map.number())
                .put("lun.uuid", lun.uuid())
                .put("lun.name", lun.name())
                .put("lun.node.name", lun.node())
                .put(
                        "lun.node.uuid",
                        cluster.inventory().nodes().get(lun.node()).uuid());
    }
}
