package io.github.outpostrecovery.lab.simulation;

import java.util.List;
import java.util.Optional;

/** Every fault that the product knows of, in the order of its number. */
public final class FaultCatalogue {
    private static final List<Fault> ALL = List.of();

    private FaultCatalogue() {}

    public static List<Fault> all() {
        return ALL;
    }

    /** The fault of this name. */
    public static Optional<Fault> named(String slug) {
        return ALL.stream().filter(fault -> fault.card().slug().equals(slug)).findFirst();
    }
}
