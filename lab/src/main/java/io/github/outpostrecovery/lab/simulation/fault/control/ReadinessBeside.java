package io.github.outpostrecovery.lab.simulation.fault.control;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.fault.Ends;
import io.github.outpostrecovery.lab.simulation.fault.InRecovery;
import io.github.outpostrecovery.lab.simulation.fault.Objections;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A rehearsal runs when the real alarm comes. */
record ReadinessBeside(FaultCard card) implements InRecovery {
    @Override
    public void arrange(Stage stage) {
        stage.afterTheFailure(stage.chance().between(Duration.ofSeconds(30), Duration.ofMinutes(2)), () -> {
            ExecutionArn rehearsal = stage.site().rehearse(new InstanceName(SimulatedSite.instanceName()));
            if (!stage.site().stepFunctions().describe(rehearsal).status().isTerminal()) {
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
        return Objections.at(site).unlessIncidents(1).unlessCurrent(2).list();
    }
}
