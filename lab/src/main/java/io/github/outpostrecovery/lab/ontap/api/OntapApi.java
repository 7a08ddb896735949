package io.github.outpostrecovery.lab.ontap.api;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.datapath.Turn;
import io.github.outpostrecovery.lab.ontap.OntapCluster;
import io.github.outpostrecovery.lab.ontap.RestUser;
import io.github.outpostrecovery.lab.ontap.inventory.Job;
import io.github.outpostrecovery.lab.ontap.inventory.StorageUnit;
import io.github.outpostrecovery.lab.ontap.inventory.Svm;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;
import java.util.Optional;

/** The REST API of one cluster. Always called with the cluster's state lock held. */
public final class OntapApi {
    private final OntapCluster cluster;
    private final List<RestUser> users;
    private final Router router = new Router();
    private final StorageUnitCreation creation;
    private final StorageUnitResource luns;
    private final StorageUnitResource namespaces;

    public OntapApi(OntapCluster cluster, List<RestUser> users) {
        this.cluster = requireNonNull(cluster, "cluster is null");
        this.users = List.copyOf(users);
        this.creation = new StorageUnitCreation(cluster);
        JobResource jobs = new JobResource(cluster);
        this.luns = StorageUnitResource.luns(cluster, jobs);
        this.namespaces = StorageUnitResource.namespaces(cluster, jobs);
        luns.route(router);
        namespaces.route(router);
        jobs.route(router);
        new ClusterResource(cluster).route(router);
        new InterfaceResource(cluster).route(router);
        new IscsiResource(cluster).route(router);
        new CredentialResource(cluster).route(router);
        new IgroupResource(cluster).route(router);
        new InitiatorResource(cluster).route(router);
        new LunMapResource(cluster).route(router);
        new SubsystemResource(cluster).route(router);
        new SubsystemHostResource(cluster).route(router);
        new SubsystemMapResource(cluster).route(router);
        new ControllerResource(cluster).route(router);
    }

    /** The agenda's name for the jobs of an array. */
    public static String jobRecipient(String array) {
        return JobResource.recipient(array);
    }

    /** Serves a request. A refusal is an answer, and has changed nothing. */
    public Reply serve(RestRequest request, Turn turn) {
        Optional<RestUser> user = request.header("Authorization")
                .flatMap(value -> users.stream()
                        .filter(one -> one.authorization().equals(value))
                        .findFirst());
        if (user.isEmpty()) {
            return new Reply.Now(new OntapErrorStyle().unauthorized());
        }
        try {
            ApiCall call = new ApiCall(request, List.of(), scope(request, user.get()), turn);
            if (user.get().role() == RestUser.Role.READ_ONLY
                    && !request.method().equals("GET")) {
                throw new OntapError(403, "6", "not authorized for that command", "");
            }
            Reply reply = router.serve(call);
            if (!request.method().equals("GET")) {
                turn.tell(observer -> observer.accessChanged(cluster.name()));
            }
            return reply;
        } catch (OntapError refusal) {
            return new Reply.Now(refusal.response());
        }
    }

    private Optional<Svm> scope(RestRequest request, RestUser user) {
        Optional<Svm> own = user.svm()
                .map(name -> Scopes.tunnelled(cluster.inventory(), Optional.of(name), Optional.empty())
                        .orElseThrow());
        Optional<Svm> tunnelled = Scopes.tunnelled(
                cluster.inventory(), request.header("X-Dot-SVM-Name"), request.header("X-Dot-SVM-UUID"));
        if (own.isPresent() && tunnelled.isPresent() && !own.equals(tunnelled)) {
            throw new OntapError(403, "6", "not authorized for that command", "");
        }
        return own.or(() -> tunnelled);
    }

    /** What a caller gets who has waited for a job. */
    public RestResponse afterWaiting(Reply.WhenDone waited) {
        Job job = cluster.inventory().jobs().get(waited.job());
        return switch (job.state()) {
            case QUEUED, RUNNING -> JobResource.accepted(job);
            case FAILURE -> OntapError.response(OntapError.CONFLICT, job.errorCode(), job.message(), "");
            case SUCCESS -> made(job, waited.returned());
        };
    }

    private RestResponse made(Job job, Reply.Returned returned) {
        StorageUnit unit = cluster.inventory().units().get(job.result());
        return switch (unit.kind()) {
            case LUN -> luns.made(unit.uuid(), returned);
            case NAMESPACE -> namespaces.made(unit.uuid(), returned);
        };
    }

    /** A job starts. */
    public void startJob(String uuid) {
        cluster.inventory().jobs().put(cluster.inventory().jobs().get(uuid).running());
    }

    /** A job ends, well or not. */
    public void endJob(String uuid) {
        Job job = cluster.inventory().jobs().get(uuid);
        try {
            cluster.inventory()
                    .jobs()
                    .put(job.succeeded(creation.make(job.order()).uuid()));
        } catch (OntapError refusal) {
            cluster.inventory().jobs().put(job.failed(refusal.code(), String.valueOf(refusal.getMessage())));
        }
    }
}
