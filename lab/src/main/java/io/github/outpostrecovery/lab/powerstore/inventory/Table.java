package io.github.outpostrecovery.lab.powerstore.inventory;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Rows by their id, in its order. */
public final class Table<T> {
    private final TreeMap<String, T> rows = new TreeMap<>();
    private final Function<T, String> id;

    public Table(Function<T, String> id) {
        this.id = requireNonNull(id, "id is null");
    }

    /** Adds a row, or replaces the one with the same id. */
    public void put(T row) {
        rows.put(id.apply(row), row);
    }

    public void remove(String rowId) {
        rows.remove(rowId);
    }

    public Optional<T> find(String rowId) {
        return Optional.ofNullable(rows.get(rowId));
    }

    /** The row that must be there, since another one refers to it. */
    public T get(String rowId) {
        return find(rowId).orElseThrow(() -> new IllegalStateException("nothing has the id " + rowId));
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
