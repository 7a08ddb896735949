package io.github.outpostrecovery.lab.oracle;

import java.time.Instant;

/** Something that must not have happened. */
public record Violation(Invariant invariant, Instant at, String what) {}
