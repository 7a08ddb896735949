package io.github.outpostrecovery.lab.datapath;

import java.time.Instant;

/**
 * A write that has reached a volume.
 *
 * @param submittedAt when the array accepted the command, and had found the initiator entitled to it
 * @param landedAt when the volume changed
 */
public record LandedWrite(
        String array,
        String volume,
        String initiator,
        String machine,
        long payload,
        Instant submittedAt,
        Instant landedAt) {}
