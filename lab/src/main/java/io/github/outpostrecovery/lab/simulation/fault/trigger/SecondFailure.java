package io.github.outpostrecovery.lab.simulation.fault.trigger;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.World.Zombie;
import io.github.outpostrecovery.lab.simulation.fault.Ends;
import io.github.outpostrecovery.lab.simulation.fault.InRecovery;
import io.github.outpostrecovery.lab.simulation.fault.Objections;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The machine that took over fails as well, once it is old enough to be a victim. */
record SecondFailure(FaultCard card) implements InRecovery {
    @Override
    public World prepare(World world) {
        return InRecovery.recovering(world).with(Zombie.STAYS_DEAD);
    }

    @Override
    public void arrange(Stage stage) {
        boolean[] failed = {false};
        stage.onLeaving("Record recovery", execution -> {
            if (!failed[0]) {
                failed[0] = true;
                stage.later(stage.chance().between(Duration.ofMinutes(6), Duration.ofMinutes(9)), () -> {
                    stage.site()
                            .machines()
                            .apply(new SiteEvent.PowerLost(
                                    stage.site().ledger().current().server().value()));
                    stage.struck();
                });
            }
        });
        stage.outlast(Duration.ofMinutes(14));
    }

    @Override
    public Set<Outcome> endsAs(World world) {
        return Ends.as(world, Outcome.RECOVERED);
    }

    @Override
    public List<String> objections(SimulatedSite site, World world) {
        return Objections.at(site)
                .unlessIncidents(2)
                .unlessEnded(Outcome.RECOVERED, 2)
                .unlessCurrent(3)
                .list();
    }
}
