package io.github.outpostrecovery.lab.simulation;

import io.github.outpostrecovery.core.incident.Outcome;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What many runs have come to.
 *
 * @param runs how many there were
 * @param violations runs that broke a rule, in the order of their numbers
 * @param outcomes how the runs ended, how often; a run without a record counts nowhere
 * @param faults every fault of the catalogue, in the order of its number
 * @param covered the boundaries at which something was really interrupted
 * @param total how many boundaries there are
 * @param checks how often something was checked
 * @param runsPerSecond of wall time: the only figure that differs from one time to the next
 */
public record SimulationResult(
        long runs,
        List<BrokenRun> violations,
        Map<Outcome, Integer> outcomes,
        List<FaultTally> faults,
        Set<Boundary> covered,
        int total,
        long checks,
        double runsPerSecond) {
    public SimulationResult {
        violations = List.copyOf(violations);
        Map<Outcome, Integer> sorted = new EnumMap<>(Outcome.class);
        sorted.putAll(outcomes);
        outcomes = Collections.unmodifiableMap(sorted);
        faults = List.copyOf(faults);
        covered = Collections.unmodifiableSortedSet(new TreeSet<>(covered));
    }
}
