package io.github.outpostrecovery.lab.powerstore.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.powerstore.PowerStoreCluster;
import io.github.outpostrecovery.lab.powerstore.PowerStoreSettings;
import io.github.outpostrecovery.lab.powerstore.inventory.Initiator;
import io.github.outpostrecovery.lab.powerstore.inventory.Inventory;
import io.github.outpostrecovery.lab.powerstore.metrics.PerformanceHistory.Counted;
import io.github.outpostrecovery.lab.powerstore.metrics.PerformanceHistory.Period;
import io.github.outpostrecovery.lab.powerstore.refusal.Reason;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * {@code POST /metrics/generate}, which reads: rates of volumes and initiators over the last hour, the oldest row first.
 *
 * <p>A row tells the end of its period. Equal periods in a row may come as one row with {@code repeat_count}, the number of
 * periods that it stands for. The newest period comes late.
 */
final class MetricsResource {
    private static final String BY_VOLUME = "performance_metrics_by_volume";
    private static final String BY_INITIATOR = "performance_metrics_by_initiator";
    private static final Set<String> INTERVALS =
            Set.of("Best_Available", "Five_Sec", "Twenty_Sec", "Five_Mins", "One_Hour", "One_Day");
    private static final int LATENCY_MICROSECONDS = 400;
    private static final int LONGEST = 256;

    private final PowerStoreCluster cluster;

    private record Subject(String entity, String idField, String id, Predicate<Counted> which) {}

    private record Run(Period first, Period last, int count) {}

    MetricsResource(PowerStoreCluster cluster) {
        this.cluster = cluster;
    }

    void route(Router router) {
        router.post("/api/rest/metrics/generate", this::generate);
    }

    private RestResponse generate(ApiCall call) {
        Body body = Body.of(call, "entity", "entity_id", "interval");
        String interval = body.word("interval", INTERVALS).orElse("Best_Available");
        Subject subject = subject(body.requiredText("entity", LONGEST), body.requiredText("entity_id", LONGEST));
        Duration sampling = cluster.settings().sampling();
        Duration length = switch (interval) {
            case "Five_Sec", "Best_Available" -> sampling.dividedBy(4);
            case "Twenty_Sec" -> sampling;
            default ->
                throw Reason.NO_METRICS.because("No metrics are kept for the interval " + interval + ".", interval);
        };
        Instant newest = call.now().minus(cluster.settings().metricsLag());
        List<Period> periods = cluster.history(call.turn()).periods(length, newest, subject.which());
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        String suffix = length.equals(sampling) ? "_twenty_sec" : "_five_sec";
        runs(periods, length).forEach(run -> rows.add(row(subject, suffix, run, length)));
        return rows.isEmpty() ? Replies.done() : RestResponse.json(200, rows);
    }

    private Subject subject(String entity, String id) {
        Inventory inventory = cluster.inventory();
        return switch (entity) {
            case BY_VOLUME -> {
                if (inventory.volumes().find(id).isEmpty()) {
                    throw Reason.NO_METRICS.because("No volume has the id " + id + ".", id);
                }
                yield new Subject(entity, "volume_id", id, one -> one.volume().equals(id));
            }
            case BY_INITIATOR -> {
                String portName = inventory
                        .initiators()
                        .find(id)
                        .map(Initiator::portName)
                        .orElseThrow(() -> Reason.NO_METRICS.because("No initiator has the id " + id + ".", id));
                yield new Subject(
                        entity, "initiator_id", id, one -> one.initiator().equals(portName));
            }
            default -> throw Reason.NO_METRICS.because("No metrics are kept for " + entity + ".", entity);
        };
    }

    private List<Run> runs(List<Period> periods, Duration length) {
        List<Run> runs = new ArrayList<>();
        boolean joined = joined(periods, length);
        for (Period period : periods) {
            if (joined && !runs.isEmpty() && runs.getLast().last().equalsButForTime(period)) {
                Run grown = runs.removeLast();
                runs.add(new Run(grown.first(), period, grown.count() + 1));
            } else {
                runs.add(new Run(period, period, 1));
            }
        }
        return runs;
    }

    private boolean joined(List<Period> periods, Duration length) {
        return switch (cluster.settings().metricsRows()) {
            case SINGLE -> false;
            case RUNS_FROM_FIRST, RUNS_TO_LAST -> true;
            case SOMETIMES_RUNS ->
                !periods.isEmpty() && periods.getLast().end().toEpochMilli() / length.toMillis() % 2 == 0;
        };
    }

    private ObjectNode row(Subject subject, String suffix, Run run, Duration length) {
        double seconds = length.toMillis() / 1000.0;
        Period period = run.first();
        boolean fromLast = cluster.settings().metricsRows() == PowerStoreSettings.MetricsRows.RUNS_TO_LAST;
        long operations = period.reads() + period.writes();
        long bytes = period.bytesRead() + period.bytesWritten();
        ObjectNode row = JsonNodeFactory.instance
                .objectNode()
                .put("entity", subject.entity())
                .put("response_definition", subject.entity() + suffix)
                .put(subject.idField(), subject.id())
                .put("timestamp", cluster.clock((fromLast ? run.last() : run.first()).end()))
                .put("read_iops", period.reads() / seconds)
                .put("write_iops", period.writes() / seconds)
                .put("total_iops", operations / seconds)
                .put("read_bandwidth", period.bytesRead() / seconds)
                .put("write_bandwidth", period.bytesWritten() / seconds)
                .put("total_bandwidth", bytes / seconds)
                .put("avg_read_latency", (double) (period.reads() == 0 ? 0 : LATENCY_MICROSECONDS))
                .put("avg_write_latency", (double) (period.writes() == 0 ? 0 : LATENCY_MICROSECONDS))
                .put("avg_latency", (double) (operations == 0 ? 0 : LATENCY_MICROSECONDS))
                .put("avg_io_size", operations == 0 ? 0.0 : (double) bytes / operations);
        if (subject.entity().equals(BY_VOLUME)) {
            row.put("appliance_id", Inventory.APPLIANCE);
        }
        if (run.count() > 1) {
            row.put("repeat_count", run.count());
        }
        return row;
    }
}
