package io.github.outpostrecovery.core.readiness;

import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.InstanceName;
import java.time.Instant;
import java.util.List;

/** What one readiness run found out about one instance. */
public record ReadinessReport(InstanceName instance, ExecutionArn execution, Instant at, List<Finding> findings) {
    public ReadinessReport {
        findings = List.copyOf(findings);
    }

    /** By what a recovery would fail. */
    public List<Finding.Failed> failures() {
        return findings.stream()
                .filter(Finding.Failed.class::isInstance)
                .map(Finding.Failed.class::cast)
                .toList();
    }

    /** Whether something was looked at, and nothing is amiss. */
    public boolean passed() {
        return !findings.isEmpty() && failures().isEmpty();
    }
}
