package io.github.outpostrecovery.lab.ontap.api;

import io.github.outpostrecovery.lab.ontap.OntapCluster;
import io.github.outpostrecovery.lab.ontap.inventory.ClusterNode;
import io.github.outpostrecovery.lab.ontap.inventory.Svm;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;

/** {@code /cluster}, {@code /cluster/nodes} and {@code /svm/svms}. */
final class ClusterResource {
    private static final Fields CLUSTER =
            Fields.keys("name", "uuid").others("version.full", "version.generation", "version.major", "version.minor");
    private static final Fields NODES = Fields.keys("name", "uuid").others("state", "ha.partners.name");
    private static final Fields SVMS = Fields.keys("name", "uuid").others("state", "subtype");

    private final OntapCluster cluster;
    private final Listing<OntapCluster> clusters;
    private final Listing<ClusterNode> nodes;
    private final Listing<Svm> svms;

    ClusterResource(OntapCluster cluster) {
        this.cluster = cluster;
        this.clusters = new Listing<>(cluster, CLUSTER, OntapCluster::uuid, one -> "", ClusterResource::document);
        this.nodes = new Listing<>(cluster, NODES, ClusterNode::name, one -> "", ClusterResource::document);
        this.svms = new Listing<>(cluster, SVMS, Svm::uuid, Svm::uuid, ClusterResource::document);
    }

    void route(Router router) {
        router.get("/api/cluster", call -> clusters.one(call, cluster))
                .get("/api/cluster/nodes", this::listNodes)
                .get(
                        "/api/svm/svms",
                        call -> svms.page(call, cluster.inventory().svms().all()))
                .get("/api/svm/svms/{}", this::oneSvm);
    }

    /** Nodes belong to no SVM: whoever is confined to one sees none. */
    private RestResponse listNodes(ApiCall call) {
        return nodes.page(
                call, call.scope().isEmpty() ? cluster.inventory().nodes().all() : List.of());
    }

    private RestResponse oneSvm(ApiCall call) {
        Svm svm = cluster.inventory()
                .svms()
                .find(call.variable(0))
                .filter(one -> call.isInScope(one.uuid()))
                .orElseThrow(OntapError::noEntry);
        return svms.one(call, svm);
    }

    private static Document document(OntapCluster cluster) {
        return new Document()
                .put("name", cluster.name())
                .put("uuid", cluster.uuid())
                .put("version.full", "NetApp Release 9.16.1: simulated")
                .put("version.generation", 9)
                .put("version.major", 16)
                .put("version.minor", 1);
    }

    private static Document document(ClusterNode node) {
        return new Document()
                .put("name", node.name())
                .put("uuid", node.uuid())
                .put("state", "up")
                .putAll("ha.partners", List.of(new Document().put("name", node.partner())));
    }

    private static Document document(Svm svm) {
        return new Document()
                .put("name", svm.name())
                .put("uuid", svm.uuid())
                .put("state", "running")
                .put("subtype", "default");
    }
}
