package io.github.outpostrecovery.lab.alletra.inventory;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Rows by their key, in its order. */
public final class Table<T> {
    private final TreeMap<String, T> rows = new TreeMap<>();
    private final Function<T, String> key;

    public Table(Function<T, String> key) {
        this.key = requireNonNull(key, "key is null");
    }

    /** Adds a row, or replaces the one with the same key. */
    public void put(T row) {
        rows.put(key.apply(row), row);
    }

    public void remove(T row) {
        rows.remove(key.apply(row));
    }

    /** Puts a row in the place of another one, which may have another key. */
    public void replace(T old, T next) {
        remove(old);
        put(next);
    }

    public Optional<T> find(String rowKey) {
        return Optional.ofNullable(rows.get(rowKey));
    }

    public List<T> all() {
        return List.copyOf(rows.values());
    }

    public Stream<T> stream() {
        return all().stream();
    }

    public void replaceBy(List<T> others) {
        rows.clear();
        others.forEach(this::put);
    }
}
