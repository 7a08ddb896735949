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
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A grant goes unanswered and lands an hour later, when its generation was given up long ago. */
record GrantLandsLate(FaultCard card) implements InRecovery {
    private static final Duration LATE = Duration.ofHours(1);

    @Override
    public World prepare(World world) {
        return InRecovery.recovering(world).with(Zombie.STAYS_DEAD);
    }

    @Override
    public void arrange(Stage stage) {
        SimulatedSite site = stage.site();
        SiteArray array = site.arrays().getLast();
        RestFault fault = new RestFault.LandsLate(LATE, 1);
        site.calls().listen(call -> {
            if (array.served(call) && call.fault().equals(fault.toString())) {
                stage.struck();
            }
        });
        stage.onceEntering(
                "Grant new initiator",
                execution -> array.way()
                        .arm(new FaultRule(
                                card.slug(), array.simulated().requests().grant(), Occurrences.nth(1), fault)));
        stage.outlast(LATE.plusMinutes(5));
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
