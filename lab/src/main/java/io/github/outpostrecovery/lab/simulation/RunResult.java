package io.github.outpostrecovery.lab.simulation;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.oracle.Violation;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run has come to.
 *
 * @param outcomes how each execution of the recovery state machine ended, the oldest first; empty for one that has no record
 * @param struck how often each fault really happened, by its slug
 * @param objections what is expected of the engine at the only fault of the run, and did not come
 * @param checks how often something was checked
 * @param rest when everything had come to rest
 * @param troubles all that must not be: violations, objections, and a run that never rests or ends in the middle
 * @param covered at which boundaries it was really interrupted
 */
public record RunResult(
        World world,
        List<Optional<Outcome>> outcomes,
        Map<String, Integer> struck,
        List<Violation> violations,
        List<String> objections,
        long checks,
        Instant rest,
        List<Trouble> troubles,
        Set<Boundary> covered) {
    public RunResult {
        outcomes = List.copyOf(outcomes);
        struck = Map.copyOf(struck);
        violations = List.copyOf(violations);
        objections = List.copyOf(objections);
        troubles = List.copyOf(troubles);
        covered = Collections.unmodifiableSortedSet(new TreeSet<>(covered));
    }

    /** How the run as a whole ended: the outcome of its first execution that is not a duplicate. */
    public Optional<Outcome> outcome() {
        return outcomeOf(outcomes);
    }

    static Optional<Outcome> outcomeOf(List<Optional<Outcome>> outcomes) {
        return outcomes.stream()
                .flatMap(Optional::stream)
                .filter(outcome -> outcome != Outcome.DUPLICATE)
                .findFirst()
                .or(() -> outcomes.stream().flatMap(Optional::stream).findFirst());
    }
}
