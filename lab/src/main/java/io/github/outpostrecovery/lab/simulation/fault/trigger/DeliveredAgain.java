package io.github.outpostrecovery.lab.simulation.fault.trigger;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.fault.Ends;
import io.github.outpostrecovery.lab.simulation.fault.InRecovery;
import io.github.outpostrecovery.lab.simulation.fault.Objections;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.util.List;
import java.util.Set;

/** The message of the alarm comes up to ten times. */
record DeliveredAgain(FaultCard card) implements InRecovery {
    private static final int MOST_DUPLICATES = 9;

    @Override
    public World prepare(World world) {
        return InRecovery.recovering(world).withDuplicates(1 + Math.floorMod(world.seed(), MOST_DUPLICATES));
    }

    @Override
    public void arrange(Stage stage) {
        int[] opened = {0};
        stage.onEntering("Open the incident", execution -> {
            if (++opened[0] > 1) {
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
                .unlessEnded(Outcome.DUPLICATE, world.duplicates())
                .list();
    }
}
