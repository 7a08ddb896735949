package io.github.outpostrecovery.core.control;

import io.github.outpostrecovery.core.name.InstanceName;
import java.time.Instant;

/**
 * A time in which an alarm of an instance is expected.
 *
 * @param since from when on, inclusive
 * @param until to when, exclusive: there is no window without an end
 * @param by who declared it
 */
public record MaintenanceWindow(InstanceName instance, Instant since, Instant until, String by, String reason) {
    public MaintenanceWindow {
        if (!since.isBefore(until)) {
            throw new IllegalArgumentException(
                    "a maintenance window of " + instance + " that begins at " + since + " cannot end at " + until);
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a maintenance window of " + instance + " needs a reason");
        }
    }

    /** Whether it is open at {@code now}. */
    public boolean covers(Instant now) {
        return !now.isBefore(since) && now.isBefore(until);
    }
}
