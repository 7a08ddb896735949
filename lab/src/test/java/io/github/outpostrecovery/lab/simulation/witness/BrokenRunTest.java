package io.github.outpostrecovery.lab.simulation.witness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.control.KillSwitch;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.incident.Transition;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.service.Alarms;
import io.github.outpostrecovery.core.storm.Suspect;
import io.github.outpostrecovery.functions.table.ItemRecoveryTable;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.asl.FunctionError;
import io.github.outpostrecovery.lab.asl.FunctionHost;
import io.github.outpostrecovery.lab.oracle.Invariant;
import io.github.outpostrecovery.lab.rest.DroppedConnectionException;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import io.github.outpostrecovery.lab.rest.RestService;
import io.github.outpostrecovery.lab.site.Invocation;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteWatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is done wrong on purpose breaks its own invariant, and no other. */
class BrokenRunTest {
    /** What stands in front of the functions. */
    private interface Front {
        JsonNode invoke(FunctionHost functions, String function, JsonNode payload) throws FunctionError;
    }

    private static UnaryOperator<FunctionHost> front(Front front) {
        return functions -> (function, payload) -> front.invoke(functions, function, payload);
    }

    private static boolean asksFor(JsonNode payload, String action) {
        return payload.path("action").asText().equals(action);
    }

    private static ObjectNode outcome(String outcome) {
        return JsonNodeFactory.instance.objectNode().put("outcome", outcome);
    }

    private static WatchedSite withFunctions(Front front) {
        return WatchedSite.with(Mode.AUTOMATIC, front(front), UnaryOperator.identity());
    }

    @Test
    void takenFromAnOwnerThatRuns() {
        try (WatchedSite watched = WatchedSite.ofNetApp(Mode.AUTOMATIC)) {
            watched.losePower().until("Let the planes take new samples");
            InstanceLedger ledger = watched.site().ledger();
            Incident incident = ledger.incident().orElseThrow();
            ExecutionArn other = new ExecutionArn(incident.owner().value() + "-other");
            Transition taken = ledger.takeOver(
                    incident.id(),
                    incident.owner(),
                    other,
                    Trigger.ALARM,
                    watched.site().agenda().instant());
            assertThat(taken).isInstanceOf(Transition.To.class);
            new ItemRecoveryTable(watched.site().region().table())
                    .commit(((Transition.To) taken).next(), Optional.empty());
            watched.rest();
            assertThat(watched.broken()).containsExactly(Invariant.ONE_OWNER);
        }
    }

    @Test
    void writtenOverWhatNobodyHadRead() {
        try (WatchedSite watched = WatchedSite.ofNetApp(Mode.AUTOMATIC)) {
            InstanceLedger ledger = watched.site().ledger();
            watched.witnesses().committed(ledger);
            assertThat(watched.broken()).containsExactly(Invariant.ONE_OWNER);
        }
    }

    /** An array that does not show who reaches a volume, while the grant asks for it, and somebody has let the victim in. */
    @Test
    void grantedWhileTheVictimIsStillLetIn() {
        AtomicReference<WatchedSite> site = new AtomicReference<>();
        boolean[] lying = {false};
        Front front = (functions, function, payload) -> {
            if (!function.equals("GrantInitiator")) {
                return functions.invoke(function, payload);
            }
            letTheVictimIn(site.get());
            lying[0] = true;
            JsonNode result = functions.invoke(function, payload);
            lying[0] = false;
            return result;
        };
        UnaryOperator<RestService> liar = service -> new RestService() {
            @Override
            public RestResponse serve(RestRequest request) throws DroppedConnectionException {
                boolean lies = lying[0]
                        && request.method().equals("GET")
                        && request.path().endsWith("/lun-maps");
                return lies
                        ? new RestResponse(
                                200, Map.of("Content-Type", "application/json"), "{\"records\":[],\"num_records\":0}")
                        : service.serve(request);
            }

            @Override
            public boolean changes(RestRequest request) {
                return service.changes(request);
            }
        };
        try (WatchedSite watched = WatchedSite.with(Mode.AUTOMATIC, front(front), liar)) {
            site.set(watched);
            watched.losePower().rest();
            assertThat(watched.broken()).containsExactly(Invariant.FENCED_BEFORE_GRANT);
        }
    }

