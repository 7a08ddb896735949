package io.github.outpostrecovery.lab.simulation;

import io.github.outpostrecovery.core.incident.Outcome;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What has come of a fault.
 *
 * @param injected in how many runs it has really happened
 * @param outcomes how those runs ended, how often
 */
public record FaultTally(FaultCard card, int injected, Map<Outcome, Integer> outcomes) {
    public FaultTally {
        Map<Outcome, Integer> sorted = new EnumMap<>(Outcome.class);
        sorted.putAll(outcomes);
        outcomes = Collections.unmodifiableMap(sorted);
    }
}
