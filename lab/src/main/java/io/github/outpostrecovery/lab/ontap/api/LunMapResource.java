package io.github.outpostrecovery.lab.ontap.api;

import io.github.outpostrecovery.lab.ontap.OntapCluster;
import io.github.outpostrecovery.lab.ontap.inventory.ClusterNode;
import io.github.outpostrecovery.lab.ontap.inventory.Igroup;
import io.github.outpostrecovery.lab.ontap.inventory.LunMap;
import io.github.outpostrecovery.lab.ontap.inventory.Reach;
import io.github.outpostrecovery.lab.ontap.inventory.StorageUnit;
import io.github.outpostrecovery.lab.ontap.inventory.Svm;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /protocols/san/lun-maps} and the reporting nodes of a map. */
final class LunMapResource {
    private static final String PATH = "/api/protocols/san/lun-maps";
    private static final Fields FIELDS = Fields.keys(
                    "lun.uuid", "lun.name", "igroup.uuid", "igroup.name", "svm.uuid", "svm.name")
            .others(
                    "logical_unit_number",
                    "lun.node.name",
                    "lun.node.uuid",
                    "igroup.os_type",
                    "igroup.protocol",
                    "igroup.initiators",
                    "reporting_nodes.name",
                    "reporting_nodes.uuid");
    private static final String ADDITIONAL_NODE = "additional_reporting_node.name";
    private static final Fields NODE_FIELDS = Fields.keys("name", "uuid");

    private final OntapCluster cluster;
    private final Listing<LunMap> listing;

    private record ReportingNode(String svm, ClusterNode node) {}

    private final Listing<ReportingNode> nodes;

    LunMapResource(OntapCluster cluster) {
        this.cluster = cluster;
        this.listing =
                new Listing<>(cluster, FIELDS, map -> LunMap.key(map.lun(), map.igroup()), LunMap::svm, this::document);
        this.nodes = new Listing<>(
                cluster,
                NODE_FIELDS,
                one -> one.node().name(),
                ReportingNode::svm,
                one -> new Document()
                        .put("name", one.node().name())
                        .put("uuid", one.node().uuid()));
    }

    void route(Router router) {
        String ofOne = PATH + "/{}/{}";
        router.get(
                        PATH,
                        call -> listing.page(call, cluster.inventory().lunMaps().all()))
                .post(PATH, this::create)
                .get(ofOne, call -> listing.one(call, existing(call)))
                .delete(ofOne, this::delete)
                .get(ofOne + "/reporting-nodes", this::listNodes)
                .post(ofOne + "/reporting-nodes", this::addNode);
    }

    private RestResponse create(ApiCall call) {
        call.allow(Set.of("return_records", "return_timeout", ADDITIONAL_NODE));
        Body body = Body.of(
                call,
                Set.of(
                        "svm.name",
                        "svm.uuid",
                        "igroup.uuid",
                        "igroup.name",
                        "lun.uuid",
                        "lun.name",
                        "logical_unit_number",
                        ADDITIONAL_NODE));
        Svm svm = Scopes.of(cluster.inventory(), call, body);
        StorageUnit lun = lun(svm, body);
        Igroup igroup = igroup(svm, body);
        List<String> reporting = new ArrayList<>(
                List.of(lun.node(), cluster.inventory().nodes().get(lun.node()).partner()));
        call.request()
                .parameter(ADDITIONAL_NODE)
                .or(() -> body.text(ADDITIONAL_NODE))
                .ifPresent(name -> reporting.add(node(name)));
        check(lun, igroup);
        Optional<Integer> wanted = body.number("logical_unit_number", 0, Reach.HIGHEST_NUMBER);
        wanted.ifPresent(number -> checkNumber(igroup, number));
        int number = wanted.or(() -> cluster.reach().lowestFreeNumber(igroup))
                .orElseThrow(
                        () -> OntapError.conflict(cluster.settings().takenNumberCode(), "There is no free LUN id."));
        LunMap map = new LunMap(
                svm.uuid(),
                lun.uuid(),
                igroup.uuid(),
                number,
                reporting.stream().distinct().toList());
        cluster.inventory().lunMaps().put(map);
        return listing.created(call, map);
    }

    private StorageUnit lun(Svm svm, Body body) {
        Optional<String> uuid = body.text("lun.uuid");
        Optional<String> name = body.text("lun.name");
        if (uuid.isEmpty() && name.isEmpty()) {
            throw OntapError.badRequest(
                    "5374901", "Either lun.uuid or lun.name must be provided to create a LUN map.", "lun");
        }
        return uuid.flatMap(one -> cluster.inventory().unit(StorageUnit.Kind.LUN, one))
                .or(() -> name.flatMap(one -> cluster.inventory().unitNamed(StorageUnit.Kind.LUN, svm.uuid(), one)))
                .filter(one -> one.svm().equals(svm.uuid()))
                .orElseThrow(() -> OntapError.notFound("1254201", "The LUN does not exist."));
    }

