package io.github.outpostrecovery.lab.simulation.fault.control;

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
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A machine attaches at the moment at which its generation is given up. */
record AttachesAtLast(FaultCard card) implements InRecovery {
    @Override
    public World prepare(World world) {
        return InRecovery.recovering(world).with(Zombie.STAYS_DEAD);
    }

    @Override
    public void arrange(Stage stage) {
        String server = SimulatedSite.servers().get(1);
        move(stage, portal -> new SiteEvent.PathCut(server, portal));
        int[] fences = {0};
        stage.onEntering("Begin to fence", execution -> {
            if (++fences[0] == 2) {
                // Its next try to log in comes within ten seconds; the fence is ordered in between.
                move(stage, portal -> new SiteEvent.PathRestored(server, portal));
                stage.struck();
            }
        });
    }

    private static void move(Stage stage, Function<String, SiteEvent> change) {
        SimulatedSite site = stage.site();
        site.arrays()
                .forEach(array -> array.portalAddresses()
                        .forEach(portal -> site.machines().apply(change.apply(portal))));
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
                .unlessCurrent(3)
                .list();
    }
}
