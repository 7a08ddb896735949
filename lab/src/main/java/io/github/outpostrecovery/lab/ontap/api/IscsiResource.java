package io.github.outpostrecovery.lab.ontap.api;

import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.datapath.Session;
import io.github.outpostrecovery.lab.ontap.OntapCluster;
import io.github.outpostrecovery.lab.ontap.inventory.Igroup;
import io.github.outpostrecovery.lab.ontap.inventory.IscsiService;
import io.github.outpostrecovery.lab.ontap.inventory.NetworkInterface;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;
import java.util.Locale;

/** {@code /protocols/san/iscsi/services} and {@code /protocols/san/iscsi/sessions}. */
final class IscsiResource {
    private static final int FIRST_PORTAL_GROUP_TAG = 1028;
    private static final Fields SERVICES =
            Fields.keys("svm.uuid", "svm.name").others("enabled", "target.name", "target.alias");
    private static final Fields SESSIONS = Fields.keys("svm.uuid", "svm.name", "target_portal_group", "tsih")
            .others(
                    "initiator.name",
                    "isid",
                    "target_portal_group_tag",
                    "igroups.name",
                    "igroups.uuid",
                    "connections.cid",
                    "connections.authentication_type",
                    "connections.initiator_address.address",
                    "connections.initiator_address.port",
                    "connections.interface.name",
                    "connections.interface.uuid",
                    "connections.interface.ip.address",
                    "connections.interface.ip.port");

    private final OntapCluster cluster;
    private final Listing<IscsiService> services;
    private final Listing<Session> sessions;

    IscsiResource(OntapCluster cluster) {
        this.cluster = cluster;
        this.services = new Listing<>(cluster, SERVICES, IscsiService::svm, IscsiService::svm, this::document);
        this.sessions = new Listing<>(
                cluster, SESSIONS, Session::id, session -> lif(session).svm(), this::document);
    }

    void route(Router router) {
        router.get(
                        "/api/protocols/san/iscsi/services",
                        call -> services.page(
                                call, cluster.inventory().iscsiServices().all()))
                .get("/api/protocols/san/iscsi/services/{}", this::oneService)
                .get("/api/protocols/san/iscsi/sessions", this::listSessions);
    }

    private RestResponse oneService(ApiCall call) {
        IscsiService service = cluster.inventory()
                .iscsiServices()
                .find(call.variable(0))
                .filter(one -> call.isInScope(one.svm()))
                .orElseThrow(OntapError::noEntry);
        return services.one(call, service);
    }

    private RestResponse listSessions(ApiCall call) {
        List<Session> listed = cluster.frontEnd().sessions().stream()
                .filter(session -> session.protocol() == Protocol.ISCSI)
                .toList();
        return sessions.page(call, listed);
    }

    private Document document(IscsiService service) {
        String svm = cluster.inventory().svms().get(service.svm()).name();
        return new Document()
                .put("svm.uuid", service.svm())
                .put("svm.name", svm)
                .put("enabled", service.enabled())
                .put("target.name", service.targetName())
                .put("target.alias", svm);
    }

    private Document document(Session session) {
        NetworkInterface lif = lif(session);
        List<Igroup> igroups = cluster.reach().igroupsOf(lif.svm(), session.initiator());
        Document connection = new Document()
                .put("cid", 0)
                .put("authentication_type", session.authentication().name().toLowerCase(Locale.ROOT))
                .put("initiator_address.address", session.sourceAddress())
                .put("initiator_address.port", session.sourcePort())
                .put("interface.name", lif.name())
                .put("interface.uuid", lif.uuid())
                .put("interface.ip.address", lif.address())
                .put("interface.ip.port", 3260);
        return new Document()
                .put("svm.uuid", lif.svm())
                .put("svm.name", cluster.inventory().svms().get(lif.svm()).name())
                .put("target_portal_group", lif.name())
                .put("target_portal_group_tag", FIRST_PORTAL_GROUP_TAG + position(lif))
                .put("tsih", session.number())
                .put("isid", session.isid())
                .put("initiator.name", session.initiator())
                .putAll(
                        "igroups",
                        igroups.stream()
                                .map(igroup -> new Document()
                                        .put("name", igroup.name())
                                        .put("uuid", igroup.uuid()))
                                .toList())
                .putAll("connections", List.of(connection));
    }

    private int position(NetworkInterface lif) {
        return cluster.inventory().interfaces().all().indexOf(lif);
    }

    private NetworkInterface lif(Session session) {
        return cluster.inventory().interfaceAt(session.portalAddress()).orElseThrow();
    }
}
