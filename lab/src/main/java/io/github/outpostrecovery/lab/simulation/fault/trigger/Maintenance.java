package io.github.outpostrecovery.lab.simulation.fault.trigger;

import io.github.outpostrecovery.core.control.MaintenanceWindow;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.World.Zombie;
import io.github.outpostrecovery.lab.simulation.fault.InRecovery;
import io.github.outpostrecovery.lab.simulation.fault.Objections;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The machine fails in a window in which an alarm of it is expected. */
record Maintenance(FaultCard card) implements InRecovery {
    @Override
    public World prepare(World world) {
        return InRecovery.recovering(world).with(Zombie.STAYS_DEAD);
    }

    @Override
    public void arrange(Stage stage) {
        Instant now = stage.site().agenda().instant();
        Duration length = stage.chance().between(Duration.ofMinutes(10), Duration.ofMinutes(30));
        stage.site()
                .controls()
                .declare(new MaintenanceWindow(
                        new InstanceName(SimulatedSite.instanceName()),
                        now,
                        now.plus(length),
                        "an operator",
                        "new firmware"));
        stage.onceEntering("Suppressed at once", execution -> stage.struck());
        stage.outlast(length.plusMinutes(10));
    }

    @Override
    public Set<Outcome> endsAs(World world) {
        return EnumSet.of(Outcome.SUPPRESSED);
    }

    /** When the window is over, the alarm is looked at again. */
    @Override
    public List<String> objections(SimulatedSite site, World world) {
        return Objections.at(site)
                .unlessEnded(Outcome.RECOVERED, 1)
                .unlessIncidents(1)
                .list();
    }
}
