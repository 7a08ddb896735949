package io.github.outpostrecovery.lab.ontap.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.datapath.Turn;
import io.github.outpostrecovery.lab.ontap.OntapCluster;
import io.github.outpostrecovery.lab.ontap.inventory.Job;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.time.Duration;

/** {@code /cluster/jobs}: what takes longer than a call. A job is queued, then runs, then is final. */
final class JobResource {
    private static final int SHARE_OF_QUEUE = 4;
    private static final Fields FIELDS = Fields.keys("uuid")
            .others(
                    "description",
                    "state",
                    "code",
                    "message",
                    "error.code",
                    "error.message",
                    "start_time",
                    "svm.uuid",
                    "svm.name");

    private final OntapCluster cluster;
    private final Listing<Job> listing;

    JobResource(OntapCluster cluster) {
        this.cluster = cluster;
        this.listing = new Listing<>(cluster, FIELDS, Job::uuid, Job::svm, this::document);
    }

    void route(Router router) {
        router.get(
                        "/api/cluster/jobs",
                        call -> listing.page(call, cluster.inventory().jobs().all()))
                .get("/api/cluster/jobs/{}", this::one);
    }

    private RestResponse one(ApiCall call) {
        Job job = cluster.inventory()
                .jobs()
                .find(call.variable(0))
                .filter(one -> call.isInScope(one.svm()))
                .orElseThrow(OntapError::noEntry);
        return listing.one(call, job);
    }

    /** Queues a job, and tells the agenda when it starts and ends. */
    Job start(Turn turn, String svm, String description, JsonNode order) {
        Job job = new Job(
                cluster.inventory().newUuid(), svm, description, Job.State.QUEUED, order, "", "", "", turn.now());
        cluster.inventory().jobs().put(job);
        Duration whole = cluster.settings().jobDuration();
        turn.schedule(whole.dividedBy(SHARE_OF_QUEUE), recipient(cluster.name()), event(job, "starts"));
        turn.schedule(whole, recipient(cluster.name()), event(job, "ends"));
        return job;
    }

    static String recipient(String array) {
        return array + "/jobs";
    }

    /** What a caller gets who does not wait for the end. */
    static RestResponse accepted(Job job) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode reference = body.putObject("job").put("uuid", job.uuid());
        reference.putObject("_links").putObject("self").put("href", "/api/cluster/jobs/" + job.uuid());
        return RestResponse.json(202, body);
    }

    private static JsonNode event(Job job, String event) {
        return JsonNodeFactory.instance.objectNode().put("job", job.uuid()).put("event", event);
    }

    private Document document(Job job) {
        Document document = new Document()
                .put("uuid", job.uuid())
                .put("description", job.description())
                .put("state", job.state().text())
                .put("start_time", cluster.clock(job.startTime()))
                .put("svm.uuid", job.svm())
                .put("svm.name", cluster.inventory().svms().get(job.svm()).name());
        if (job.state().isFinal()) {
            document.put("code", codeOf(job)).put("message", job.message());
        }
        if (job.state() == Job.State.FAILURE) {
            document.put("error.code", job.errorCode()).put("error.message", job.message());
        }
        return document;
    }

    private static long codeOf(Job job) {
        return job.errorCode().isEmpty() ? 0 : Long.parseLong(job.errorCode());
    }
}