    private static void letTheVictimIn(WatchedSite watched) {
        InstanceLedger ledger = watched.site().ledger();
        String victim = ledger.incident()
                .orElseThrow()
                .victim()
                .initiators()
                .values()
                .iterator()
                .next()
                .value();
        watched.site().arrays().getFirst().simulated().admit(victim, volumes(watched));
    }

    private static List<String> volumes(WatchedSite watched) {
        return watched.site().arrays().getFirst().simulated().volumes().stream()
                .map(FurnishedVolume::name)
                .toList();
    }

    /** All are told what an array would do that is asked by the engine to let the victim in again. */
    @Test
    void theVictimIsLetInAgain() {
        try (WatchedSite watched = WatchedSite.ofNetApp(Mode.AUTOMATIC)) {
            watched.losePower().rest();
            String victim = watched.site().ledger().incident().orElseThrow().victim().initiators().values().stream()
                    .map(name -> name.value())
                    .findFirst()
                    .orElseThrow();
            AccessChange again = new AccessChange(
                    watched.site().arrays().getFirst().name(),
                    volumes(watched).getFirst(),
                    Set.of(victim),
                    Set.of(),
                    AccessChange.Author.LATE_REQUEST,
                    watched.site().agenda().instant());
            watched.witnesses().each().forEach(witness -> witness.changed(again));
            assertThat(watched.broken()).containsExactly(Invariant.VICTIM_STAYS_OUT);
        }
    }

    @Test
    void endedWithoutARecord() {
        boolean[] done = {false};
        Front front = (functions, function, payload) -> {
            if (asksFor(payload, "RECORD") && !done[0]) {
                done[0] = true;
                return outcome("STOOD_DOWN").put("reason", "").putNull("mail");
            }
            return functions.invoke(function, payload);
        };
        try (WatchedSite watched = withFunctions(front)) {
            watched.losePower().rest();
            assertThat(watched.broken()).containsExactly(Invariant.ONE_RECORD);
        }
    }

    @Test
    void nobodyIsTold() {
        Front front = (functions, function, payload) -> {
            JsonNode result = functions.invoke(function, payload);
            return asksFor(payload, "RECORD") ? ((ObjectNode) result).putNull("mail") : result;
        };
        try (WatchedSite watched = withFunctions(front)) {
            watched.losePower().rest();
            assertThat(watched.broken()).containsExactly(Invariant.PERSON_CALLED);
        }
    }

    /** The same machines come from the same seed: the books of a site whose primary is dead are shown where it lives. */
    @Test
    void plannedWhileItWrites() {
        List<InstanceLedger> books = new ArrayList<>();
        try (WatchedSite dead = WatchedSite.ofNetApp(Mode.AUTOMATIC)) {
            dead.site().watch(new SiteWatcher() {
                @Override
                public void committed(InstanceLedger ledger) {
                    books.add(ledger);
                }
            });
            dead.losePower().until("Fence old initiator");
        }
        try (WatchedSite alive = WatchedSite.ofNetApp(Mode.AUTOMATIC)) {
            InstanceLedger planned = books.stream()
                    .filter(ledger -> ledger.incident().flatMap(Incident::plan).isPresent())
                    .findFirst()
                    .orElseThrow();
            String execution = planned.incident().orElseThrow().owner().value();
            Witnesses witnesses = alive.witnesses();
            books.stream()
                    .filter(ledger -> ledger.revision() > 1 && ledger.revision() < planned.revision())
                    .forEach(witnesses::committed);
            for (int look = 1; look <= 2; look++) {
                Invocation invocation = new Invocation(
                        look,
                        "VerifyPrimary",
                        JsonNodeFactory.instance.objectNode().put("execution", execution),
                        alive.site().agenda().instant());
                witnesses.invoked(invocation);
                if (look == 2) {
                    witnesses.committed(planned);
                }
                ObjectNode answer = outcome("PROCEED");
                answer.putObject("evidence")
                        .put("ec2", "UNKNOWN")
                        .put("server", "CONNECTED")
                        .put("sessions", "GONE")
                        .put("writes", "FLAT")
                        .put("storageAnswered", "ANSWERED");
                witnesses.returned(invocation, Optional.of(answer));
                alive.advance(Duration.ofSeconds(8));
            }
            assertThat(alive.broken()).containsExactly(Invariant.UNKNOWN_NEVER_ADVANCES);
            assertThat(witnesses.violations())
                    .extracting(violation -> violation.what())
                    .anyMatch(what -> what.contains("has written all the while"))
                    .anyMatch(what -> what.contains("has not answered in the last look"))
                    .anyMatch(what -> what.contains("unknown ec2"));
        }
    }

