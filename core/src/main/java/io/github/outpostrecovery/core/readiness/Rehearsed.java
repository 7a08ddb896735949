package io.github.outpostrecovery.core.readiness;

import java.util.List;

/** What one rehearsal found. */
public record Rehearsed(List<Finding> findings) {
    public Rehearsed {
        findings = List.copyOf(findings);
    }
}
