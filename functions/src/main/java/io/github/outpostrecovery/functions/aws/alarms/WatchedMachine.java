package io.github.outpostrecovery.functions.aws.alarms;

import io.github.outpostrecovery.core.name.Ec2InstanceId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

/** The machine that an alarm watches: its dimension {@code InstanceId}, or that of the metrics it computes with. */
final class WatchedMachine {
    private static final String DIMENSION = "InstanceId";

    private WatchedMachine() {}

    /** The one machine that {@code alarm} watches; empty if it watches none, or several. */
    static Optional<Ec2InstanceId> of(MetricAlarm alarm) {
        List<String> ids = Stream.concat(
                        alarm.dimensions().stream(),
                        alarm.metrics().stream()
                                .map(MetricDataQuery::metricStat)
                                .filter(Objects::nonNull)
                                .map(MetricStat::metric)
                                .flatMap(metric -> metric.dimensions().stream()))
                .filter(dimension -> dimension.name().equals(DIMENSION))
                .map(Dimension::value)
                .distinct()
                .toList();
        try {
            return ids.size() == 1 ? Optional.of(new Ec2InstanceId(ids.getFirst())) : Optional.empty();
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    /**
     * The same alarm for another machine, every setting as it is: PutMetricAlarm replaces the whole configuration (API
     * reference). Tags are not part of it, and stay.
     */
    static PutMetricAlarmRequest changed(MetricAlarm alarm, Ec2InstanceId machine) {
        PutMetricAlarmRequest.Builder copy = PutMetricAlarmRequest.builder()
                .alarmName(alarm.alarmName())
                .alarmDescription(alarm.alarmDescription())
                .actionsEnabled(alarm.actionsEnabled())
                .metricName(alarm.metricName())
                .namespace(alarm.namespace())
                .statistic(alarm.statisticAsString())
                .extendedStatistic(alarm.extendedStatistic())
                .period(alarm.period())
                .unit(alarm.unitAsString())
                .evaluationPeriods(alarm.evaluationPeriods())
                .datapointsToAlarm(alarm.datapointsToAlarm())
                .threshold(alarm.threshold())
                .comparisonOperator(alarm.comparisonOperatorAsString())
                .treatMissingData(alarm.treatMissingData())
                .evaluateLowSampleCountPercentile(alarm.evaluateLowSampleCountPercentile())
                .thresholdMetricId(alarm.thresholdMetricId());
        // An empty list is not the same as none: the query protocol would send an empty member.
        if (!alarm.okActions().isEmpty()) {
            copy.okActions(alarm.okActions());
        }
        if (!alarm.alarmActions().isEmpty()) {
            copy.alarmActions(alarm.alarmActions());
        }
        if (!alarm.insufficientDataActions().isEmpty()) {
            copy.insufficientDataActions(alarm.insufficientDataActions());
        }
        if (!alarm.dimensions().isEmpty()) {
            copy.dimensions(changed(alarm.dimensions(), machine));
        }
        if (!alarm.metrics().isEmpty()) {
            copy.metrics(alarm.metrics().stream()
                    .map(query -> changed(query, machine))
                    .toList());
        }
        return copy.build();
    }

    private static MetricDataQuery changed(MetricDataQuery query, Ec2InstanceId machine) {
        MetricStat stat = query.metricStat();
        if (stat == null || stat.metric().dimensions().isEmpty()) {
            return query;
        }
        Metric metric = stat.metric();
        return query.toBuilder()
                .metricStat(stat.toBuilder()
                        .metric(metric.toBuilder()
                                .dimensions(changed(metric.dimensions(), machine))
                                .build())
                        .build())
                .build();
    }

    private static List<Dimension> changed(List<Dimension> dimensions, Ec2InstanceId machine) {
        return dimensions.stream()
                .map(dimension -> dimension.name().equals(DIMENSION)
                        ? dimension.toBuilder().value(machine.value()).build()
                        : dimension)
                .toList();
    }
}
