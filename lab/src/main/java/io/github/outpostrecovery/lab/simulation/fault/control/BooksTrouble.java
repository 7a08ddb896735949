package io.github.outpostrecovery.lab.simulation.fault.control;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.region.CallFault;
import io.github.outpostrecovery.lab.region.CallFaultRule;
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

/** DynamoDB does not answer some calls, or answers late. */
record BooksTrouble(FaultCard card, String operation, int calls, CallFault fault) implements InRecovery {
    /** Calls of one recovery, about. */
    private static final int WITHIN = 14;

    @Override
    public World prepare(World world) {
        return InRecovery.recovering(world).with(Zombie.STAYS_DEAD);
    }

    @Override
    public void arrange(Stage stage) {
        int first = 1 + stage.chance().nextInt(WITHIN);
        stage.onceEntering(
                "Open the incident",
                execution -> stage.site()
                        .region()
                        .table()
                        .calls()
                        .arm(
                                new CallFaultRule(card.slug(), operation, first, first + calls - 1, fault),
                                stage::struck));
        stage.outlast(Duration.ofMinutes(8));
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
