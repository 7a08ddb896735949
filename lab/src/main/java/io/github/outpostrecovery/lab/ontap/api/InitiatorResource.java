package io.github.outpostrecovery.lab.ontap.api;

import io.github.outpostrecovery.lab.ontap.OntapCluster;
import io.github.outpostrecovery.lab.ontap.OntapSettings;
import io.github.outpostrecovery.lab.ontap.inventory.Igroup;
import io.github.outpostrecovery.lab.ontap.inventory.LoginTrace;
import io.github.outpostrecovery.lab.ontap.inventory.LunMap;
import io.github.outpostrecovery.lab.ontap.inventory.NetworkInterface;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code /protocols/san/igroups/{uuid}/initiators}: only those that the igroup owns itself. */
final class InitiatorResource {
    private static final String PATH = "/api/protocols/san/igroups/{}/initiators";
    private static final Duration LOGINS_ARE_KEPT = Duration.ofDays(2);
    private static final Fields FIELDS = Fields.keys("name", "igroup.uuid")
            .others("igroup.name")
            .expensive(
                    "connectivity_tracking.connection_state",
                    "connectivity_tracking.connections.node.name",
                    "connectivity_tracking.connections.node.uuid",
                    "connectivity_tracking.connections.logins.connected",
                    "connectivity_tracking.connections.logins.last_seen_time",
                    "connectivity_tracking.connections.logins.interface.name",
                    "connectivity_tracking.connections.logins.interface.uuid",
                    "connectivity_tracking.connections.logins.interface.ip.address");

    private final OntapCluster cluster;

    private record Member(Igroup igroup, String name) {}

    InitiatorResource(OntapCluster cluster) {
        this.cluster = cluster;
    }

    void route(Router router) {
        router.get(PATH, this::list)
                .post(PATH, this::add)
                .get(PATH + "/{}", this::one)
                .delete(PATH + "/{}", this::remove);
    }

    private Listing<Member> listing(Instant now) {
        return new Listing<>(cluster, FIELDS, Member::name, one -> one.igroup().svm(), one -> document(one, now));
    }

    private RestResponse list(ApiCall call) {
        Igroup igroup = IgroupResource.existing(cluster, call);
        List<Member> members = igroup.initiators().stream()
                .map(name -> new Member(igroup, name))
                .toList();
        return listing(call.turn().now()).page(call, members);
    }

    private RestResponse one(ApiCall call) {
        Igroup igroup = IgroupResource.existing(cluster, call);
        if (!igroup.initiators().contains(call.variable(1))) {
            throw notMember();
        }
        return listing(call.turn().now()).one(call, new Member(igroup, call.variable(1)));
    }

    private RestResponse add(ApiCall call) {
        call.allow(Set.of("return_records", "return_timeout"));
        Igroup igroup = IgroupResource.existing(cluster, call);
        Body body = Body.of(call, Set.of("name", "records.name"));
        List<String> names = body.has("records")
                ? body.list("records").stream()
                        .map(one -> one.requiredText("name"))
                        .toList()
                : List.of(body.requiredText("name"));
        Igroup grown = igroup;
        for (String name : names) {
            check(grown, name);
            grown = grown.with(name);
        }
        cluster.inventory().igroups().put(grown);
        return listing(call.turn().now()).created(call, new Member(grown, names.getFirst()));
    }

    private void check(Igroup igroup, String initiator) {
        InitiatorNames.check(initiator);
        if (!igroup.children().isEmpty()) {
            throw OntapError.badRequest(
                    "5374040", "An initiator group that contains initiator groups cannot contain initiators.", "name");
        }
        if (igroup.initiators().contains(initiator)) {
            throw OntapError.conflict("5374035", "The initiator is already a member of the initiator group.");
        }
        List<Igroup> others = cluster.reach().igroupsOf(igroup.svm(), initiator);
        if (others.stream().anyMatch(other -> !other.osType().equals(igroup.osType()))) {
            throw OntapError.conflict(
                    "5374734", "The initiator is in another initiator group with a different operating system type.");
        }
        List<LunMap> had = cluster.reach().mapsOf(igroup.svm(), initiator);
        cluster.reach().withAncestors(igroup).stream()
                .flatMap(one -> cluster.reach().maps(one).stream())
                .filter(map -> !had.contains(map))
                .forEach(gained -> had.forEach(old -> check(gained, old)));
    }

