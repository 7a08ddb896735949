package io.github.outpostrecovery.lab.simulation.fault.control;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.World.Zombie;
import io.github.outpostrecovery.lab.simulation.fault.Ends;
import io.github.outpostrecovery.lab.simulation.fault.InRecovery;
import io.github.outpostrecovery.lab.simulation.fault.Objections;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteArray;
import java.util.List;
import java.util.Set;

/** A function is thawed with what it had when it was frozen: a token that is no good, a connection that is gone. */
record ThawedClient(FaultCard card, RestFault fault) implements InRecovery {
    /** Requests to one array in a recovery, about. */
    private static final int WITHIN = 20;

    @Override
    public World prepare(World world) {
        return InRecovery.recovering(world).with(Zombie.STAYS_DEAD);
    }

    @Override
    public void arrange(Stage stage) {
        SimulatedSite site = stage.site();
        int request = 1 + stage.chance().nextInt(WITHIN);
        SiteArray array = site.arrays().get(stage.chance().nextInt(site.arrays().size()));
        site.calls().listen(call -> {
            if (array.served(call) && call.fault().equals(fault.toString())) {
                stage.struck();
            }
        });
        stage.onceEntering(
                "Verify primary",
                execution -> array.way()
                        .arm(new FaultRule(
                                card.slug(), array.simulated().requests().any(), Occurrences.nth(request), fault)));
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
