package io.github.outpostrecovery.lab.simulation.fault.trigger;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.service.Alarms;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.World.Fate;
import io.github.outpostrecovery.lab.simulation.World.Zombie;
import io.github.outpostrecovery.lab.simulation.fault.Ends;
import io.github.outpostrecovery.lab.simulation.fault.InRecovery;
import io.github.outpostrecovery.lab.simulation.fault.Objections;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The alarm was made anew a moment before the server dies: it has no data, and says so for ten minutes. */
record NoDataYet(FaultCard card) implements InRecovery {
    @Override
    public World prepare(World world) {
        return InRecovery.recovering(world)
                .with(Fate.SERVER_DEAD)
                .with(Zombie.STAYS_DEAD)
                .withDuplicates(0);
    }

    @Override
    public void arrange(Stage stage) {
        SimulatedSite site = stage.site();
        site.region().alarms().delete(site.alarm());
        site.region().alarms().create(site.alarm(), site.ledger().current().id());
        stage.afterTheFailure(Duration.ofMinutes(5), () -> {
            boolean unaware = site.region()
                    .alarms()
                    .alarm(site.alarm())
                    .filter(alarm -> alarm.value() == Alarms.Value.INSUFFICIENT_DATA)
                    .isPresent();
            if (unaware) {
                stage.struck();
            }
        });
    }

    @Override
    public Set<Outcome> endsAs(World world) {
        return Ends.as(world, Outcome.RECOVERED);
    }

    @Override
    public List<String> objections(SimulatedSite site, World world) {
        return Objections.at(site)
                .unlessIncidents(1)
                .unlessEnded(Outcome.RECOVERED, 1)
                .list();
    }
}
