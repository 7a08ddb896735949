package io.github.outpostrecovery.lab.simulation.fault.control;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.simulation.Disturbance;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Interruption;
import io.github.outpostrecovery.lab.simulation.Moment;
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

/**
 * A function has read the books, and pauses before its announcement is written; its execution is stopped, another one takes over
 * and goes on with the same generation. Then the function wakes.
 */
record OvertakenBeforeWriting(FaultCard card) implements InRecovery {
    private static final List<String> STEPS =
            List.of("Fence old initiator", "Grant new initiator", "Relaunch from recovery template");
    private static final Duration LONGEST = Duration.ofSeconds(105);

    @Override
    public World prepare(World world) {
        return InRecovery.recovering(world).with(Zombie.STAYS_DEAD);
    }

    @Override
    public void arrange(Stage stage) {
        stage.interrupt(new Disturbance.AtState(
                STEPS.get(stage.chance().nextInt(STEPS.size())),
                1,
                Interruption.STOPPED,
                new Moment.BeforeWriting(1),
                stage.chance().between(Duration.ofSeconds(60), LONGEST),
                1,
                Disturbance.Heir.ANOTHER_EXECUTION));
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
