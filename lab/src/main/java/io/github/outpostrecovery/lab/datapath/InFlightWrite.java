package io.github.outpostrecovery.lab.datapath;

import java.time.Instant;

/** A write that the array has accepted and that has not landed. */
public record InFlightWrite(String id, String sessionId, String volume, long payload, Instant submittedAt) {}
