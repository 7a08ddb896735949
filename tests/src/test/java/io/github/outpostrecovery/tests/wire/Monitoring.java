package io.github.outpostrecovery.tests.wire;

import io.github.outpostrecovery.lab.region.Hypervisor.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * What CloudWatch would see by itself: the connected status of every server, and the state of every alarm from the health of
 * the machine that it watches.
 */
final class Monitoring implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final int METRICS_EVERY = 15;
    private static final int MINUTES_OF_THE_PAST = 4;

    private final AwsClients aws;
    private final Sites sites;
    private final Thread thread;

    Monitoring(AwsClients aws, Sites sites) {
        this.aws = aws;
        this.sites = sites;
        this.thread = Thread.ofPlatform().daemon().name("monitoring").start(this::watch);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        try {
            for (int round = 0; ; round++) {
                if (round % METRICS_EVERY == 0) {
                    sites.all().stream()
                            .filter(WireSite::hasBegun)
                            .forEach(site -> put(connectedStatus(site, Instant.now())));
                }
                alarms();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException closed) {
            // Nobody looks at it any more.
        } catch (RuntimeException failed) {
            if (!Thread.currentThread().isInterrupted()) {
                throw failed;
            }
        }
    }

    /** The last minutes of a site that has just begun: since the failure nothing has changed. */
    void tellThePast(WireSite site) {
        Instant now = Instant.now();
        for (int minute = MINUTES_OF_THE_PAST; minute >= 0; minute--) {
            put(connectedStatus(site, now.minus(Duration.ofMinutes(minute))));
        }
    }

    private void put(List<MetricDatum> data) {
        if (!data.isEmpty()) {
            aws.cloudWatch()
                    .putMetricData(request -> request.namespace("AWS/Outposts").metricData(data));
        }
    }

    private static List<MetricDatum> connectedStatus(WireSite site, Instant at) {
        List<MetricDatum> data = new ArrayList<>();
        for (String server : site.servers()) {
            data.add(MetricDatum.builder()
                    .metricName("ConnectedStatus")
                    .dimensions(Dimension.builder()
                            .name("OutpostId")
                            .value(server.substring(server.lastIndexOf('/') + 1))
                            .build())
                    .timestamp(at)
                    .value(site.reaches(server) ? 1.0 : 0.0)
                    .build());
        }
        return data;
    }

    private void alarms() {
        for (MetricAlarm alarm : aws.cloudWatch()
                .describeAlarms(request -> request.alarmNamePrefix("outpost-recovery-"))
                .metricAlarms()) {
            for (Dimension dimension : alarm.dimensions()) {
                sites.withMachine(dimension.value())
                        .map(site -> site.status(dimension.value()))
                        .ifPresent(status -> set(alarm, dimension.value(), status));
            }
        }
    }

    private void set(MetricAlarm alarm, String machine, WireSite.Status status) {
        StateValue value = status.reached() && status.health() == Health.WELL ? StateValue.OK : StateValue.ALARM;
        if (alarm.stateValue() != value) {
            aws.cloudWatch()
                    .setAlarmState(request -> request.alarmName(alarm.alarmName())
                            .stateValue(value)
                            .stateReason("the health of " + machine));
        }
    }
}
