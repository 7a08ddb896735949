package io.github.outpostrecovery.lab.powerstore.metrics;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.datapath.IoCounters;
import io.github.outpostrecovery.lab.datapath.VolumeSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The counters of all volumes at the beginning of every interval in which something was done.
 *
 * <p>An interval without a remembered beginning was idle, so what was counted between two remembered beginnings was counted
 * in the interval that the earlier one begins. That holds as long as {@link #remember} is called before anything is counted
 * in an interval, or the sample was taken before.
 */
public final class PerformanceHistory {
    /** How long the array keeps metrics. */
    public static final Duration KEPT = Duration.ofHours(1);

    private final Duration interval;
    private Instant since;
    private final TreeMap<Instant, List<Counted>> beginnings = new TreeMap<>();

    /** What one initiator had done on one volume. */
    public record Counted(String volume, String initiator, IoCounters counters) {}

    /** The beginning of an interval. */
    public record Beginning(Instant at, List<Counted> counted) {}

    /** All of it. */
    public record Saved(Instant since, List<Beginning> beginnings) {}

    /** What was done in one interval, and when it ended. */
    public record Period(Instant end, long reads, long writes, long bytesRead, long bytesWritten) {
        /** Whether as much was done in both. */
        public boolean equalsButForTime(Period other) {
            return reads == other.reads
                    && writes == other.writes
                    && bytesRead == other.bytesRead
                    && bytesWritten == other.bytesWritten;
        }
    }

    /** Begins now, with nothing counted. */
    public PerformanceHistory(Duration interval, Instant now) {
        this.interval = requireNonNull(interval, "interval is null");
        this.since = floor(now, interval);
        beginnings.put(since, List.of());
    }

    public Saved save() {
        List<Beginning> saved = new ArrayList<>();
        beginnings.forEach((at, counted) -> saved.add(new Beginning(at, counted)));
        return new Saved(since, saved);
    }

    public void restore(Saved saved) {
        since = saved.since();
        beginnings.clear();
        saved.beginnings().forEach(one -> beginnings.put(one.at(), one.counted()));
    }

    /**
     * Remembers how this interval began, if it is not remembered already.
     *
     * @param sample the counters of a volume as they stood at the beginning of the interval
     */
    public void remember(Instant now, Collection<String> volumes, Function<String, VolumeSample> sample) {
        Instant beginning = beginningOf(now);
        if (beginnings.containsKey(beginning)) {
            return;
        }
        List<Counted> counted = new ArrayList<>();
        for (String volume : volumes) {
            sample.apply(volume)
                    .byInitiator()
                    .forEach((initiator, counters) -> counted.add(new Counted(volume, initiator, counters)));
        }
        counted.sort((one, other) -> (one.volume() + one.initiator()).compareTo(other.volume() + other.initiator()));
        beginnings.put(beginning, List.copyOf(counted));
        Instant oldest = beginning.minus(KEPT).minus(interval);
        beginnings.headMap(oldest).clear();
    }

    /**
     * What was done by those that {@code which} picks, in whole periods, the oldest first. The interval of now must have been
     * remembered.
     *
     * @param length of a period, a multiple of the interval
     * @param end the end of the last period at the latest
     */
    public List<Period> periods(Duration length, Instant end, Predicate<Counted> which) {
        List<Period> periods = new ArrayList<>();
        Instant last = floor(end, length);
        for (Instant at = last; !at.minus(length).isBefore(since); at = at.minus(length)) {
            if (at.isBefore(last.minus(KEPT).plus(length))) {
                break;
            }
            IoCounters now = total(at, which);
            IoCounters before = total(at.minus(length), which);
            periods.addFirst(new Period(
                    at,
                    now.reads() - before.reads(),
                    now.writes() - before.writes(),
                    now.bytesRead() - before.bytesRead(),
                    now.bytesWritten() - before.bytesWritten()));
        }
        return periods;
    }

    private IoCounters total(Instant at, Predicate<Counted> which) {
        Map.Entry<Instant, List<Counted>> known = beginnings.ceilingEntry(at);
        if (known == null) {
            throw new IllegalStateException("how the interval after " + at + " began is not remembered");
        }
        long[] sums = new long[4];
        known.getValue().stream().filter(which).map(Counted::counters).forEach(one -> {
            sums[0] += one.reads();
            sums[1] += one.writes();
            sums[2] += one.bytesRead();
            sums[3] += one.bytesWritten();
        });
        return new IoCounters(sums[0], sums[1], 0, sums[2], sums[3]);
    }

    private Instant beginningOf(Instant now) {
        return floor(now, interval);
    }

    private static Instant floor(Instant now, Duration length) {
        long millis = length.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), millis) * millis);
    }
}
