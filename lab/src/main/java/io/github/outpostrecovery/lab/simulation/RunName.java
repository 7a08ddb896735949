package io.github.outpostrecovery.lab.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything that a run is made from, in one word: {@code SEED:NUMBER}, with {@code @fault} if that fault was ordered, and
 * with what was made simpler since, {@code +what} each. The same word is the same run.
 */
public record RunName(long seed, long number, Optional<String> fault, List<Simplification> simplifications) {
    public RunName {
        simplifications = List.copyOf(simplifications);
    }

    /** As it is drawn. */
    public static RunName of(long seed, long number, Optional<Fault> ordered) {
        return new RunName(seed, number, ordered.map(fault -> fault.card().slug()), List.of());
    }

    RunName simplified(Simplification step) {
        List<Simplification> more = new ArrayList<>(simplifications);
        more.add(step);
        return new RunName(seed, number, fault, more);
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if it is no such word, with what one looks like
     */
    public static RunName parse(String text) {
        String[] parts = text.split("\\+", -1);
        String[] drawn = parts[0].split("@", 2);
        String[] numbers = drawn[0].split(":", -1);
        try {
            if (numbers.length != 2) {
                throw new NumberFormatException("no number of a run");
            }
            List<Simplification> simplifications = new ArrayList<>();
            for (int part = 1; part < parts.length; part++) {
                simplifications.add(Simplification.parse(parts[part]));
            }
            return new RunName(
                    Long.parseLong(numbers[0]),
                    Long.parseLong(numbers[1]),
                    drawn.length == 1 ? Optional.empty() : Optional.of(drawn[1]),
                    simplifications);
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" names no run: it looks like 1:4711, as it is printed with a violation",
                    malformed);
        }
    }

    /**
     * What it is made from.
     *
     * @throws IllegalArgumentException if there is no such fault
     */
    public Scenario scenario() {
        Optional<Fault> ordered = fault.map(FaultCatalogue::require);
        Scenario scenario = Drawing.draw(seed, number, ordered);
        for (Simplification step : simplifications) {
            scenario = step.apply(scenario).orElse(scenario);
        }
        return scenario;
    }

    @Override
    public String toString() {
        return seed + ":" + number + fault.map(slug -> "@" + slug).orElse("")
                + simplifications.stream().map(step -> "+" + step).collect(Collectors.joining());
    }
}
