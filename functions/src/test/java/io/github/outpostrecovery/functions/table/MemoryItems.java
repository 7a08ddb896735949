package io.github.outpostrecovery.functions.table;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** A table in memory whose next writes can be told to go wrong. */
public final class MemoryItems implements ItemStore {
    /** What becomes of a write. */
    public enum Fate {
        AS_USUAL,
        /** Nothing is written, and nobody hears of it. */
        LOST,
        /** It is written, and nobody hears of it. */
        UNHEARD,
        /** Somebody else was faster. */
        OVERTAKEN
    }

    private final Map<String, Item> items = new TreeMap<>();
    private final Deque<Fate> fates = new ArrayDeque<>();
    private final List<List<Put>> writes = new ArrayList<>();
    private boolean answering = true;

    /** The fates of the next writes, in order; later ones go as usual. */
    public void next(Fate... coming) {
        Collections.addAll(fates, coming);
    }

    /** No read is answered from here on. */
    public void fallSilent() {
        answering = false;
    }

    /** Every write that was tried. */
    public List<List<Put>> writes() {
        return List.copyOf(writes);
    }

    public List<Item> items() {
        return List.copyOf(items.values());
    }

    @Override
    public Optional<Item> read(String partition, String sort) {
        answer();
        return Optional.ofNullable(items.get(key(partition, sort)));
    }

    @Override
    public List<Item> query(String partition, String prefix) {
        answer();
        return items.values().stream()
                .filter(item ->
                        item.partition().equals(partition) && item.sort().startsWith(prefix))
                .toList();
    }

    @Override
    public List<Item> queryFrom(String partition, String prefix, String first) {
        return query(partition, prefix).stream()
                .filter(item -> item.sort().compareTo(first) >= 0)
                .toList();
    }

    @Override
    public Written write(List<Put> puts) {
        writes.add(List.copyOf(puts));
        return switch (Objects.requireNonNullElse(fates.poll(), Fate.AS_USUAL)) {
            case AS_USUAL -> apply(puts);
            case OVERTAKEN -> Written.CONDITION_FAILED;
            case LOST -> throw new ServiceUnavailableException("the table gave no answer");
            case UNHEARD -> {
                apply(puts);
                throw new ServiceUnavailableException("the table gave no answer");
            }
        };
    }

    private Written apply(List<Put> puts) {
        if (!puts.stream().allMatch(this::holds)) {
            return Written.CONDITION_FAILED;
        }
        puts.forEach(put -> items.put(key(put.item().partition(), put.item().sort()), put.item()));
        return Written.WRITTEN;
    }

    private boolean holds(Put put) {
        Optional<Item> there = Optional.ofNullable(
                items.get(key(put.item().partition(), put.item().sort())));
        return switch (put.condition()) {
            case Condition.Always() -> true;
            case Condition.Absent() -> there.isEmpty();
            case Condition.AttributeEquals(String attribute, String value) ->
                there.filter(item -> value.equals(item.attributes().get(attribute)))
                        .isPresent();
        };
    }

    private void answer() {
        if (!answering) {
            throw new ServiceUnavailableException("the table gave no answer");
        }
    }

    private static String key(String partition, String sort) {
        return partition + "\n" + sort;
    }
}
