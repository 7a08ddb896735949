package io.github.outpostrecovery.core.reconcile;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.control.Controls;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.message.Console;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.core.service.Alarms;
import io.github.outpostrecovery.core.service.Executions;
import io.github.outpostrecovery.core.service.Measurements;
import io.github.outpostrecovery.core.service.Notices;
import java.time.InstantSource;

/** Everything that the reconciler speaks to. No array and no EC2 are among it: it starts executions, and calls people. */
public record Outside(
        Configurations configurations,
        RecoveryTable table,
        Alarms alarms,
        Executions executions,
        Notices notices,
        Measurements measurements,
        Controls controls,
        ReconcilerNotes notes,
        Console console,
        InstantSource clock,
        FanOut fanOut) {
    public Outside {
        requireNonNull(configurations, "configurations is null");
        requireNonNull(table, "table is null");
        requireNonNull(alarms, "alarms is null");
        requireNonNull(executions, "executions is null");
        requireNonNull(notices, "notices is null");
        requireNonNull(measurements, "measurements is null");
        requireNonNull(controls, "controls is null");
        requireNonNull(notes, "notes is null");
        requireNonNull(console, "console is null");
        requireNonNull(clock, "clock is null");
        requireNonNull(fanOut, "fanOut is null");
    }
}