    /** A client that writes while it only looks. */
    private static UnaryOperator<RestService> writingAtTheFirstRead() {
        boolean[] done = {false};
        return service -> new RestService() {
            @Override
            public RestResponse serve(RestRequest request) throws DroppedConnectionException {
                if (!done[0] && request.path().endsWith("/lun-maps")) {
                    done[0] = true;
                    service.serve(
                            new RestRequest(
                                    "POST",
                                    "/api/protocols/san/igroups",
                                    Map.of(),
                                    request.headers(),
                                    "{\"name\":\"stray\",\"svm\":{\"name\":\"svm1\"},\"protocol\":\"iscsi\",\"os_type\":\"linux\"}"));
                }
                return service.serve(request);
            }

            @Override
            public boolean changes(RestRequest request) {
                return service.changes(request);
            }
        };
    }

    @Test
    void anArrayIsChangedWhileItIsLookedAt() {
        try (WatchedSite watched =
                WatchedSite.with(Mode.AUTOMATIC, UnaryOperator.identity(), writingAtTheFirstRead())) {
            watched.losePower().rest();
            assertThat(watched.broken()).containsExactly(Invariant.CHANGED_IN_ITS_PLACE);
        }
    }

    @Test
    void aRefusalHasChangedSomething() {
        try (WatchedSite watched =
                WatchedSite.with(Mode.AUTOMATIC, UnaryOperator.identity(), writingAtTheFirstRead())) {
            watched.site().region().alarms().setState(watched.site().alarm(), Alarms.Value.ALARM, "set by hand");
            watched.rest();
            assertThat(watched.broken())
                    .containsExactlyInAnyOrder(Invariant.REFUSAL_CHANGES_NOTHING, Invariant.CHANGED_IN_ITS_PLACE);
        }
    }

    /** What a person has approved is other evidence than that which the engine is told was approved. */
    @Test
    void anotherApprovalIsUsed() {
        AtomicReference<WatchedSite> site = new AtomicReference<>();
        Front front = (functions, function, payload) -> {
            if (function.equals("VerifyPrimary") && payload.path("approved").isTextual()) {
                String asked = site.get()
                        .site()
                        .ledger()
                        .incident()
                        .flatMap(Incident::approval)
                        .orElseThrow()
                        .evidence();
                ((ObjectNode) payload).put("approved", asked);
            }
            return functions.invoke(function, payload);
        };
        try (WatchedSite watched = WatchedSite.with(Mode.NOTIFY, front(front), UnaryOperator.identity())) {
            site.set(watched);
            watched.losePower().until("Ask for approval");
            watched.advance(Duration.ofMinutes(1));
            answer(watched, "0123456789abcdef");
            watched.rest();
            assertThat(watched.broken()).containsExactly(Invariant.APPROVAL_COUNTS_ONCE);
        }
    }

    private static void answer(WatchedSite watched, String evidence) {
        String token = watched.site().stepFunctions().list().stream()
                .flatMap(execution -> execution.waitingForTaskToken().stream())
                .findFirst()
                .orElseThrow()
                .token();
        watched.site()
                .stepFunctions()
                .sendTaskSuccess(
                        token,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("decision", "approve")
                                .put("evidence", evidence));
    }

