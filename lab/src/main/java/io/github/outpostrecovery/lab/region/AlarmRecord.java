package io.github.outpostrecovery.lab.region;

import io.github.outpostrecovery.core.service.Alarms.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One alarm.
 *
 * @param machine the EC2 instance id that it watches
 * @param evaluations how often it was evaluated since it was pointed at this machine
 * @param data whether the metric of this machine has ever had a datapoint since
 * @param lastPoints what the last evaluations found, the newest last; no more than it takes to alarm
 */
public record AlarmRecord(
        String name,
        String machine,
        Value value,
        Instant configuredAt,
        int evaluations,
        Data data,
        List<Datapoint> lastPoints,
        List<Change> history) {
    /** Whether a metric has begun. */
    public enum Data {
        AWAITED,
        FLOWING
    }

    /** What one period of {@code StatusCheckFailed} holds. */
    public enum Datapoint {
        PASSED,
        FAILED,
        MISSING
    }

    /** One change of state. */
    public record Change(Instant at, Value from, Value to, String reason) {}

    public AlarmRecord {
        lastPoints = List.copyOf(lastPoints);
        history = List.copyOf(history);
    }

    static AlarmRecord watching(String name, String machine, Instant at, List<Change> history) {
        return new AlarmRecord(name, machine, Value.INSUFFICIENT_DATA, at, 0, Data.AWAITED, List.of(), history);
    }

    /** When it took the state that it is in. */
    public Instant since() {
        return history.isEmpty() ? configuredAt : history.getLast().at();
    }

    AlarmRecord with(Datapoint point, int keep) {
        List<Datapoint> points = new ArrayList<>(lastPoints);
        points.add(point);
        while (points.size() > keep) {
            points.removeFirst();
        }
        Data seen = point == Datapoint.MISSING ? data : Data.FLOWING;
        return new AlarmRecord(name, machine, value, configuredAt, evaluations + 1, seen, points, history);
    }

    AlarmRecord changed(Change change) {
        List<Change> changes = new ArrayList<>(history);
        changes.add(change);
        return new AlarmRecord(name, machine, change.to(), configuredAt, evaluations, data, lastPoints, changes);
    }
}
