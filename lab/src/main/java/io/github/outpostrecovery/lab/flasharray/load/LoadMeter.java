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
        rows.forEach(row -> loads.put(new Key(row.subject(), row.of(), row.initiator(), row.interval()), row.load()));
    }

    /**
     * Counts.
     *
     * @param of the volume's id, or the port's name
     */
    public void count(Instant at, Subject subject, String of, String initiator, Load more) {
        long interval = interval(at);
        long oldest = interval - HISTORY.toMillis() / millis;
        loads.keySet().removeIf(key -> key.interval() < (key.subject() == Subject.VOLUME ? oldest : interval - 1));
        loads.merge(new Key(subject, of, initiator, interval), more, Load::plus);
    }

    /** What an initiator did through a port in the last full interval. */
    public Load atPort(Instant now, String port, String initiator) {
        return loads.getOrDefault(new Key(Subject.PORT, port, initiator, interval(now) - 1), Load.NONE);
    }

    /** What all together did to a volume in the last full interval. */
    public Load ofVolume(Instant now, String volume) {
        return sum(now, key -> key.of().equals(volume));
    }

    /** What all together did to a volume from one instant to another, in whole intervals. */
    public Load ofVolume(String volume, Instant from, Instant to) {
        return loads.entrySet().stream()
                .filter(one -> one.getKey().subject() == Subject.VOLUME
                        && one.getKey().of().equals(volume)
                        && one.getKey().interval() >= interval(from)
                        && one.getKey().interval() < interval(to))
                .map(Map.Entry::getValue)
                .reduce(Load.NONE, Load::plus);
    }

    /** What initiators did to all volumes in the last full interval. */
    public Load ofInitiators(Instant now, List<String> initiators) {
        return sum(now, key -> initiators.contains(key.initiator()));
    }

    private Load sum(Instant now, Predicate<Key> which) {
        return loads.entrySet().stream()
                .filter(one -> one.getKey().subject() == Subject.VOLUME
                        && one.getKey().interval() == interval(now) - 1
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
