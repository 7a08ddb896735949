package io.github.outpostrecovery.lab.ontap.inventory;

import java.time.Instant;

/** What the connectivity tracking of an initiator remembers of one LIF. */
public record LoginTrace(String svm, String initiator, String networkInterface, boolean connected, Instant lastSeen) {}
