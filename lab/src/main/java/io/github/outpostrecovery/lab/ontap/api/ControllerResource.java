package io.github.outpostrecovery.lab.ontap.api;

import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.datapath.Session;
import io.github.outpostrecovery.lab.ontap.OntapCluster;
import io.github.outpostrecovery.lab.ontap.inventory.NetworkInterface;
import io.github.outpostrecovery.lab.ontap.inventory.Subsystem;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.Locale;
import java.util.Optional;

/** {@code /protocols/nvme/subsystem-controllers}: the live connections of NVMe hosts. */
final class ControllerResource {
    private static final String PATH = "/api/protocols/nvme/subsystem-controllers";
    private static final Fields FIELDS = Fields.keys("id", "subsystem.uuid")
            .others(
                    "subsystem.name",
                    "host.nqn",
                    "host.id",
                    "host.transport_address",
                    "interface.name",
                    "interface.uuid",
                    "interface.transport_address",
                    "transport_protocol",
                    "keep_alive_timeout",
                    "io_queue.count",
                    "io_queue.depth",
                    "admin_queue.depth",
                    "dh_hmac_chap.mode",
                    "node.name",
                    "node.uuid",
                    "svm.uuid",
                    "svm.name");

    private final OntapCluster cluster;
    private final Listing<Session> listing;

    ControllerResource(OntapCluster cluster) {
        this.cluster = cluster;
        this.listing = new Listing<>(
                cluster, FIELDS, Session::id, session -> lif(session).svm(), this::document);
    }

    void route(Router router) {
        router.get(PATH, this::list);
    }

    private RestResponse list(ApiCall call) {
        return listing.page(
                call,
                cluster.frontEnd().sessions().stream()
                        .filter(session -> session.protocol() == Protocol.NVME_TCP)
                        .toList());
    }

    private Document document(Session session) {
        NetworkInterface lif = lif(session);
        Optional<Subsystem> subsystem = cluster.inventory().subsystems().stream()
                .filter(one -> one.targetNqn().equals(session.target()))
                .findFirst();
        return new Document()
                .put("id", String.format(Locale.ROOT, "%04xh", session.number()))
                .put("subsystem.uuid", subsystem.map(Subsystem::uuid).orElse(""))
                .put("subsystem.name", subsystem.map(Subsystem::name).orElse(""))
                .put("host.nqn", session.initiator())
                .put("host.id", session.isid())
                .put("host.transport_address", session.sourceAddress())
                .put("interface.name", lif.name())
                .put("interface.uuid", lif.uuid())
                .put("interface.transport_address", lif.address())
                .put("transport_protocol", "nvme_tcp")
                .put("keep_alive_timeout", cluster.settings().nvmeKeepAlive().toMillis())
                .put("io_queue.count", 4)
                .put("io_queue.depth", 128)
                .put("admin_queue.depth", 32)
                .put(
                        "dh_hmac_chap.mode",
                        session.authentication() == Session.Authentication.CHAP ? "unidirectional" : "none")
                .put("node.name", lif.node())
                .put("node.uuid", cluster.inventory().nodes().get(lif.node()).uuid())
                .put("svm.uuid", lif.svm())
                .put("svm.name", cluster.inventory().svms().get(lif.svm()).name());
    }

    private NetworkInterface lif(Session session) {
        return cluster.inventory().interfaceAt(session.portalAddress()).orElseThrow();
    }
}
