package io.github.outpostrecovery.lab.ontap.api;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The fields of one kind of record, by dotted name.
 *
 * @param keys always answered
 * @param others answered when named, or for {@code *}
 * @param expensive answered when named, or for {@code **}
 */
record Fields(Set<String> keys, Set<String> others, Set<String> expensive) {
    static Fields keys(String... names) {
        return new Fields(new LinkedHashSet<>(List.of(names)), Set.of(), Set.of());
    }

    Fields others(String... names) {
        return new Fields(keys, new LinkedHashSet<>(List.of(names)), expensive);
    }

    Fields expensive(String... names) {
        return new Fields(keys, others, new LinkedHashSet<>(List.of(names)));
    }

    boolean has(String name) {
        return keys.contains(name) || others.contains(name) || expensive.contains(name);
    }

    /** Whether a name is that of a field, or of an object that holds fields. */
    boolean hasBelow(String name) {
        String prefix = name + ".";
        return has(name)
                || keys.stream().anyMatch(one -> one.startsWith(prefix))
                || others.stream().anyMatch(one -> one.startsWith(prefix))
                || expensive.stream().anyMatch(one -> one.startsWith(prefix));
    }
}
