package io.github.outpostrecovery.core.readiness;

import io.github.outpostrecovery.core.name.InstanceName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reports in memory. */
public final class FakeReadinessReports implements ReadinessReports {
    private final Map<InstanceName, ReadinessReport> latest = new HashMap<>();

    @Override
    public void keep(ReadinessReport report) {
        latest.put(report.instance(), report);
    }

    @Override
    public Optional<ReadinessReport> latest(InstanceName instance) {
        return Optional.ofNullable(latest.get(instance));
    }
}
