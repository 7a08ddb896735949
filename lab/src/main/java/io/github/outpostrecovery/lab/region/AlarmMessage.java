package io.github.outpostrecovery.lab.region;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The message that CloudWatch publishes to an SNS topic when an alarm changes its state.
 *
 * <p>Its oddities are CloudWatch's: the Region by its display name, {@code +0000} without a colon, and dimensions with
 * lower-case {@code name} and {@code value}.
 */
final class AlarmMessage {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private AlarmMessage() {}

    static String arnOf(RegionIdentity region, String alarm) {
        return region.arn("cloudwatch", "alarm:" + alarm);
    }

    static ObjectNode of(RegionIdentity region, AlarmRecord alarm, AlarmRecord.Change change) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode message = json.objectNode();
        message.put("AlarmName", alarm.name());
        message.put("AlarmDescription", "Status checks of " + alarm.machine());
        message.put("AWSAccountId", region.account());
        message.put("AlarmConfigurationUpdatedTimestamp", timestamp(alarm.configuredAt()));
        message.put("NewStateValue", change.to().name());
        message.put("NewStateReason", change.reason());
        message.put("StateChangeTime", timestamp(change.at()));
        message.put("Region", region.displayName());
        message.put("AlarmArn", arnOf(region, alarm.name()));
        message.put("OldStateValue", change.from().name());
        message.putArray("OKActions");
        message.putArray("AlarmActions").add(region.arn("sns", "outpost-recovery-alarms"));
        message.putArray("InsufficientDataActions");
        ObjectNode trigger = message.putObject("Trigger");
        trigger.put("MetricName", "StatusCheckFailed");
        trigger.put("Namespace", "AWS/EC2");
        trigger.put("StatisticType", "Statistic");
        trigger.put("Statistic", "MAXIMUM");
        trigger.putNull("Unit");
        trigger.putArray("Dimensions").addObject().put("value", alarm.machine()).put("name", "InstanceId");
        trigger.put("Period", SimulatedAlarms.PERIOD.toSeconds());
        trigger.put("EvaluationPeriods", SimulatedAlarms.PERIODS);
        trigger.put("DatapointsToAlarm", SimulatedAlarms.PERIODS);
        trigger.put("ComparisonOperator", "GreaterThanOrEqualToThreshold");
        trigger.put("Threshold", 1.0);
        trigger.put("TreatMissingData", "breaching");
        trigger.put("EvaluateLowSampleCountPercentile", "");
        return message;
    }

    private static String timestamp(Instant instant) {
        return TIMESTAMP.format(instant);
    }
}
