package io.github.outpostrecovery.core.order;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * Copies that never change, in the order of the original. Those of {@link Set#copyOf} and {@link Map#copyOf} come in another
 * order in every process: orders to an array would be sent, and mails written, in an order that nobody can repeat.
 */
public final class InOrder {
    private InOrder() {}

    /**
     * A copy of a set, or of a collection without what it holds twice.
     *
     * @throws NullPointerException if an element is null
     */
    public static <T> Set<T> copyOf(Collection<? extends T> elements) {
        Set<T> copy = new LinkedHashSet<>();
        for (T element : elements) {
            copy.add(requireNonNull(element, "an element is null"));
        }
        return Collections.unmodifiableSet(copy);
    }

    /**
     * A copy of a map.
     *
     * @throws NullPointerException if a key or a value is null
     */
    public static <K, V> Map<K, V> copyOf(Map<? extends K, ? extends V> entries) {
        Map<K, V> copy = new LinkedHashMap<>();
        entries.forEach((key, value) ->
                copy.put(requireNonNull(key, "a key is null"), requireNonNull(value, "a value is null")));
        return Collections.unmodifiableMap(copy);
    }

    /** Collects into a set in the order of the stream. */
    public static <T> Collector<T, ?, Set<T>> toSet() {
        return Collectors.collectingAndThen(Collectors.toCollection(LinkedHashSet::new), InOrder::copyOf);
    }
}