    /** The look before the approval is taken for the first of two after it. */
    @Test
    void theVictimIsNotLookedAtAgain() {
        AtomicReference<JsonNode> old = new AtomicReference<>();
        AtomicBoolean approved = new AtomicBoolean();
        Front front = (functions, function, payload) -> {
            if (approved.get() && payload.path("action").asText().equals("CHECK_TARGETS")) {
                ((ObjectNode) payload).set("progress", old.get());
            }
            if (function.equals("VerifyPrimary")) {
                if (payload.path("approved").isTextual()) {
                    ((ObjectNode) payload).set("progress", old.get());
                } else if (!payload.path("progress").isNull()
                        && !payload.path("progress").isMissingNode()) {
                    old.set(payload.path("progress").deepCopy());
                }
            }
            return functions.invoke(function, payload);
        };
        try (WatchedSite watched = WatchedSite.with(Mode.NOTIFY, front(front), UnaryOperator.identity())) {
            watched.losePower().until("Ask for approval");
            watched.advance(Duration.ofMinutes(1));
            approved.set(true);
            watched.approve();
            watched.rest();
            assertThat(watched.broken()).containsExactly(Invariant.APPROVAL_COUNTS_ONCE);
        }
    }

    /** The switch is thrown, and the engine does not hear of it. */
    @Test
    void fencedUnderTheKillSwitch() {
        try (WatchedSite watched = WatchedSite.ofNetApp(Mode.AUTOMATIC)) {
            watched.losePower().until("Let the planes take new samples");
            watched.witnesses()
                    .switched(new KillSwitch.Thrown(watched.site().agenda().instant(), "an operator", "a storm"));
            watched.rest();
            assertThat(watched.broken()).containsExactly(Invariant.STOPPED_BEFORE_THE_FENCE);
        }
    }

    /** Others fail with it, and the engine does not hear of them. */
    @Test
    void fencedInTheMiddleOfAStorm() {
        try (WatchedSite watched = WatchedSite.ofNetApp(Mode.AUTOMATIC)) {
            watched.site().watch(new SiteWatcher() {
                @Override
                public void noted(Suspect first) {
                    for (int other = 1; other <= 4 && first.stage() == Suspect.Stage.SEEN; other++) {
                        watched.witnesses()
                                .noted(new Suspect(
                                        new IncidentId(new InstanceName("other-" + other), 1),
                                        first.priority(),
                                        new OutpostArn(SimulatedSite.servers().getLast()),
                                        first.arrays(),
                                        Suspect.Kind.GUEST,
                                        Suspect.Stage.WAITING,
                                        Optional.empty(),
                                        first.openedAt(),
                                        first.notedAt()));
                    }
                }
            });
            watched.losePower().rest();
            assertThat(watched.broken()).containsExactly(Invariant.STORM_GUARDED);
        }
    }

    @Test
    void launchedASecondTimeUnderOneName() {
        try (WatchedSite watched = WatchedSite.ofNetApp(Mode.AUTOMATIC)) {
            watched.losePower().rest();
            Successor winner = watched.site()
                    .ledger()
                    .incident()
                    .flatMap(Incident::successor)
                    .orElseThrow();
            watched.site()
                    .region()
                    .ec2()
                    .run(
                            ClientToken.of(watched.site().instances().getFirst(), new Generation(99)),
                            winner.target(),
                            List.copyOf(winner.initiators().values()));
            assertThat(watched.broken()).contains(Invariant.EFFECT_OF_ONCE);
        }
    }

    @Test
    void aSecretIsMailed() {
        try (WatchedSite watched = WatchedSite.of("purestorage", Protocol.ISCSI)) {
            String token = watched.site().region().secrets().save().documents().values().stream()
                    .filter(document -> document.contains("apiToken"))
                    .findFirst()
                    .orElseThrow();
            watched.site().region().mailbox().publish("hello", "it is " + token);
            assertThat(watched.broken()).containsExactly(Invariant.SECRETS_KEPT);
        }
    }

    @Test
    void recordedBeforeItIsArmed() {
        Front front = (functions, function, payload) ->
                asksFor(payload, "REARM_ALARM") ? outcome("ARMED") : functions.invoke(function, payload);
        try (WatchedSite watched = withFunctions(front)) {
            watched.losePower().rest();
            assertThat(watched.broken()).containsExactly(Invariant.ARMED_BEFORE_RECORDED);
        }
    }
}
