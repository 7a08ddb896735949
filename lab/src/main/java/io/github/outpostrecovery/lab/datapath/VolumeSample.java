package io.github.outpostrecovery.lab.datapath;

import java.time.Instant;
import java.util.Map;

/**
 * The counters of one volume as they stood when the array took its last sample.
 *
 * @param at in simulated time; the array's own clock may differ
 */
public record VolumeSample(Instant at, Map<String, IoCounters> byInitiator) {
    /** The volume as a whole. */
    public IoCounters total() {
        return byInitiator.values().stream().reduce(IoCounters.NONE, IoCounters::plus);
    }
}