    private static void check(LunMap gained, LunMap old) {
        if (gained.lun().equals(old.lun())) {
            throw OntapError.conflict("1254193", "The initiator would be mapped to the same LUN more than once.");
        }
        if (gained.number() == old.number()) {
            throw OntapError.conflict("1254324", "The initiator would have two LUNs with the same LUN id.");
        }
    }

    private RestResponse remove(ApiCall call) {
        call.allow(Set.of("allow_delete_while_mapped", "return_timeout"));
        Igroup igroup = IgroupResource.existing(cluster, call);
        String initiator = call.variable(1);
        if (!cluster.reach().initiators(igroup).contains(initiator)) {
            throw notMember();
        }
        if (!igroup.initiators().contains(initiator)) {
            throw OntapError.badRequest(
                    "5374041", "The initiator is not owned by the specified initiator group.", "name");
        }
        boolean mapped = cluster.reach().withAncestors(igroup).stream()
                .anyMatch(one -> !cluster.reach().maps(one).isEmpty());
        if (mapped && !call.flag("allow_delete_while_mapped")) {
            throw IgroupResource.mapped();
        }
        if (igroup.replicated() && cluster.settings().peer() == OntapSettings.Peer.SILENT) {
            throw new OntapError(500, "5374762", "The operation failed on the peer cluster.", "");
        }
        cluster.inventory().igroups().put(igroup.without(initiator));
        return Listing.done();
    }

    private static OntapError notMember() {
        return OntapError.notFound("5374034", "The initiator is not a member of the initiator group.");
    }

    private Document document(Member member, Instant now) {
        Document document = new Document()
                .put("name", member.name())
                .put("igroup.uuid", member.igroup().uuid())
                .put("igroup.name", member.igroup().name());
        Map<String, List<LoginTrace>> byNode = loginsByNode(member, now);
        List<Document> connections = new ArrayList<>();
        byNode.forEach((node, logins) -> connections.add(new Document()
                .put("node.name", node)
                .put("node.uuid", cluster.inventory().nodes().get(node).uuid())
                .putAll("logins", logins.stream().map(this::login).toList())));
        return document.put("connectivity_tracking.connection_state", state(member, byNode))
                .putAll("connectivity_tracking.connections", connections);
    }

    private Map<String, List<LoginTrace>> loginsByNode(Member member, Instant now) {
        return cluster.inventory().loginTraces().stream()
                .filter(trace -> trace.svm().equals(member.igroup().svm())
                        && trace.initiator().equals(member.name()))
                .filter(trace -> trace.connected()
                        || trace.lastSeen().plus(LOGINS_ARE_KEPT).isAfter(now))
                .collect(Collectors.groupingBy(trace -> lif(trace).node(), TreeMap::new, Collectors.toList()));
    }

    private String state(Member member, Map<String, List<LoginTrace>> byNode) {
        Set<String> required = new HashSet<>();
        cluster.reach()
                .mapsOf(member.igroup().svm(), member.name())
                .forEach(map -> required.addAll(map.reportingNodes()));
        long connected = required.stream()
                .filter(node -> byNode.getOrDefault(node, List.of()).stream().anyMatch(LoginTrace::connected))
                .count();
        if (required.isEmpty()) {
            return "no_lun_maps";
        }
        return connected == 0 ? "none" : connected == required.size() ? "full" : "partial";
    }

    private Document login(LoginTrace trace) {
        NetworkInterface lif = lif(trace);
        return new Document()
                .put("connected", trace.connected())
                .put("last_seen_time", cluster.clock(trace.lastSeen()))
                .put("interface.name", lif.name())
                .put("interface.uuid", lif.uuid())
                .put("interface.ip.address", lif.address());
    }

    private NetworkInterface lif(LoginTrace trace) {
        return cluster.inventory().interfaces().stream()
                .filter(one -> one.svm().equals(trace.svm()) && one.name().equals(trace.networkInterface()))
                .findFirst()
                .orElseThrow();
    }
}
