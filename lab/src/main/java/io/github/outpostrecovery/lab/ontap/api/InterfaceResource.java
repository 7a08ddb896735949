package io.github.outpostrecovery.lab.ontap.api;

import io.github.outpostrecovery.lab.ontap.OntapCluster;
import io.github.outpostrecovery.lab.ontap.inventory.NetworkInterface;
import io.github.outpostrecovery.lab.ontap.inventory.Portset;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;
import java.util.Locale;

/** {@code /network/ip/interfaces}, {@code /protocols/nvme/interfaces} and {@code /protocols/san/portsets}. */
final class InterfaceResource {
    private static final Fields IP = Fields.keys("uuid", "name")
            .others(
                    "ip.address",
                    "enabled",
                    "state",
                    "services",
                    "location.node.name",
                    "location.home_node.name",
                    "scope",
                    "svm.uuid",
                    "svm.name");
    private static final Fields NVME = Fields.keys("uuid", "name")
            .others(
                    "enabled",
                    "node.name",
                    "node.uuid",
                    "transport_address",
                    "transport_protocols",
                    "interface_type",
                    "svm.uuid",
                    "svm.name");
    private static final Fields PORTSETS = Fields.keys("uuid", "name")
            .others(
                    "protocol",
                    "interfaces.ip.name",
                    "interfaces.ip.uuid",
                    "interfaces.ip.ip.address",
                    "svm.uuid",
                    "svm.name");

    private final OntapCluster cluster;
    private final Listing<NetworkInterface> ip;
    private final Listing<NetworkInterface> nvme;
    private final Listing<Portset> portsets;

    InterfaceResource(OntapCluster cluster) {
        this.cluster = cluster;
        this.ip = new Listing<>(cluster, IP, NetworkInterface::uuid, NetworkInterface::svm, this::ipDocument);
        this.nvme = new Listing<>(cluster, NVME, NetworkInterface::uuid, NetworkInterface::svm, this::nvmeDocument);
        this.portsets = new Listing<>(cluster, PORTSETS, Portset::uuid, Portset::svm, this::document);
    }

    void route(Router router) {
        router.get("/api/network/ip/interfaces", call -> ip.page(call, interfaces()))
                .get("/api/network/ip/interfaces/{}", this::one)
                .get("/api/protocols/nvme/interfaces", this::listNvme)
                .get(
                        "/api/protocols/san/portsets",
                        call -> portsets.page(
                                call, cluster.inventory().portsets().all()));
    }

    private RestResponse one(ApiCall call) {
        NetworkInterface lif = cluster.inventory()
                .interfaces()
                .find(call.variable(0))
                .filter(one -> call.isInScope(one.svm()))
                .orElseThrow(OntapError::noEntry);
        return ip.one(call, lif);
    }

    private RestResponse listNvme(ApiCall call) {
        return nvme.page(
                call,
                interfaces().stream()
                        .filter(lif -> lif.services().contains(NetworkInterface.DATA_NVME_TCP))
                        .toList());
    }

    private List<NetworkInterface> interfaces() {
        return cluster.inventory().interfaces().all();
    }

    private Document ipDocument(NetworkInterface lif) {
        return common(lif)
                .put("ip.address", lif.address())
                .put("state", lif.state().name().toLowerCase(Locale.ROOT))
                .put("scope", "svm")
                .putTexts("services", lif.services())
                .put("location.node.name", lif.node())
                .put("location.home_node.name", lif.homeNode());
    }

    private Document nvmeDocument(NetworkInterface lif) {
        return common(lif)
                .put("node.name", lif.node())
                .put("node.uuid", cluster.inventory().nodes().get(lif.node()).uuid())
                .put("transport_address", lif.address())
                .put("interface_type", "ip")
                .putTexts("transport_protocols", List.of("nvme_tcp"));
    }

    private Document common(NetworkInterface lif) {
        return new Document()
                .put("uuid", lif.uuid())
                .put("name", lif.name())
                .put("enabled", lif.enabled())
                .put("svm.uuid", lif.svm())
                .put("svm.name", cluster.inventory().svms().get(lif.svm()).name());
    }

    private Document document(Portset portset) {
        List<Document> members = interfaces().stream()
                .filter(lif ->
                        lif.svm().equals(portset.svm()) && portset.interfaces().contains(lif.name()))
                .map(lif -> new Document()
                        .put("ip.name", lif.name())
                        .put("ip.uuid", lif.uuid())
                        .put("ip.ip.address", lif.address()))
                .toList();
        return new Document()
                .put("uuid", portset.uuid())
                .put("name", portset.name())
                .put("protocol", "iscsi")
                .put("svm.uuid", portset.svm())
                .put("svm.name", cluster.inventory().svms().get(portset.svm()).name())
                .putAll("interfaces", members);
    }
}
