package io.github.outpostrecovery.lab.powerstore.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.datapath.Turn;
import io.github.outpostrecovery.lab.powerstore.PowerStoreCluster;
import io.github.outpostrecovery.lab.powerstore.inventory.ChapMode;
import io.github.outpostrecovery.lab.powerstore.inventory.Inventory;
import io.github.outpostrecovery.lab.powerstore.refusal.Reason;
import io.github.outpostrecovery.lab.powerstore.refusal.Refusal;
import io.github.outpostrecovery.lab.powerstore.session.Account;
import io.github.outpostrecovery.lab.powerstore.session.LoginSession;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The REST API of one cluster. Always called with the cluster's state lock held. */
public final class PowerStoreApi {
    private static final String METRICS_PATH = "/api/rest/metrics/generate";
    private static final String ASYNCHRONOUS = "is_async";
    private static final Set<String> CHAP_MODES = Set.of("Disabled", "Single", "Mutual");
    private static final Set<Reason> NOT_SERVED =
            EnumSet.of(Reason.NO_SUCH_PATH, Reason.NO_SUCH_METHOD, Reason.NOT_JSON);
    private static final int SHARE_OF_QUEUE = 4;

    private final PowerStoreCluster cluster;
    private final LoginDesk desk;
    private final Router router = new Router();

    public PowerStoreApi(PowerStoreCluster cluster, SystemIdentity identity, List<Account> accounts) {
        this.cluster = requireNonNull(cluster, "cluster is null");
        this.desk = new LoginDesk(cluster, accounts);
        References references = new References(cluster);
        Mappings mappings = new Mappings(cluster);
        desk.route(router);
        new ReadResource(cluster, identity).route(router);
        new MetricsResource(cluster).route(router);
        new HostResource(cluster, references, mappings).route(router);
        new HostGroupResource(cluster, references, mappings).route(router);
        new VolumeResource(cluster, references, mappings).route(router);
        router.patch("/api/rest/chap_config/{}", this::setChapMode);
    }

    /** Whether a request asks for a change of the array. Metrics are read by POST, and a log-out ends but its own session. */
    public static boolean changes(RestRequest request) {
        return !request.method().equals("GET")
                && !request.method().equals("HEAD")
                && !request.path().equals(METRICS_PATH)
                && !request.path().equals(LoginDesk.LOGOUT_PATH);
    }

    /** The agenda's name for the jobs of an array and the changes that take effect later. */
    public static String recipient(String array) {
        return array + "/changes";
    }

    /** Serves a request. A refusal is an answer, and has changed nothing. */
    public RestResponse serve(RestRequest request, Turn turn) {
        LoginDesk.Caller caller;
        try {
            caller = desk.admit(request, turn.now());
        } catch (Refusal refusal) {
            return refusal.response();
        }
        try {
            desk.authorize(caller, request);
            return LoginDesk.accompany(caller, request, serve(request, caller.session(), turn));
        } catch (Refusal refusal) {
            return LoginDesk.accompany(caller, request, refusal.response());
        }
    }

    private RestResponse serve(RestRequest request, LoginSession session, Turn turn) {
        if (!changes(request)) {
            return router.serve(ApiCall.of(request, session, turn));
        }
        RestRequest plain = withoutFlag(request);
        if (!plain.query().isEmpty()) {
            throw Reason.BAD_QUERY.because(
                    "A change has no query parameters.",
                    plain.query().keySet().iterator().next());
        }
        return isAsynchronous(request) ? queue(plain, session, turn) : change(plain, session, turn);
    }

