package io.github.outpostrecovery.functions.aws.alarms;

import static io.github.outpostrecovery.functions.aws.AwsEndpoint.Reply.xml;
import static io.github.outpostrecovery.functions.aws.AwsEndpoint.Reply.xmlError;
import static io.github.outpostrecovery.functions.aws.alarms.AlarmXml.TOPIC;
import static io.github.outpostrecovery.functions.aws.alarms.AlarmXml.alarm;
import static io.github.outpostrecovery.functions.aws.alarms.AlarmXml.alarms;
import static io.github.outpostrecovery.functions.aws.alarms.AlarmXml.stack;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.service.Alarms.AlarmState;
import io.github.outpostrecovery.core.service.Alarms.Value;
import io.github.outpostrecovery.core.service.Alarms.Wiring;
import io.github.outpostrecovery.functions.aws.AwsEndpoint;
import io.github.outpostrecovery.functions.aws.AwsEndpoint.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CloudWatchAlarmsTest {
    private static final AlarmName ALARM = new AlarmName("outpost-recovery-web-01");
    private static final String OLD = "i-00000000000000001";
    private static final String NEW = "i-00000000000000002";
    private static final Ec2InstanceId NEW_MACHINE = new Ec2InstanceId(NEW);
    private static final String BEFORE = "2026-02-10T06:00:00.000Z";
    private static final String CHANGED = "2026-02-10T06:10:00.000Z";
    private static final String AFTER = "2026-02-10T06:12:00.000Z";

    private final AwsEndpoint aws = new AwsEndpoint();
    private Instant now = Instant.parse("2026-02-10T06:12:59Z");
    private final CloudWatchAlarms watching =
            new CloudWatchAlarms(aws.clients().cloudWatch(), aws.clients().cloudFormation(), TOPIC, () -> now);

    @AfterEach
    void close() {
        aws.close();
    }

    private CloudWatchAlarmsTest alarmOf(String machine, String state, String transitioned) {
        aws.answer("DescribeAlarms", alarms(alarm(machine, state, transitioned, CHANGED)));
        return this;
    }

    @Test
    void watch_changesTheMachineOnly_andThenTheStack() {
        alarmOf(OLD, "ALARM", BEFORE);
        aws.answer("PutMetricAlarm", xml("PutMetricAlarm", ""));
        aws.answer("DescribeStacks", stack("UPDATE_COMPLETE", OLD), stack("UPDATE_IN_PROGRESS", NEW));
        aws.answer("UpdateStack", xml("UpdateStack", "<StackId>s</StackId>"));

        assertThat(watching.watch(ALARM, NEW_MACHINE)).contains("stack autorestart-web-01 is being changed");

        assertThat(aws.operations())
                .containsExactly("DescribeAlarms", "PutMetricAlarm", "DescribeStacks", "UpdateStack");
        Map<String, String> put = aws.call("PutMetricAlarm").form();
        put.remove("Action");
        put.remove("Version");
        assertThat(put)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("AlarmName", "outpost-recovery-web-01"),
                        Map.entry("AlarmDescription", "Guards web-01 & more"),
                        Map.entry("ActionsEnabled", "true"),
                        Map.entry("AlarmActions.member.1", TOPIC),
                        Map.entry("AlarmActions.member.2", "arn:aws:sns:us-west-2:111122223333:mine"),
                        Map.entry("MetricName", "StatusCheckFailed"),
                        Map.entry("Namespace", "AWS/EC2"),
                        Map.entry("Statistic", "Maximum"),
                        Map.entry("Dimensions.member.1.Name", "InstanceId"),
                        Map.entry("Dimensions.member.1.Value", NEW),
                        Map.entry("Period", "60"),
                        Map.entry("EvaluationPeriods", "2"),
                        Map.entry("DatapointsToAlarm", "2"),
                        Map.entry("Threshold", "1.0"),
                        Map.entry("ComparisonOperator", "GreaterThanOrEqualToThreshold"),
                        Map.entry("TreatMissingData", "breaching")));
        Map<String, String> update = aws.call("UpdateStack").form();
        assertThat(update)
                .containsEntry("StackName", "autorestart-web-01")
                .containsEntry("UsePreviousTemplate", "true")
                .containsEntry("Capabilities.member.1", "CAPABILITY_IAM")
                .containsEntry("Parameters.member.1.ParameterKey", "AlarmTopic")
                .containsEntry("Parameters.member.1.UsePreviousValue", "true")
                .containsEntry("Parameters.member.2.ParameterKey", "InstanceId")
                .containsEntry("Parameters.member.2.ParameterValue", NEW)
                .containsKey("ClientRequestToken");
        assertThat(watching.watch(ALARM, NEW_MACHINE))
                .contains("stack autorestart-web-01 is being changed (UPDATE_IN_PROGRESS)");
    }

    @Test
    void watch_leavesAloneWhatIsInLine() {
        alarmOf(NEW, "OK", AFTER);
        aws.answer("DescribeStacks", stack("UPDATE_COMPLETE", NEW));
        assertThat(watching.watch(ALARM, NEW_MACHINE)).isEmpty();
        assertThat(aws.operations()).containsExactly("DescribeAlarms", "DescribeStacks");
    }

    @Test
    void watch_isDone_whenTheStackFindsNothingToDo() {
        alarmOf(NEW, "OK", AFTER);
        aws.answer("DescribeStacks", stack("CREATE_COMPLETE", OLD));
        aws.answer("UpdateStack", xmlError(400, "ValidationError", "No updates are to be performed."));
        assertThat(watching.watch(ALARM, NEW_MACHINE)).isEmpty();
    }

    @Test
    void watch_repeatsALostUpdateUnderItsToken() {
        alarmOf(NEW, "OK", AFTER);
        aws.answer("DescribeStacks", stack("UPDATE_ROLLBACK_COMPLETE", OLD));
        aws.answer(
                "UpdateStack",
                Reply.xmlError(500, "InternalFailure", "applied"),
                xml("UpdateStack", "<StackId>s</StackId>"));
        assertThat(watching.watch(ALARM, NEW_MACHINE)).contains("stack autorestart-web-01 is being changed");
        assertThat(aws.calls("UpdateStack").stream()
                        .map(call -> call.form().getOrDefault("ClientRequestToken", "none"))
                        .distinct())
                .hasSize(1)
                .doesNotContain("none");
    }

    @Test
    void watch_triesTheStack_evenIfTheAlarmCannotBeChanged() {
        alarmOf(OLD, "ALARM", BEFORE);
        aws.answer(
                "PutMetricAlarm",
                xmlError(403, "AccessDenied", "not authorized to perform: cloudwatch:PutMetricAlarm"));
        aws.answer(
                "DescribeStacks", xmlError(400, "ValidationError", "Stack with id autorestart-web-01 does not exist"));
        assertThat(watching.watch(ALARM, NEW_MACHINE))
                .contains("alarm outpost-recovery-web-01 could not be pointed at " + NEW
                        + ": AccessDenied: not authorized to perform: cloudwatch:PutMetricAlarm; "
                        + "stack autorestart-web-01 could not be looked at: "
                        + "ValidationError: Stack with id autorestart-web-01 does not exist");
    }

    @Test
    void watch_changesTheMetricsThatAnAlarmComputesWith() {
        aws.answer("DescribeAlarms", alarms("""
                <AlarmName>outpost-recovery-web-01</AlarmName><ActionsEnabled>true</ActionsEnabled>
                <AlarmActions/><OKActions/><InsufficientDataActions/><Dimensions/>
                <StateValue>ALARM</StateValue><EvaluationPeriods>2</EvaluationPeriods>
                <Threshold>1</Threshold><ComparisonOperator>GreaterThanThreshold</ComparisonOperator>
                <Metrics>
                <member><Id>e1</Id><Expression>m1 + m2</Expression><ReturnData>true</ReturnData></member>
                <member><Id>m1</Id><ReturnData>false</ReturnData><MetricStat><Metric><Namespace>AWS/EC2</Namespace>
                <MetricName>StatusCheckFailed</MetricName><Dimensions><member><Name>InstanceId</Name>
                <Value>i-00000000000000001</Value></member></Dimensions></Metric><Period>60</Period>
                <Stat>Maximum</Stat></MetricStat></member>
                <member><Id>m2</Id><ReturnData>false</ReturnData><MetricStat><Metric><Namespace>Mine</Namespace>
                <MetricName>Other</MetricName></Metric><Period>60</Period><Stat>Sum</Stat></MetricStat></member>
                </Metrics>"""));
        aws.answer("PutMetricAlarm", xml("PutMetricAlarm", ""));
        aws.answer("DescribeStacks", stack("UPDATE_COMPLETE", NEW));
        assertThat(watching.watch(ALARM, NEW_MACHINE)).isEmpty();
        assertThat(aws.call("PutMetricAlarm").form())
                .containsEntry("Metrics.member.1.Expression", "m1 + m2")
                .containsEntry("Metrics.member.2.MetricStat.Metric.Dimensions.member.1.Value", NEW)
                .containsEntry("Metrics.member.2.MetricStat.Stat", "Maximum")
                .containsEntry("Metrics.member.3.MetricStat.Metric.MetricName", "Other")
                .doesNotContainKeys("Dimensions", "AlarmActions", "MetricName");
    }

    @Test
    void state_isSinceItsTransition() {
        alarmOf(NEW, "OK", AFTER);
        assertThat(watching.state(ALARM)).isEqualTo(new AlarmState.Known(NEW_MACHINE, Value.OK, Instant.parse(AFTER)));
    }

    @Test
    void state_fromBeforeTheLastChange_countsOnlyOnceEveryPeriodWasSeen() {
        alarmOf(NEW, "OK", BEFORE);
        Instant changed = Instant.parse(CHANGED);
        assertThat(watching.state(ALARM))
                .isEqualTo(new AlarmState.Known(NEW_MACHINE, Value.INSUFFICIENT_DATA, changed));
        now = Instant.parse("2026-02-10T06:13:00Z");
        assertThat(watching.state(ALARM)).isEqualTo(new AlarmState.Known(NEW_MACHINE, Value.OK, changed));
    }

    @Test
    void state_isUnknown_whenCloudWatchDoesNotSay() {
        aws.answer(
                "DescribeAlarms",
                alarms(),
                xmlError(403, "AccessDenied", "no"),
                xml("DescribeAlarms", "<CompositeAlarms><member><AlarmName>a</AlarmName></member></CompositeAlarms>"));
        assertThat(watching.state(ALARM)).isEqualTo(new AlarmState.Unknown("there is no alarm " + ALARM));
        assertThat(watching.state(ALARM)).isEqualTo(new AlarmState.Unknown("DescribeAlarms failed: AccessDenied: no"));
        assertThat(watching.state(ALARM)).isEqualTo(new AlarmState.Unknown(ALARM + " is a composite alarm"));
        assertThat(aws.calls().getFirst().form())
                .containsEntry("AlarmNames.member.1", ALARM.value())
                .containsEntry("AlarmTypes.member.1", "MetricAlarm")
                .containsEntry("AlarmTypes.member.2", "CompositeAlarm");
    }

    @Test
    void wiring_isSound_ofAnAlarmAsProtectMakesIt() {
        alarmOf(NEW, "OK", AFTER);
        assertThat(watching.wiring(ALARM)).isEqualTo(new Wiring.Sound());
    }

    @Test
    void wiring_tellsEverythingThatIsAmiss() {
        String deaf = alarm(NEW, "OK", AFTER, CHANGED)
                .replace("<ActionsEnabled>true", "<ActionsEnabled>false")
                .replace(TOPIC, "arn:aws:sns:us-west-2:111122223333:other")
                .replace(">breaching<", ">missing<");
        aws.answer(
                "DescribeAlarms",
                alarms(deaf),
                alarms(),
                xml("DescribeAlarms", "<CompositeAlarms><member><AlarmName>a</AlarmName></member></CompositeAlarms>"),
                xmlError(500, "InternalServiceFault", "oh"));
        assertThat(watching.wiring(ALARM))
                .isEqualTo(new Wiring.Unsound(List.of(
                        "the actions of outpost-recovery-web-01 are disabled",
                        "outpost-recovery-web-01 does not tell " + TOPIC
                                + ", but arn:aws:sns:us-west-2:111122223333:other, arn:aws:sns:us-west-2:111122223333:mine",
                        "outpost-recovery-web-01 treats missing data as missing, not as breaching")));
        assertThat(watching.wiring(ALARM))
                .isEqualTo(new Wiring.Unsound(List.of("there is no alarm outpost-recovery-web-01")));
        assertThat(watching.wiring(ALARM))
                .isEqualTo(new Wiring.Unsound(List.of("outpost-recovery-web-01 is a composite alarm")));
        assertThat(watching.wiring(ALARM))
                .isEqualTo(new Wiring.Unknown("DescribeAlarms failed: InternalServiceFault: oh"));
    }
}
