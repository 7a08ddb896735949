package io.github.outpostrecovery.lab.datapath;

import java.time.Instant;
import java.util.List;

/** The counters of an array as they are saved: what was counted so far, and the last sample of it. */
public record SavedCounters(List<Row> live, List<Row> sample, Instant sampledAt) {
    /** One counter. */
    public record Row(String volume, String initiator, IoCounters counters) {}
}
