package io.github.outpostrecovery.tests.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.asl.Checkpoint;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.asl.ExecutionStatus;
import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.region.CallFault;
import io.github.outpostrecovery.lab.region.CallFaultRule;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteOptions;
import io.github.outpostrecovery.lab.time.Pace;
import io.github.outpostrecovery.lab.time.Recipient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process that runs an execution ends in the middle of it, as by kill -9; what was on disk at that moment is all that
 * is left, and a new execution takes the incident up.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterruptedDrillTest {
    /** Where a process can end: before a call of a function, after a change of the array, after a launch. */
    private record Cut(String when, String state, JsonNode saved) {
        @Override
        public String toString() {
            return when;
        }
    }

    private final Map<Protocol, List<Cut>> cuts = new HashMap<>();
    private Optional<SimulatedSite> running = Optional.empty();

    @BeforeAll
    void recordEveryCut() {
        for (Protocol protocol : Protocol.values()) {
            cuts.put(protocol, recovery(protocol));
        }
    }

    @AfterAll
    void close() {
        running.ifPresent(SimulatedSite::close);
    }

    /** One recovery, and what was saved at every moment of it that matters. */
    private List<Cut> recovery(Protocol protocol) {
        List<Cut> saved = new ArrayList<>();
        List<String> states = new ArrayList<>();
        SiteOptions options = SiteOptions.STANDARD.over(protocol);
        Checkpoint checkpoint = (execution, state) -> {
            states.add(state);
            SimulatedSite site = running.orElseThrow(() -> new AssertionError("called before there was a site"));
            // Before the incident is opened there is nothing to take up: the alarm itself would have to be heard again.
            if (site.ledger().incident().isPresent()) {
                saved.add(new Cut(saved.size() + " before " + state, state, site.save()));
            }
        };
        try (SimulatedSite site = SimulatedSite.furnish(options, Pace.VIRTUAL, StepListener.NONE, checkpoint)) {
            running = Optional.of(site);
            pass(site, Duration.ofMinutes(10));
            site.calls().listen(call -> {
                if (call.write()) {
                    saved.add(new Cut(
                            saved.size() + " after " + call.method() + " in " + states.getLast(),
                            states.getLast(),
                            site.save()));
                }
            });
            afterLaunch(
                    site,
                    () -> saved.add(new Cut(
                            saved.size() + " after the launch in " + states.getLast(), states.getLast(), site.save())));
            site.machines()
                    .apply(new SiteEvent.PowerLost(SimulatedSite.servers().getFirst()));
            pass(site, Duration.ofMinutes(30));
            assertThat(site.ledger().current().generation().number()).isEqualTo(2);
        }
        running = Optional.empty();
        return saved;
    }

    /** The launch is made, and its answer takes a while: the moment in between is the one to cut at. */
    private static void afterLaunch(SimulatedSite site, Runnable cut) {
        site.region()
                .ec2()
                .calls()
                .arm(CallFaultRule.nth(
                        "slow-answer", "RunInstances", 1, new CallFault.AppliedNoAnswer(Duration.ofSeconds(4))));
        site.agenda().register("test/cut", Recipient.Kind.WORLD, payload -> cut.run());
        site.region()
                .ec2()
                .observe(born -> site.agenda()
                        .schedule(Duration.ofSeconds(2), "test/cut", JsonNodeFactory.instance.objectNode()));
    }

    private List<Cut> iscsi() {
        return cuts.getOrDefault(Protocol.ISCSI, List.of());
    }

    /** Over NVMe the ones around the array and the launch. */
    private List<Cut> nvme() {
        return cuts.getOrDefault(Protocol.NVME_TCP, List.of()).stream()
                .filter(cut -> cut.when().contains(" after ") || cut.state().equals("Fence old initiator"))
                .toList();
    }

    @Test
    void cuts_areEverywhere() {
        assertThat(iscsi())
                .extracting(Cut::state)
                .contains(
                        "Check launch targets",
                        "Verify primary",
                        "Fence old initiator",
                        "Grant new initiator",
                        "Relaunch from recovery template",
                        "Confirm attachment",
                        "Move traffic",
                        "Re-arm alarm",
                        "Record recovery",
                        "Tell the operators");
        assertThat(iscsi())
                .extracting(Cut::when)
                .anyMatch(when -> when.endsWith("in Fence old initiator"))
                .anyMatch(when -> when.endsWith("in Grant new initiator"))
                .anyMatch(when -> when.contains("after the launch"));
        assertThat(nvme()).hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @MethodSource("iscsi")
    void resume_finishesWhatWasCutOff(Cut cut) {
        resume(cut);
    }

    @ParameterizedTest
    @MethodSource("nvme")
    void resume_finishesWhatWasCutOffOverNvme(Cut cut) {
        resume(cut);
    }

    private static void resume(Cut cut) {
        try (SimulatedSite site =
                SimulatedSite.restore(cut.saved(), Pace.VIRTUAL, StepListener.NONE, Checkpoint.NONE)) {
            List<ExecutionDescription> before = OpenDrill.recoveries(site);
            assertThat(before)
                    .singleElement()
                    .satisfies(execution -> assertThat(execution.status()).isEqualTo(ExecutionStatus.ABORTED));
            boolean recorded = site.recordOf(before.getFirst().arn()).isPresent();
            site.start(JsonNodeFactory.instance
                    .objectNode()
                    .put("trigger", "MANUAL")
                    .put("incident", "web-01#1"));
            ExecutionArn resumed = OpenDrill.recoveries(site).getLast().arn();
            pass(site, Duration.ofMinutes(40));
            IncidentRecord record = site.recordOf(resumed)
                    .orElseThrow(() -> new AssertionError(
                            "no record: " + site.stepFunctions().describe(resumed)));
            assertThat(record.outcome())
                    .as(record.toString())
                    .isEqualTo(recorded ? Outcome.DUPLICATE : Outcome.RECOVERED);
            assertThat(site.oracle().violations()).isEmpty();
            assertThat(Soundness.launched(site)).hasSize(1);
            assertThat(site.ledger().current().generation().number())
                    .as("a generation whose grant may have been sent by another execution is never launched")
                    .isEqualTo(granted(cut) ? 3 : 2);
            assertThat(Soundness.letIn(site))
                    .containsExactlyElementsOf(site.ledger().current().initiators().values().stream()
                            .map(name -> name.value())
                            .toList());
        }
    }

    /** Whether the grant was announced, and the launch was not. */
    private static boolean granted(Cut cut) {
        return cut.when().contains(" after POST in Grant new initiator")
                || cut.when().endsWith("before Relaunch from recovery template");
    }

    /** While the alarm still watches the old machine: a cut for each state. */
    private Collection<Cut> beforeTheNewMachineIsGuarded() {
        Map<String, Cut> byState = new LinkedHashMap<>();
        for (Cut cut : iscsi()) {
            if (cut.state().equals("Re-arm alarm")) {
                break;
            }
            byState.put(cut.state(), cut);
        }
        return byState.values();
    }

    @ParameterizedTest
    @MethodSource("beforeTheNewMachineIsGuarded")
    void nextAlarm_takesOverAsWell(Cut cut) {
        try (SimulatedSite site =
                SimulatedSite.restore(cut.saved(), Pace.VIRTUAL, StepListener.NONE, Checkpoint.NONE)) {
            site.region().alarms().republish(site.alarm());
            pass(site, Duration.ofMinutes(40));
            assertThat(site.oracle().violations()).isEmpty();
            assertThat(Soundness.launched(site)).hasSize(1);
            List<ExecutionDescription> executions = OpenDrill.recoveries(site);
            assertThat(executions).hasSize(2);
            assertThat(site.recordOf(executions.getLast().arn()))
                    .hasValueSatisfying(record -> assertThat(record.outcome()).isEqualTo(Outcome.RECOVERED));
        }
    }

    private static void pass(SimulatedSite site, Duration duration) {
        site.agenda().runUntil(site.agenda().instant().plus(duration), () -> false);
    }
}
