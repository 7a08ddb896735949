package io.github.outpostrecovery.tests.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.service.Alarms.Value;
import io.github.outpostrecovery.lab.asl.Checkpoint;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.asl.ExecutionStatus;
import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.machine.Phase;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteOptions;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Moves into which something breaks: a server, an alarm, the execution itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterruptedMoveTest {
    private static final InstanceName WEB = new InstanceName(SimulatedSite.instanceName());
    private static final String HOME = SimulatedSite.servers().get(0);
    private static final String AWAY = SimulatedSite.servers().get(1);

    /** A moment of a move, and the site as it was saved then. */
    private record Cut(String state, JsonNode saved) {
        @Override
        public String toString() {
            return state;
        }
    }

    private final Map<String, Cut> cuts = new LinkedHashMap<>();
    private JsonNode away = JsonNodeFactory.instance.nullNode();

    /** Does something when a state is entered for the first time, once it is armed. */
    private static final class When implements StepListener {
        private final String state;
        private Optional<Runnable> then = Optional.empty();

        When(String state) {
            this.state = state;
        }

        @Override
        public void stateEntered(ExecutionArn execution, String entered, JsonNode input, Instant at) {
            if (entered.equals(state)) {
                Optional<Runnable> now = then;
                then = Optional.empty();
                now.ifPresent(Runnable::run);
            }
        }
    }

    /** The instance is moved away from home first; then a failback is cut before each of its states. */
    @BeforeAll
    void moveAwayAndBack() {
        List<SimulatedSite> running = new ArrayList<>();
        Checkpoint checkpoint = (execution, state) -> {
            // What is to be resumed has an incident, and a failback is the second one.
            SimulatedSite site = running.getFirst();
            if (site.ledger().lastIncident() == 2) {
                cuts.computeIfAbsent(state, name -> new Cut(name, site.save()));
            }
        };
        try (SimulatedSite site =
                SimulatedSite.furnish(SiteOptions.STANDARD, Pace.VIRTUAL, StepListener.NONE, checkpoint)) {
            running.add(site);
            pass(site, Duration.ofMinutes(10));
            site.move(WEB, new OutpostArn(AWAY));
            pass(site, Duration.ofMinutes(30));
            assertThat(site.ledger().current().server().value()).isEqualTo(AWAY);
            away = site.save();
            site.move(WEB, new OutpostArn(HOME));
            pass(site, Duration.ofMinutes(30));
            assertThat(site.ledger().current().server().value()).isEqualTo(HOME);
        }
    }

    private List<Cut> cuts() {
        return List.copyOf(cuts.values());
    }

    @Test
    void cuts_areEverywhere() {
        assertThat(cuts.keySet())
                .contains(
                        "Check launch targets",
                        "Verify primary",
                        "Ask the guest to stop",
                        "Fence old initiator",
                        "Grant new initiator",
                        "Relaunch from recovery template",
                        "Confirm attachment",
                        "Move traffic",
                        "Re-arm alarm",
                        "Record recovery");
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void resume_finishesTheFailback(Cut cut) {
        try (SimulatedSite site =
                SimulatedSite.restore(cut.saved(), Pace.VIRTUAL, StepListener.NONE, Checkpoint.NONE)) {
            ExecutionDescription cutOff = OpenDrill.recoveries(site).stream()
                    .filter(execution -> execution.status() == ExecutionStatus.ABORTED)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("nothing was cut off"));
            boolean recorded = site.recordOf(cutOff.arn()).isPresent();
            site.start(JsonNodeFactory.instance
                    .objectNode()
                    .put("trigger", "MANUAL")
                    .put("incident", WEB + "#2"));
            ExecutionArn resumed = OpenDrill.recoveries(site).getLast().arn();
            pass(site, Duration.ofMinutes(40));
            assertThat(site.oracle().violations()).isEmpty();
            assertThat(recordOf(site, resumed).outcome()).isEqualTo(recorded ? Outcome.DUPLICATE : Outcome.RECOVERED);
            assertThat(site.ledger().current().server().value()).isEqualTo(HOME);
            onlyTheCurrentMachineIsLetInAndServes(site);
        }
    }

    static Stream<Arguments> losses() {
        return Stream.of(
                        "Verify primary",
                        "Ask the guest to stop",
                        "Begin to watch the guest stop",
                        "Fence old initiator",
                        "Grant new initiator",
                        "Relaunch from recovery template",
                        "Confirm attachment",
                        "Move traffic",
                        "Re-arm alarm")
                .flatMap(state -> Stream.of(HOME, AWAY).map(server -> Arguments.of(state, server)));
    }

    /** In the end it runs on a server that has power, whichever was lost and when; nobody but that machine writes. */
    @ParameterizedTest
    @MethodSource("losses")
    void powerLostInTheMiddle_endsOnAServerThatLives(String state, String server) {
        failBack(state, site -> site.machines().apply(new SiteEvent.PowerLost(server)), site -> {
            pass(site, Duration.ofMinutes(90));
            assertThat(site.oracle().violations()).isEmpty();
            assertThat(site.ledger().current().server().value()).isNotEqualTo(server);
            everyExecutionHasItsRecord(site);
            onlyTheCurrentMachineIsLetInAndServes(site);
            // And the dead server's machines come back: what was fenced stays out.
            site.machines().apply(new SiteEvent.PowerRestored(server));
            pass(site, Duration.ofMinutes(10));
            assertThat(site.oracle().violations()).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("alarms")
    void alarmInTheMiddle_isADuplicate(String state) {
        failBack(state, site -> site.region().alarms().setState(site.alarm(), Value.ALARM, "by hand"), site -> {
            pass(site, Duration.ofMinutes(40));
            assertThat(site.oracle().violations()).isEmpty();
            List<Outcome> ofAlarms = OpenDrill.recoveries(site).stream()
                    .filter(execution ->
                            execution.input().path("trigger").asText().equals("ALARM"))
                    .map(execution -> recordOf(site, execution.arn()).outcome())
                    .toList();
            assertThat(ofAlarms).isNotEmpty().containsOnly(Outcome.DUPLICATE);
            assertThat(site.ledger().current().server().value()).isEqualTo(HOME);
        });
    }

    static Stream<String> alarms() {
        return Stream.of("Verify primary", "Ask the guest to stop", "Fence old initiator", "Confirm attachment");
    }

    /** What was begun by a person who is not there any more: the next alarm takes the move over, and finishes it. */
    @Test
    void alarmAfterTheExecutionDied_finishesTheMove() {
        Cut cut = cuts().stream()
                .filter(one -> one.state().equals("Begin to watch the guest stop")
                        || one.state().equals("Is it asked to stop"))
                .findFirst()
                .orElse(cuts().stream()
                        .filter(one -> one.state().equals("Fence old initiator"))
                        .findFirst()
                        .orElseThrow());
        try (SimulatedSite site =
                SimulatedSite.restore(cut.saved(), Pace.VIRTUAL, StepListener.NONE, Checkpoint.NONE)) {
            // Nobody resumes it: the reconciler, or the alarm of the stopped machine.
            pass(site, Duration.ofMinutes(60));
            assertThat(site.oracle().violations()).isEmpty();
            assertThat(site.ledger().current().server().value()).isEqualTo(HOME);
            assertThat(site.ledger().incident().orElseThrow().state()).isEqualTo(Incident.State.CLOSED);
            onlyTheCurrentMachineIsLetInAndServes(site);
        }
    }

    private void failBack(String state, Consumer<SimulatedSite> breaks, Consumer<SimulatedSite> then) {
        When when = new When(state);
        try (SimulatedSite site = SimulatedSite.restore(away, Pace.VIRTUAL, when, Checkpoint.NONE)) {
            when.then = Optional.of(() -> breaks.accept(site));
            site.move(WEB, new OutpostArn(HOME));
            then.accept(site);
            assertThat(when.then).as("the failback came to " + state).isEmpty();
        }
    }

    private static void everyExecutionHasItsRecord(SimulatedSite site) {
        for (ExecutionDescription execution : OpenDrill.recoveries(site)) {
            assertThat(execution.status()).as(execution.toString()).isEqualTo(ExecutionStatus.SUCCEEDED);
            recordOf(site, execution.arn());
        }
    }

    private static void onlyTheCurrentMachineIsLetInAndServes(SimulatedSite site) {
        assertThat(Soundness.letIn(site))
                .containsExactlyInAnyOrderElementsOf(site.ledger().current().initiators().values().stream()
                        .map(name -> name.value())
                        .distinct()
                        .toList());
        assertThat(site.machines().machine(site.ledger().current().id().value()))
                .hasValueSatisfying(machine -> assertThat(machine.phase()).isEqualTo(Phase.SERVING));
    }

    private static IncidentRecord recordOf(SimulatedSite site, ExecutionArn execution) {
        return site.recordOf(execution)
                .orElseThrow(() ->
                        new AssertionError("no record: " + site.stepFunctions().describe(execution)));
    }

    private static void pass(SimulatedSite site, Duration duration) {
        site.agenda().runUntil(site.agenda().instant().plus(duration), () -> false);
    }
}
