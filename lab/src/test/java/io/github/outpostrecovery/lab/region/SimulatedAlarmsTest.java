package io.github.outpostrecovery.lab.region;

import static io.github.outpostrecovery.lab.region.RegionFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.MachineStatus.Check;
import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.core.evidence.MachineStatus.Observed;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.service.Alarms.AlarmState;
import io.github.outpostrecovery.core.service.Alarms.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatedAlarmsTest {
    private static final AlarmName ALARM = new AlarmName("outpost-recovery-web-01");
    private static final Ec2InstanceId OLD = new Ec2InstanceId("i-00000000000000001");
    private static final Ec2InstanceId NEW = new Ec2InstanceId("i-00000000000000002");
    private static final Observed WELL = new Observed(Lifecycle.RUNNING, Check.PASSED, Check.PASSED);
    private static final Observed FAILED = new Observed(Lifecycle.RUNNING, Check.PASSED, Check.FAILED);
    private static final Observed MISSING =
            new Observed(Lifecycle.RUNNING, Check.INSUFFICIENT_DATA, Check.INSUFFICIENT_DATA);

    private final RegionFixture fixture = new RegionFixture();
    private final Map<Ec2InstanceId, MachineStatus> checks = new HashMap<>();
    private final List<ObjectNode> published = new ArrayList<>();
    private final SimulatedAlarms alarms = SimulatedAlarms.start(
            fixture.agenda,
            Latencies.STANDARD,
            RegionIdentity.STANDARD,
            machine -> checks.getOrDefault(machine, MISSING),
            published::add);

    SimulatedAlarmsTest() {
        alarms.create(ALARM, OLD);
        checks.put(OLD, WELL);
    }

    @Test
    void alarm_isOkAfterTheFirstGoodDatapoint() {
        assertThat(value()).isEqualTo(Value.INSUFFICIENT_DATA);

        minutes(1);

        assertThat(value()).isEqualTo(Value.OK);
        assertThat(published).isEmpty();
    }

    @Test
    void alarm_isRaisedOnce_byTwoBadPeriods() {
        minutes(3);
        checks.put(OLD, FAILED);
        minutes(1);
        assertThat(value()).isEqualTo(Value.OK);

        minutes(5);

        assertThat(value()).isEqualTo(Value.ALARM);
        assertThat(published).hasSize(1);
    }

    @Test
    void missingData_isBreaching_onceThereWasSome() {
        minutes(1);
        checks.put(OLD, MISSING);

        minutes(2);

        assertThat(value()).isEqualTo(Value.ALARM);
    }

    @Test
    void alarm_goesBackToOk_andFlaps() {
        minutes(1);
        checks.put(OLD, FAILED);
        minutes(2);
        checks.put(OLD, WELL);
        minutes(1);
        assertThat(value()).isEqualTo(Value.OK);
        checks.put(OLD, FAILED);
        minutes(2);

        assertThat(alarms.alarm(ALARM).orElseThrow().history())
                .extracting(AlarmRecord.Change::to)
                .containsExactly(Value.OK, Value.ALARM, Value.OK, Value.ALARM);
        assertThat(published).hasSize(2);
    }

    @Test
    void watch_waitsForTheFirstDatapointOfTheNewMachine() {
        checks.put(OLD, FAILED);
        minutes(2);
        assertThat(value()).isEqualTo(Value.ALARM);

        assertThat(alarms.watch(ALARM, NEW)).isEmpty();
        assertThat(alarms.state(ALARM)).isInstanceOfSatisfying(AlarmState.Known.class, state -> {
            assertThat(state.machine()).isEqualTo(NEW);
            assertThat(state.value()).isEqualTo(Value.INSUFFICIENT_DATA);
        });
        minutes(3);
        assertThat(value()).isEqualTo(Value.INSUFFICIENT_DATA);
        checks.put(NEW, WELL);
        minutes(1);

        assertThat(alarms.state(ALARM)).isInstanceOfSatisfying(AlarmState.Known.class, state -> {
            assertThat(state.machine()).isEqualTo(NEW);
            assertThat(state.value()).isEqualTo(Value.OK);
        });
        assertThat(published).hasSize(1);
    }

    @Test
    void watch_keepsTheState_whenTheMachineIsTheSame() {
        minutes(1);

        assertThat(alarms.watch(ALARM, OLD)).isEmpty();

        assertThat(value()).isEqualTo(Value.OK);
    }

    @Test
    void alarm_isRaised_whenTheNewMachineNeverShowsData() {
        minutes(1);
        assertThat(alarms.watch(ALARM, NEW)).isEmpty();

        minutes(12);

        assertThat(value()).isEqualTo(Value.ALARM);
    }

    @Test
    void watch_saysWhyNot_andMayLandLate() {
        alarms.calls()
                .arm(CallFaultRule.nth(
                        "f",
                        "PutMetricAlarm",
                        1,
                        new CallFault.AppliedLate(Duration.ofSeconds(5), Duration.ofSeconds(30), 1)));

        assertThat(alarms.watch(ALARM, NEW)).isPresent();
        assertThat(alarms.alarm(ALARM).orElseThrow().machine()).isEqualTo(OLD.value());
        minutes(1);

        assertThat(alarms.alarm(ALARM).orElseThrow().machine()).isEqualTo(NEW.value());
    }

    @Test
    void state_isUnknown_whenNotAnsweredOrNotThere() {
        assertThat(alarms.state(new AlarmName("other"))).isInstanceOf(AlarmState.Unknown.class);
        alarms.calls().arm(CallFaultRule.always("f", "DescribeAlarms", new CallFault.Throttled()));
        assertThat(alarms.state(ALARM)).isInstanceOf(AlarmState.Unknown.class);
    }

    @Test
    void setState_publishes_andTheNextEvaluationDecidesAnew() {
        minutes(1);
        alarms.setState(ALARM, Value.ALARM, "testing");
        alarms.republish(ALARM);
        assertThat(published).hasSize(2);

        minutes(1);

        assertThat(value()).isEqualTo(Value.OK);
    }

    @Test
    void message_isWhatCloudWatchPublishes() {
        checks.put(OLD, FAILED);
        minutes(2);

        ObjectNode message = published.getFirst();
        assertThat(message.path("AlarmName").asText()).isEqualTo(ALARM.value());
        assertThat(message.path("AlarmArn").asText())
                .isEqualTo("arn:aws:cloudwatch:us-west-2:111122223333:alarm:outpost-recovery-web-01");
        assertThat(message.path("AWSAccountId").asText()).isEqualTo("111122223333");
        assertThat(message.path("NewStateValue").asText()).isEqualTo("ALARM");
        assertThat(message.path("OldStateValue").asText()).isEqualTo("INSUFFICIENT_DATA");
        assertThat(message.path("StateChangeTime").asText()).isEqualTo("2026-02-10T06:02:00.000+0000");
        assertThat(message.path("Region").asText()).isEqualTo("US West (Oregon)");
        assertThat(message.at("/Trigger/MetricName").asText()).isEqualTo("StatusCheckFailed");
        assertThat(message.at("/Trigger/Dimensions/0/name").asText()).isEqualTo("InstanceId");
        assertThat(message.at("/Trigger/Dimensions/0/value").asText()).isEqualTo(OLD.value());
        assertThat(message.at("/Trigger/Period").asInt()).isEqualTo(60);
        assertThat(message.at("/Trigger/EvaluationPeriods").asInt()).isEqualTo(2);
        assertThat(message.at("/Trigger/TreatMissingData").asText()).isEqualTo("breaching");
        assertThat(fixture.agenda.instant()).isEqualTo(START.plus(Duration.ofMinutes(2)));
    }

    private Value value() {
        return alarms.alarm(ALARM).orElseThrow().value();
    }

    private void minutes(int minutes) {
        fixture.pass(Duration.ofMinutes(minutes));
    }
}
