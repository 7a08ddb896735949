package io.github.outpostrecovery.lab.datapath;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Counts what reaches each volume from each initiator. As on an array, what can be read is a sample: it was taken at the
 * last full sampling interval and stands still until the next. A write counts when it has landed.
 */
final class IoStatistics {
    private final Duration interval;
    private Map<String, Map<String, IoCounters>> live;
    private Map<String, Map<String, IoCounters>> sample;
    private Instant sampledAt;

    IoStatistics(Duration interval, Instant start) {
        this.interval = interval;
        this.live = new TreeMap<>();
        this.sample = new TreeMap<>();
        this.sampledAt = boundaryBefore(start);
    }

    void restore(SavedCounters saved) {
        live = ofRows(saved.live());
        sample = ofRows(saved.sample());
        sampledAt = saved.sampledAt();
    }

    SavedCounters save() {
        return new SavedCounters(rows(live), rows(sample), sampledAt);
    }

    void count(Instant now, String volume, String initiator, UnaryOperator<IoCounters> more) {
        sampleIfDue(now);
        live.computeIfAbsent(volume, key -> new TreeMap<>())
                .merge(initiator, more.apply(IoCounters.NONE), (old, first) -> more.apply(old));
    }

    VolumeSample sample(Instant now, String volume) {
        sampleIfDue(now);
        return new VolumeSample(sampledAt, Map.copyOf(sample.getOrDefault(volume, Map.of())));
    }

    private void sampleIfDue(Instant now) {
        Instant boundary = boundaryBefore(now);
        if (boundary.isAfter(sampledAt)) {
            sample = new TreeMap<>();
            live.forEach((volume, counters) -> sample.put(volume, new TreeMap<>(counters)));
            sampledAt = boundary;
        }
    }

    private Instant boundaryBefore(Instant now) {
        long millis = interval.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), millis) * millis);
    }

    private static List<SavedCounters.Row> rows(Map<String, Map<String, IoCounters>> counters) {
        List<SavedCounters.Row> rows = new ArrayList<>();
        counters.forEach((volume, byInitiator) -> byInitiator.forEach(
                (initiator, counted) -> rows.add(new SavedCounters.Row(volume, initiator, counted))));
        return rows;
    }

    private static Map<String, Map<String, IoCounters>> ofRows(List<SavedCounters.Row> rows) {
        Map<String, Map<String, IoCounters>> counters = new TreeMap<>();
        rows.forEach(row ->
                counters.computeIfAbsent(row.volume(), key -> new TreeMap<>()).put(row.initiator(), row.counters()));
        return counters;
    }
}
