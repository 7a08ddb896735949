package io.github.outpostrecovery.lab.simulation.fault.control;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.region.SimulatedTable;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.World.Fate;
import io.github.outpostrecovery.lab.simulation.World.Zombie;
import io.github.outpostrecovery.lab.simulation.fault.InRecovery;
import io.github.outpostrecovery.lab.simulation.fault.Objections;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Somebody restores the table from a backup that is older than what the arrays know. */
record TableRestored(FaultCard card, Then then) implements InRecovery {
    /** What happens to the machine that runs today. */
    enum Then {
        IT_RUNS_ON,
        IT_FAILS
    }

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
        List<SimulatedTable.Row> backup = site.region().table().rows();
        boolean[] restored = {false};
        stage.onLeaving("Record recovery", execution -> {
            if (!restored[0]) {
                restored[0] = true;
                String server = site.ledger().current().server().value();
                stage.later(Duration.ofMinutes(7), () -> {
                    site.region().table().restoreBackup(backup);
                    stage.struck();
                    if (then == Then.IT_FAILS) {
                        site.machines().apply(new SiteEvent.PowerLost(server));
                    }
                });
            }
        });
        stage.outlast(Duration.ofMinutes(40));
    }

    /** The record of the recovery went with the books. */
    @Override
    public Set<Outcome> endsAs(World world) {
        return EnumSet.of(Outcome.REFUSED, Outcome.FENCED_AND_PAGED, Outcome.STOOD_DOWN);
    }

    /** Nobody is launched by such books, and a person hears of it. */
    @Override
    public List<String> objections(SimulatedSite site, World world) {
        return Objections.at(site)
                .unlessEnded(Outcome.RECOVERED, 0)
                .unless(site.region().mailbox().mails().size() > 1, "nobody was called")
                .list();
    }
}
