package io.github.outpostrecovery.lab.flasharray.load;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Counts what reaches each volume, and goes over each port, by initiator. What can be read is the last full interval, and of
 * volumes the minutes before it. A write reaches its volume when it lands, and goes over its port when it is accepted.
 */
public final class LoadMeter {
    /** How far back it can be asked. */
    public static final Duration HISTORY = Duration.ofMinutes(10);

    private final long millis;
    private final TreeMap<Key, Load> loads = new TreeMap<>();
    private long counting = Long.MIN_VALUE;

    private record Key(Subject subject, String of, String initiator, long interval) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int bySubject = subject.compareTo(other.subject);
            int byWhat = bySubject == 0 ? of.compareTo(other.of) : bySubject;
            int byInitiator = byWhat == 0 ? initiator.compareTo(other.initiator) : byWhat;
            return byInitiator == 0 ? Long.compare(interval, other.interval) : byInitiator;
        }
    }

    /** What is measured. */
    public enum Subject {
        VOLUME,
        PORT
    }

    /** One count. */
    public record Row(Subject subject, String of, String initiator, long interval, Load load) {}

    /** Makes one that has counted nothing. */
    public LoadMeter(Duration interval) {
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException("a sampling interval of " + interval);
        }
        this.millis = interval.toMillis();
    }

    public List<Row> save() {
        return loads.entrySet().stream()
                .map(one -> new Row(
                        one.getKey().subject(),
                        one.getKey().of(),
                        one.getKey().initiator(),
                        one.getKey().interval(),
                        one.getValue()))
                .toList();
    }

    public void restore(List<Row> rows) {
        loads.clear();
        counting = Long.MIN_VALUE;
        rows.forEach(row -> loads.put(new Key(row.subject(), row.of(), row.initiator(), row.interval()), row.load()));
    }

    /**
     * Counts.
     *
     * @param of the volume's id, or the port's name
     */
    public void count(Instant at, Subject subject, String of, String initiator, Load more) {
        long interval = interval(at);
        if (interval != counting) {
            long oldest = interval - HISTORY.toMillis() / millis;
            loads.keySet().removeIf(key -> key.interval() < (key.subject() == Subject.VOLUME ? oldest : interval - 1));
            counting = interval;
        }
        loads.merge(new Key(subject, of, initiator, interval), more, Load::plus);
    }

    /** What an initiator did through a port in the last full interval. */
    public Load atPort(Instant now, String port, String initiator) {
        return loads.getOrDefault(new Key(Subject.PORT, port, initiator, interval(now) - 1), Load.NONE);
    }

    /** What all together did to a volume in the last full interval. */
    public Load ofVolume(Instant now, String volume) {
        long last = interval(now) - 1;
        return of(volume, last, last + 1);
    }

    /** What all together did to a volume from one instant to another, in whole intervals. */
    public Load ofVolume(String volume, Instant from, Instant to) {
        return of(volume, interval(from), interval(to));
    }

    private Load of(String volume, long from, long to) {
        Load sum = Load.NONE;
        Key first = new Key(Subject.VOLUME, volume, "", Long.MIN_VALUE);
        for (Map.Entry<Key, Load> one : loads.tailMap(first).entrySet()) {
            Key key = one.getKey();
            if (key.subject() != Subject.VOLUME || !key.of().equals(volume)) {
                break;
            }
            if (key.interval() >= from && key.interval() < to) {
                sum = sum.plus(one.getValue());
            }
        }
        return sum;
    }

    /** What initiators did to all volumes in the last full interval. */
    public Load ofInitiators(Instant now, List<String> initiators) {
        return sum(now, key -> initiators.contains(key.initiator()));
    }

    private Load sum(Instant now, Predicate<Key> which) {
        long last = interval(now) - 1;
        return loads.entrySet().stream()
                .filter(one -> one.getKey().subject() == Subject.VOLUME
                        && one.getKey().interval() == last
                        && which.test(one.getKey()))
                .map(Map.Entry::getValue)
                .reduce(Load.NONE, Load::plus);
    }

    /** When the last full interval ended. */
    public Instant lastAt(Instant now) {
        return Instant.ofEpochMilli(interval(now) * millis);
    }

    /** How long an interval is. */
    public Duration interval() {
        return Duration.ofMillis(millis);
    }

    private long interval(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), millis);
    }
}
