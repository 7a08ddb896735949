package io.github.outpostrecovery.lab.powerstore.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Every type of resource with its rows, so that the rows of one can be embedded in those of another. */
public final class Catalog {
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(ResourceType type, Function<Instant, List<ObjectNode>> rows) {}

    public Catalog add(ResourceType type, Function<Instant, List<ObjectNode>> rows) {
        entries.put(type.name(), new Entry(type, rows));
        return this;
    }

    public ResourceType type(String name) {
        return entry(name).type();
    }

    /** All rows of a type as they are at an instant. */
    public List<ObjectNode> rows(String name, Instant now) {
        return entry(name).rows().apply(now);
    }

    private Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalStateException("no resource is called " + name);
        }
        return entry;
    }
}
