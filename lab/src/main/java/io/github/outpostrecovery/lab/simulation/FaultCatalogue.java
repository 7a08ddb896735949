package io.github.outpostrecovery.lab.simulation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /**
     * The fault of this name.
     *
     * @throws IllegalArgumentException if there is none, with those that there are
     */
    public static Fault require(String slug) {
        return named(slug)
                .orElseThrow(() -> new IllegalArgumentException("there is no fault \"" + slug + "\"; there are "
                        + ALL.stream().map(fault -> fault.card().slug()).collect(Collectors.joining(", "))));
    }
}
