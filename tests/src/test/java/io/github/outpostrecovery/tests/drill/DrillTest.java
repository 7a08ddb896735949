package io.github.outpostrecovery.tests.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.service.Alarms.Value;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.lab.drill.DrillOptions.Primary;
import io.github.outpostrecovery.lab.drill.DrillOptions.Transport;
import io.github.outpostrecovery.lab.drill.DrillOptions.Zombie;
import io.github.outpostrecovery.lab.drill.DrillResult;
import io.github.outpostrecovery.lab.drill.DrillResult.ExecutionResult;
import io.github.outpostrecovery.lab.drill.DrillResult.InitiatorChange;
import io.github.outpostrecovery.lab.drill.DrillResult.Visit;
import io.github.outpostrecovery.lab.region.AlarmRecord;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a drill shows when nothing but the primary fails. */
class DrillTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Transport.class)
    void deadPrimary_isRecovered(Transport protocol) {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD.over(protocol))) {
            DrillResult result = open.drill().run();
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).isEqualTo("RECOVERED");
            assertThat(result.incident()).contains("web-01#1");
            assertThat(result.generation()).isEqualTo(new DrillResult.Change<>(1, 2));
            assertThat(result.launches()).isEqualTo(1);
            assertThat(result.worldChanged()).isTrue();
            assertThat(result.executions()).containsExactly(new ExecutionResult("web-01#1", "RECOVERED"));
            InitiatorChange change = result.initiators().getFirst();
            assertThat(change.protocol())
                    .isEqualTo(
                            switch (protocol) {
                                case ISCSI -> "iscsi";
                                case NVME -> "nvme";
                            });
            assertThat(change.after()).isNotEqualTo(change.before());
            assertThat(Soundness.letIn(open.site())).containsExactly(change.after());
        }
    }

    @Test
    void timeline_goesThroughEveryStepInItsOrder() {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD)) {
            DrillResult result = open.drill().run();
            assertThat(result.timeline())
                    .extracting(Visit::state)
                    .containsSubsequence(
                            "Open the incident",
                            "Check launch targets",
                            "Verify primary",
                            "Fence old initiator",
                            "Grant new initiator",
                            "Relaunch from recovery template",
                            "Confirm attachment",
                            "Move traffic",
                            "Re-arm alarm",
                            "Record recovery",
                            "Recovered");
            DrillResult.Rto rto = result.rto();
            assertThat(rto.detectionMillis()
                            + rto.engineMillis()
                            + rto.arrayMillis()
                            + rto.launchMillis()
                            + rto.bootMillis()
                            + rto.attachMillis())
                    .isEqualTo(rto.totalMillis())
                    .isPositive();
        }
    }

    @Test
    void duplicates_areRecordedAndLaunchNothing() {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD.duplicated(5))) {
            DrillResult result = open.drill().run();
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).isEqualTo("RECOVERED");
            assertThat(result.launches()).isEqualTo(1);
            assertThat(result.executions()).hasSize(6);
            assertThat(result.executions().stream().map(ExecutionResult::outcome))
                    .containsOnlyOnce("RECOVERED")
                    .containsAll(Collections.nCopies(5, "DUPLICATE"))
                    .filteredOn(outcome -> outcome.equals("DUPLICATE"))
                    .hasSize(5);
            assertThat(open.site().region().mailbox().mails())
                    .as("nobody is woken by a duplicate")
                    .hasSize(1);
        }
    }

    @Test
    void threeFailures_areThreeRecoveriesWithANewInitiatorEach() {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD.failing(3))) {
            DrillResult result = open.drill().run();
            Soundness.of(open.site(), result);
            assertThat(result.executions())
                    .containsExactly(
                            new ExecutionResult("web-01#1", "RECOVERED"),
                            new ExecutionResult("web-01#2", "RECOVERED"),
                            new ExecutionResult("web-01#3", "RECOVERED"));
            assertThat(result.generation()).isEqualTo(new DrillResult.Change<>(3, 4));
            assertThat(result.launches()).isEqualTo(3);
            List<String> names = open.site().region().ec2().instances().stream()
                    .flatMap(machine -> machine.request().initiators().stream())
                    .toList();
            assertThat(names).hasSize(4).doesNotHaveDuplicates();
            for (String generation : List.of(".g1", ".g2", ".g3", ".g4")) {
                assertThat(names).filteredOn(name -> name.endsWith(generation)).hasSize(1);
            }
        }
    }

    @Test
    void threeFailures_findTheAlarmArmedOnEveryNewMachineBefore() {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD.failing(3))) {
            open.drill().run();
            SimulatedSite site = open.site();
            AlarmRecord alarm = site.region()
                    .alarms()
                    .alarm(site.alarm())
                    .orElseThrow(() -> new AssertionError("the alarm is gone"));
            assertThat(alarm.machine()).isEqualTo(site.ledger().current().id().value());
            assertThat(alarm.history().stream().map(AlarmRecord.Change::to))
                    .containsExactly(
                            Value.OK,
                            Value.ALARM,
                            Value.INSUFFICIENT_DATA,
                            Value.OK,
                            Value.ALARM,
                            Value.INSUFFICIENT_DATA,
                            Value.OK,
                            Value.ALARM,
                            Value.INSUFFICIENT_DATA,
                            Value.OK);
            List<Instant> seenOk = alarm.history().stream()
                    .filter(change -> change.to() == Value.OK)
                    .map(AlarmRecord.Change::at)
                    .skip(1)
                    .toList();
            for (int number = 1; number <= 3; number++) {
                List<IncidentRecord> records = site.table().recordsOf(IncidentId.parse("web-01#" + number));
                assertThat(records)
                        .singleElement()
                        .satisfies(record -> assertThat(record.outcome()).hasToString("RECOVERED"));
                assertThat(records.getFirst().at()).isAfterOrEqualTo(seenOk.get(number - 1));
            }
        }
    }

    @Test
    void alivePrimary_isStoodDownFor() {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD.primary(Primary.ALIVE))) {
            DrillResult result = open.drill().run();
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).isEqualTo("STOOD_DOWN");
            assertThat(result.executions()).containsExactly(new ExecutionResult("web-01#1", "STOOD_DOWN"));
            assertThat(open.site().oracle().worldSnapshot()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void hungPrimary_isFencedAndRecovered(Transport protocol) {
        try (OpenDrill open =
                OpenDrill.begin(folder, Scenario.STANDARD.over(protocol).primary(Primary.HUNG))) {
            DrillResult result = open.drill().run();
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).isEqualTo("RECOVERED");
            assertThat(result.generation().after()).isEqualTo(2);
            assertThat(result.launches()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void zombie_isRefusedByTheArray(Transport protocol) {
        Scenario scenario = Scenario.STANDARD.over(protocol).zombie(Zombie.COMES_BACK);
        try (OpenDrill open = OpenDrill.begin(folder, scenario)) {
            DrillResult result = open.drill().run();
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).isEqualTo("RECOVERED");
            assertThat(open.notes())
                    .anySatisfy(note -> assertThat(note)
                            .startsWith("array-1 refuses "
                                    + result.instance().before() + " as "
                                    + result.initiators().getFirst().before()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alarm-sns", "alarm-bus", "execution-alarm"})
    void alarmFromAFile_isTheOneThatIsRecovered(String event) throws IOException {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD.from(event(event)))) {
            DrillResult result = open.drill().run();
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).isEqualTo("RECOVERED");
            // The Region's own alarm comes as well, when the machine has been dead for two periods and is not replaced
            // yet.
            assertThat(result.executions())
                    .startsWith(new ExecutionResult("web-01#1", "RECOVERED"))
                    .filteredOn(execution -> !execution.outcome().equals("DUPLICATE"))
                    .hasSize(1);
            assertThat(result.launches()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alarm-sns", "alarm-bus", "execution-alarm", "execution-manual"})
    void alarmFromAFileForAWellPrimary_isStoodDownFor(String event) throws IOException {
        Scenario scenario = Scenario.STANDARD.primary(Primary.ALIVE).from(event(event));
        try (OpenDrill open = OpenDrill.begin(folder, scenario)) {
            DrillResult result = open.drill().run();
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).isEqualTo("STOOD_DOWN");
        }
    }

    @Test
    void alarmOfAnotherMachine_isADuplicate() throws IOException {
        JsonNode event = event("execution-alarm");
        ((ObjectNode) event.path("alarm").path("Trigger").path("Dimensions").path(0))
                .put("value", "i-0123456789abcdef0");
        Scenario scenario = Scenario.STANDARD.primary(Primary.ALIVE).from(event);
        try (OpenDrill open = OpenDrill.begin(folder, scenario)) {
            DrillResult result = open.drill().run();
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).isEqualTo("DUPLICATE");
            assertThat(result.reason()).contains("i-0123456789abcdef0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"trigger\":\"ALARM\",\"alarm\":{}}",
                "{\"trigger\":\"ALARM\"}",
                "{\"trigger\":\"ALARM\",\"alarm\":{\"AlarmName\":\"outpost-recovery-db-07\",\"NewStateValue\":\"ALARM\","
                        + "\"Trigger\":{\"Dimensions\":[{\"name\":\"InstanceId\",\"value\":\"i-0a1b2c3d4e5f60001\"}]}}}",
                "{\"trigger\":\"ALARM\",\"alarm\":{\"AlarmName\":\"outpost-recovery-web"
                        + " 01\",\"NewStateValue\":\"ALARM\","
                        + "\"Trigger\":{\"Dimensions\":[{\"name\":\"InstanceId\",\"value\":\"i-0a1b2c3d4e5f60001\"}]}}}",
                "{\"trigger\":\"MANUAL\"}",
                "{\"trigger\":\"MANUAL\",\"instance\":\"db-07\"}",
                "{\"trigger\":\"MANUAL\",\"incident\":\"web-01#9\"}",
                "{\"trigger\":\"MANUAL\",\"incident\":\"nonsense\"}",
                "{\"trigger\":\"PLANNED\",\"instance\":\"web-01\"}",
                "{\"trigger\":\"SOON\"}"
            })
    void nonsense_isRefusedWithARecordAndChangesNothing(String input) throws IOException {
        JsonNode event = CoreJson.mapper().readTree(input);
        try (OpenDrill open =
                OpenDrill.begin(folder, Scenario.STANDARD.primary(Primary.ALIVE).from(event))) {
            DrillResult result = open.drill().run();
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).isEqualTo("REFUSED");
            assertThat(result.reason()).isNotBlank();
            assertThat(open.site().ledger().incident()).isEqualTo(Optional.empty());
        }
    }

    private static JsonNode event(String name) throws IOException {
        try (var in = DrillTest.class.getResourceAsStream("/events/" + name + ".json")) {
            if (in == null) {
                throw new AssertionError("no event " + name);
            }
            return CoreJson.mapper().readTree(in);
        }
    }
}
