package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.StorageArrays;
import io.github.outpostrecovery.core.compute.Compute;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.control.Controls;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.message.Console;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.core.readiness.ReadinessReports;
import io.github.outpostrecovery.core.reconcile.Outside;
import io.github.outpostrecovery.core.reconcile.ReconcilerNotes;
import io.github.outpostrecovery.core.service.Alarms;
import io.github.outpostrecovery.core.service.Executions;
import io.github.outpostrecovery.core.service.Measurements;
import io.github.outpostrecovery.core.service.Notices;
import io.github.outpostrecovery.core.service.Traffic;
import io.github.outpostrecovery.core.storm.StormBooks;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Everything outside that the steps speak to.
 *
 * @param fanOut how what does not depend on each other is done: arrays, above all
 * @param uniqueness makes UUIDs that were never made before, for initiator names
 */
public record Services(
        Configurations configurations,
        RecoveryTable table,
        StorageArrays arrays,
        Compute compute,
        Alarms alarms,
        Traffic traffic,
        Executions executions,
        Notices notices,
        Measurements measurements,
        Controls controls,
        ReadinessReports readiness,
        ReconcilerNotes notes,
        StormBooks storms,
        Console console,
        InstantSource clock,
        FanOut fanOut,
        Supplier<UUID> uniqueness) {
    public Services {
        requireNonNull(configurations, "configurations is null");
        requireNonNull(table, "table is null");
        requireNonNull(arrays, "arrays is null");
        requireNonNull(compute, "compute is null");
        requireNonNull(alarms, "alarms is null");
        requireNonNull(traffic, "traffic is null");
        requireNonNull(executions, "executions is null");
        requireNonNull(notices, "notices is null");
        requireNonNull(measurements, "measurements is null");
        requireNonNull(controls, "controls is null");
        requireNonNull(readiness, "readiness is null");
        requireNonNull(notes, "notes is null");
        requireNonNull(storms, "storms is null");
        requireNonNull(console, "console is null");
        requireNonNull(clock, "clock is null");
        requireNonNull(fanOut, "fanOut is null");
        requireNonNull(uniqueness, "uniqueness is null");
    }

    /** Of all this, what the reconciler speaks to. */
    public Outside ofTheReconciler() {
        return new Outside(
                configurations,
                table,
                alarms,
                executions,
                notices,
                measurements,
                controls,
                notes,
                console,
                clock,
                fanOut);
    }
}
