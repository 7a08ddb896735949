package io.github.outpostrecovery.lab.ontap.api;

import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.ontap.OntapCluster;
import io.github.outpostrecovery.lab.ontap.OntapSettings;
import io.github.outpostrecovery.lab.ontap.inventory.Subsystem;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;
import java.util.Set;

/** {@code /protocols/nvme/subsystems/{uuid}/hosts}. */
final class SubsystemHostResource {
    static final String HOST_SECRET_BELOW_HOSTS = "hosts.dh_hmac_chap.host_secret_key";

    private static final String PATH = "/api/protocols/nvme/subsystems/{}/hosts";
    private static final String HOST_SECRET = "dh_hmac_chap.host_secret_key";
    private static final Fields FIELDS =
            Fields.keys("nqn", "subsystem.uuid").others("subsystem.name", "dh_hmac_chap.mode", "svm.uuid", "svm.name");

    private final OntapCluster cluster;
    private final Listing<Member> listing;

    private record Member(Subsystem subsystem, Subsystem.Host host) {}

    SubsystemHostResource(OntapCluster cluster) {
        this.cluster = cluster;
        this.listing = new Listing<>(
                cluster, FIELDS, one -> one.host().nqn(), one -> one.subsystem().svm(), this::document);
    }

    void route(Router router) {
        router.get(PATH, this::list)
                .post(PATH, this::add)
                .get(PATH + "/{}", call -> listing.one(call, existing(call)))
                .delete(PATH + "/{}", this::remove);
    }

    private RestResponse list(ApiCall call) {
        Subsystem subsystem = SubsystemResource.existing(cluster, call);
        return listing.page(
                call,
                subsystem.hosts().stream()
                        .map(host -> new Member(subsystem, host))
                        .toList());
    }

    private RestResponse add(ApiCall call) {
        call.allow(Set.of("return_records", "return_timeout"));
        Subsystem subsystem = SubsystemResource.existing(cluster, call);
        Body body = Body.of(call, Set.of("nqn", HOST_SECRET, "records.nqn", "records." + HOST_SECRET));
        List<Subsystem.Host> hosts = body.has("records")
                ? body.list("records").stream().map(SubsystemHostResource::host).toList()
                : List.of(host(body));
        Subsystem grown = subsystem;
        for (Subsystem.Host host : hosts) {
            if (grown.admits(host.nqn())) {
                throw OntapError.conflict("72089705", "The NVMe host already exists on the NVMe subsystem.");
            }
            grown = grown.with(host);
        }
        cluster.inventory().subsystems().put(grown);
        return listing.created(call, new Member(grown, hosts.getFirst()));
    }

    static Subsystem.Host host(Body body) {
        String nqn = body.requiredText("nqn");
        InitiatorNames.checkNqn(nqn);
        return new Subsystem.Host(nqn, body.text(HOST_SECRET).orElse(""));
    }

    private RestResponse remove(ApiCall call) {
        call.allow(Set.of("return_timeout"));
        Member member = existing(call);
        String nqn = member.host().nqn();
        cluster.inventory().subsystems().put(member.subsystem().without(nqn));
        if (cluster.settings().liveController() == OntapSettings.LiveController.TORN_DOWN) {
            cluster.frontEnd()
                    .close(session -> session.protocol() == Protocol.NVME_TCP
                            && session.initiator().equals(nqn)
                            && session.target().equals(member.subsystem().targetNqn()));
        }
        return Listing.done();
    }

    private Member existing(ApiCall call) {
        Subsystem subsystem = SubsystemResource.existing(cluster, call);
        return subsystem.hosts().stream()
                .filter(host -> host.nqn().equals(call.variable(1)))
                .map(host -> new Member(subsystem, host))
                .findFirst()
                .orElseThrow(() -> OntapError.notFound("72090004", "The NVMe subsystem host does not exist."));
    }

    private Document document(Member member) {
        Subsystem subsystem = member.subsystem();
        return new Document()
                .put("nqn", member.host().nqn())
                .put("subsystem.uuid", subsystem.uuid())
                .put("subsystem.name", subsystem.name())
                .put("dh_hmac_chap.mode", member.host().secret().isEmpty() ? "none" : "unidirectional")
                .put("svm.uuid", subsystem.svm())
                .put("svm.name", cluster.inventory().svms().get(subsystem.svm()).name());
    }
}
