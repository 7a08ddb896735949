package io.github.outpostrecovery.functions.aws.compute;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.name.OutpostArn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/**
 * Whether the Region reaches a server, by the metric {@code ConnectedStatus} of {@code AWS/Outposts} (AWS Outposts user
 * guide, "CloudWatch metrics": 1 for connected, 0 for not, dimension {@code OutpostId}).
 *
 * <p>Connected or disconnected is what the two newest minutes both say, if the newer is no older than three minutes. All
 * else is {@link ServerLink#UNKNOWN}: no datapoint, an old one, two that differ, a minute that was partly connected. Either
 * word lets a recovery go on where the log-ins or the writes agree, so neither is said of old news. The metric is published
 * to the account that owns the Outpost: read from another, it has no datapoints, and the link stays unknown.
 */
final class LinkReading {
    private static final String QUERY = "connected";
    private static final int PERIOD_SECONDS = 60;
    private static final Duration WINDOW = Duration.ofMinutes(6);
    private static final Duration FRESH = Duration.ofMinutes(3);

    private final Supplier<CloudWatchClient> cloudWatch;
    private final Outposts outposts;
    private final InstantSource clock;

    LinkReading(Supplier<CloudWatchClient> cloudWatch, Outposts outposts, InstantSource clock) {
        this.cloudWatch = requireNonNull(cloudWatch, "cloudWatch is null");
        this.outposts = requireNonNull(outposts, "outposts is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** What the metric says of a server that AWS Outposts knows to be in service; of any other, nothing is known. */
    ServerLink read(OutpostArn server) {
        return switch (byMetric(server)) {
            case CONNECTED -> inService(server) ? ServerLink.CONNECTED : ServerLink.UNKNOWN;
            case DISCONNECTED -> inService(server) ? ServerLink.DISCONNECTED : ServerLink.UNKNOWN;
            case UNKNOWN -> ServerLink.UNKNOWN;
        };
    }

    private boolean inService(OutpostArn server) {
        return outposts.lifeCycleStatus(server) instanceof Reply.Answered<String>(String status)
                && Outposts.isInService(status);
    }

    /** What the metric alone says. */
    ServerLink byMetric(OutpostArn server) {
        Instant now = clock.instant();
        return switch (datapoints(server, now)) {
            case Reply.Answered<List<Datapoint>>(var datapoints) -> judge(datapoints, now);
            case Reply.Refused<List<Datapoint>> refused -> ServerLink.UNKNOWN;
            case Reply.Unanswered<List<Datapoint>> unanswered -> ServerLink.UNKNOWN;
        };
    }

    /** One minute of the metric; {@code at} is when the minute began. */
    record Datapoint(Instant at, double value) {}

    private static ServerLink judge(List<Datapoint> datapoints, Instant now) {
        List<Datapoint> newest = datapoints.stream()
                .sorted(Comparator.comparing(Datapoint::at).reversed())
                .limit(2)
                .toList();
        if (newest.size() < 2
                || newest.getFirst().at().plusSeconds(PERIOD_SECONDS).isBefore(now.minus(FRESH))) {
            return ServerLink.UNKNOWN;
        }
        if (newest.stream().allMatch(datapoint -> datapoint.value() >= 1)) {
            return ServerLink.CONNECTED;
        }
        return newest.stream().allMatch(datapoint -> datapoint.value() == 0)
                ? ServerLink.DISCONNECTED
                : ServerLink.UNKNOWN;
    }

    private Reply<List<Datapoint>> datapoints(OutpostArn server, Instant now) {
        Instant end = now.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
        GetMetricDataRequest first = GetMetricDataRequest.builder()
                .metricDataQueries(query(server))
                .startTime(end.minus(WINDOW))
                .endTime(end)
                .scanBy(ScanBy.TIMESTAMP_DESCENDING)
                .build();
        return Reply.to(
                "cloudwatch:GetMetricData",
                () -> Pages.all(token -> page(cloudWatch
                        .get()
                        .getMetricData(token.map(value ->
                                        first.toBuilder().nextToken(value).build())
                                .orElse(first)))));
    }

    private static MetricDataQuery query(OutpostArn server) {
        Metric metric = Metric.builder()
                .namespace("AWS/Outposts")
                .metricName("ConnectedStatus")
                .dimensions(Dimension.builder()
                        .name("OutpostId")
                        .value(Outposts.idOf(server))
                        .build())
                .build();
        return MetricDataQuery.builder()
                .id(QUERY)
                .metricStat(MetricStat.builder()
                        .metric(metric)
                        .period(PERIOD_SECONDS)
                        .stat("Average")
                        .build())
                .build();
    }

    private static Pages.Page<Datapoint> page(GetMetricDataResponse answer) {
        List<Datapoint> datapoints = new ArrayList<>();
        for (MetricDataResult result : answer.metricDataResults()) {
            List<Instant> times = result.timestamps();
            List<Double> values = result.values();
            boolean whole =
                    result.statusCode() == StatusCode.COMPLETE || result.statusCode() == StatusCode.PARTIAL_DATA;
            if (QUERY.equals(result.id()) && whole && times.size() == values.size()) {
                for (int i = 0; i < times.size(); i++) {
                    datapoints.add(new Datapoint(times.get(i), values.get(i)));
                }
            }
        }
        return Pages.Page.of(datapoints, answer.nextToken());
    }
}
