package io.github.outpostrecovery.core.readiness;

import io.github.outpostrecovery.core.name.InstanceName;
import java.util.Optional;

/** Where reports are kept. Fails with {@link io.github.outpostrecovery.core.ServiceUnavailableException} if it gave no answer. */
public interface ReadinessReports {
    /** Keeps a report, in place of the one before. May be repeated. */
    void keep(ReadinessReport report);

    /** The newest report. */
    Optional<ReadinessReport> latest(InstanceName instance);
}