    private static boolean isAsynchronous(RestRequest request) {
        String flag = request.parameter(ASYNCHRONOUS).orElse("false");
        return switch (flag) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Reason.BAD_QUERY.because("is_async is true or false.", flag);
        };
    }

    private static RestRequest withoutFlag(RestRequest request) {
        Map<String, List<String>> query = new LinkedHashMap<>(request.query());
        query.remove(ASYNCHRONOUS);
        return new RestRequest(request.method(), request.path(), query, Map.of(), request.body());
    }

    /** Makes a change as a whole or not at all. */
    private RestResponse change(RestRequest request, LoginSession session, Turn turn) {
        Inventory accepted = cluster.inventories().accepted();
        Inventory.Saved before = accepted.save();
        ApiCall call = ApiCall.of(request, session, turn);
        RestResponse response;
        try {
            response = router.serve(call);
        } catch (Refusal refusal) {
            accepted.restore(before);
            throw refusal;
        }
        call.afterwards().forEach(Runnable::run);
        if (!accepted.save().equals(before)) {
            publish(turn);
        }
        return response;
    }

    private void publish(Turn turn) {
        long number = cluster.inventories().stage();
        Duration delay = cluster.settings().applyDelay();
        if (delay.isZero()) {
            cluster.inventories().takeEffect(number);
        } else {
            turn.schedule(
                    delay,
                    recipient(cluster.name()),
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("event", "takes-effect")
                            .put("change", number));
        }
        turn.tell(observer -> observer.accessChanged(cluster.name()));
    }

    /** What is malformed is refused at once; whatever else is wrong, the job comes to it. */
    private RestResponse queue(RestRequest request, LoginSession session, Turn turn) {
        Inventory accepted = cluster.inventories().accepted();
        Inventory.Saved before = accepted.save();
        try {
            router.serve(ApiCall.of(request, session, turn));
        } catch (Refusal refusal) {
            if (refusal.reason().status() == Reason.BAD_BODY.status() || NOT_SERVED.contains(refusal.reason())) {
                throw refusal;
            }
        } finally {
            accepted.restore(before);
        }
        Duration whole = cluster.settings().jobDuration();
        Job job = new Job(cluster.newJobId(), session.user(), request, Job.Phase.QUEUED, 0, "", turn.now(), turn.now());
        cluster.jobs().put(job);
        turn.schedule(whole.dividedBy(SHARE_OF_QUEUE), recipient(cluster.name()), event(job, "job-begins"));
        turn.schedule(whole, recipient(cluster.name()), event(job, "job-ends"));
        return Replies.made(202, job.id());
    }

    private static JsonNode event(Job job, String event) {
        return JsonNodeFactory.instance.objectNode().put("event", event).put("job", job.id());
    }

    /** Something comes due that was put into the agenda. */
    public void receive(JsonNode payload, Turn turn) {
        switch (payload.path("event").asText()) {
            case "takes-effect" -> {
                cluster.inventories().takeEffect(payload.path("change").asLong());
                turn.tell(observer -> observer.accessChanged(cluster.name()));
            }
            case "job-begins" -> {
                Job job = cluster.jobs().get(payload.path("job").asText());
                cluster.jobs().put(job.begun());
            }
            case "job-ends" -> end(cluster.jobs().get(payload.path("job").asText()), turn);
            default -> throw new IllegalArgumentException("not an event of a PowerStore cluster: " + payload);
        }
    }

    private void end(Job job, Turn turn) {
        // The session that ordered it may be over by now.
        LoginSession orderedBy = new LoginSession(job.id(), job.user(), "", "", job.start());
        RestResponse response;
        try {
            response = change(job.request(), orderedBy, turn);
        } catch (Refusal refusal) {
            response = refusal.response();
        }
        cluster.jobs().put(job.ended(response.status(), response.body(), turn.now()));
    }

    private RestResponse setChapMode(ApiCall call) {
        if (!call.variable().equals("0")) {
            throw Reason.NOT_FOUND.because("No chap_config has the id " + call.variable() + ".", call.variable());
        }
        String mode = Body.of(call, "mode").requiredWord("mode", CHAP_MODES);
        cluster.inventories().accepted().set(ChapMode.spelled(mode).orElseThrow());
        return Replies.done();
    }
}
