package io.github.outpostrecovery.lab.simulation;

import static java.util.Objects.requireNonNull;

/**
 * What a person should know about a fault.
 *
 * @param number its number in the list of faults, 1 to 75
 * @param slug its name on the command line: lower case, words joined by hyphens
 * @param happens what goes wrong, in one line
 * @param expected what the engine does about it, in one line
 * @param layer where it is shown
 * @param shownBy what shows it: for another layer than the simulation a test class by its simple name, a configuration of the
 *     model or a chapter of the documentation; empty for the simulation
 */
public record FaultCard(int number, String slug, String happens, String expected, Layer layer, String shownBy) {
    public FaultCard {
        requireNonNull(slug, "slug is null");
        requireNonNull(happens, "happens is null");
        requireNonNull(expected, "expected is null");
        requireNonNull(layer, "layer is null");
        requireNonNull(shownBy, "shownBy is null");
        if (shownBy.isEmpty() != (layer == Layer.SIMULATION)) {
            throw new IllegalArgumentException(
                    slug + ": who shows a fault is named for every layer but the simulation");
        }
    }

    /** A fault that runs with a seed show. */
    public static FaultCard simulated(int number, String slug, String happens, String expected) {
        return new FaultCard(number, slug, happens, expected, Layer.SIMULATION, "");
    }
}