    private Igroup igroup(Svm svm, Body body) {
        Optional<String> uuid = body.text("igroup.uuid");
        Optional<String> name = body.text("igroup.name");
        if (uuid.isEmpty() && name.isEmpty()) {
            throw OntapError.badRequest(
                    "5374902", "Either igroup.uuid or igroup.name must be provided to create a LUN map.", "igroup");
        }
        return uuid.flatMap(cluster.inventory().igroups()::find)
                .or(() -> name.flatMap(one -> cluster.inventory().igroupNamed(svm.uuid(), one)))
                .filter(one -> one.svm().equals(svm.uuid()))
                .orElseThrow(() -> OntapError.notFound("5374878", "The initiator group does not exist."));
    }

    private void check(StorageUnit lun, Igroup igroup) {
        switch (lun.condition()) {
            case NORMAL -> {
                // Can be mapped.
            }
            case MOVING -> throw OntapError.conflict("5374316", "A LUN move operation is in progress.");
            case RESTORING ->
                throw OntapError.conflict("5374053", "The LUN is the destination of an ongoing restore operation.");
        }
        if (cluster.inventory()
                .lunMaps()
                .find(LunMap.key(lun.uuid(), igroup.uuid()))
                .isPresent()) {
            throw OntapError.conflict("1254207", "The LUN is already mapped to the same initiator group.");
        }
        if (cluster.reach().mapsAround(igroup).stream()
                .anyMatch(map -> map.lun().equals(lun.uuid()))) {
            throw OntapError.conflict(
                    "1254193", "An initiator of the initiator group would be mapped to the same LUN more than once.");
        }
    }

    private void checkNumber(Igroup igroup, int number) {
        if (cluster.reach().mapsAround(igroup).stream().anyMatch(map -> map.number() == number)) {
            throw OntapError.conflict(cluster.settings().takenNumberCode(), "The LUN id is in use for another LUN.");
        }
    }

    private RestResponse delete(ApiCall call) {
        call.allow(Set.of("local_delete_only", "return_timeout"));
        LunMap map = existing(call);
        cluster.inventory().lunMaps().remove(LunMap.key(map.lun(), map.igroup()));
        Igroup igroup = cluster.inventory().igroups().get(map.igroup());
        if (igroup.deleteOnUnmap() && cluster.reach().maps(igroup).isEmpty()) {
            cluster.reach()
                    .parents(igroup)
                    .forEach(parent -> cluster.inventory().igroups().put(parent.withoutChild(igroup.uuid())));
            cluster.inventory().igroups().remove(igroup.uuid());
        }
        return Listing.done();
    }

    private RestResponse listNodes(ApiCall call) {
        LunMap map = existing(call);
        return nodes.page(
                call,
                map.reportingNodes().stream()
                        .map(name -> new ReportingNode(
                                map.svm(), cluster.inventory().nodes().get(name)))
                        .toList());
    }

    private RestResponse addNode(ApiCall call) {
        call.allow(Set.of("return_records", "return_timeout"));
        LunMap map = existing(call);
        String name = node(Body.of(call, Set.of("name")).requiredText("name"));
        List<String> reporting = new ArrayList<>(map.reportingNodes());
        if (!reporting.contains(name)) {
            reporting.add(name);
        }
        cluster.inventory()
                .lunMaps()
                .put(new LunMap(map.svm(), map.lun(), map.igroup(), map.number(), List.copyOf(reporting)));
        return nodes.created(
                call, new ReportingNode(map.svm(), cluster.inventory().nodes().get(name)));
    }

    private String node(String name) {
        return cluster.inventory()
                .nodes()
                .find(name)
                .map(ClusterNode::name)
                .orElseThrow(() -> OntapError.notFound("5374920", "The cluster node does not exist."));
    }

    private LunMap existing(ApiCall call) {
        if (cluster.inventory().unit(StorageUnit.Kind.LUN, call.variable(0)).isEmpty()) {
            throw OntapError.notFound("5374875", "The LUN does not exist.");
        }
        if (cluster.inventory().igroups().find(call.variable(1)).isEmpty()) {
            throw OntapError.notFound("5374878", "The initiator group does not exist.");
        }
        return cluster.inventory()
                .lunMaps()
                .find(LunMap.key(call.variable(0), call.variable(1)))
                .filter(map -> call.isInScope(map.svm()))
                .orElseThrow(() -> OntapError.notFound("5374922", "The LUN map does not exist."));
    }

    private Document document(LunMap map) {
        StorageUnit lun = cluster.inventory().units().get(map.lun());
        Igroup igroup = cluster.inventory().igroups().get(map.igroup());
        return new Document()
                .put("lun.uuid", lun.uuid())
                .put("lun.name", lun.name())
                .put("lun.node.name", lun.node())
                .put(
                        "lun.node.uuid",
                        cluster.inventory().nodes().get(lun.node()).uuid())
                .put("igroup.uuid", igroup.uuid())
                .put("igroup.name", igroup.name())
                .put("igroup.os_type", igroup.osType())
                .put("igroup.protocol", igroup.protocol())
                .putTexts("igroup.initiators", cluster.reach().initiators(igroup))
                .put("svm.uuid", map.svm())
                .put("svm.name", cluster.inventory().svms().get(map.svm()).name())
                .put("logical_unit_number", map.number())
                .putAll(
                        "reporting_nodes",
                        map.reportingNodes().stream()
                                .map(name -> new Document()
                                        .put("name", name)
                                        .put(
                                                "uuid",
                                                cluster.inventory()
                                                        .nodes()
                                                        .get(name)
                                                        .uuid()))
                                .toList());
    }
}
