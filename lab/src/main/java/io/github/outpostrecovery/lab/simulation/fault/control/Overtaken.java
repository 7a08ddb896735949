package io.github.outpostrecovery.lab.simulation.fault.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.core.incident.Outcome;
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

/** An execution is stopped in the middle, another one takes over, and the first one is redriven. */
record Overtaken(FaultCard card, Duration soonest, Duration latest) implements InRecovery {
    private static final List<String> STEPS = List.of(
            "Verify primary",
            "Fence old initiator",
            "Grant new initiator",
            "Relaunch from recovery template",
            "Confirm attachment",
            "Move traffic",
            "Re-arm alarm");

    @Override
    public World prepare(World world) {
        return InRecovery.recovering(world).with(Zombie.STAYS_DEAD);
    }

    @Override
    public void arrange(Stage stage) {
        String step = STEPS.get(stage.chance().nextInt(STEPS.size()));
        Duration pause = stage.chance().between(soonest, latest);
        stage.onceEntering(
                step,
                execution -> stage.later(Duration.ZERO, () -> {
                    SimulatedSite site = stage.site();
                    site.stepFunctions().stop(execution, "Stopped", "stopped by hand");
                    site.ledger().incident().ifPresent(incident -> {
                        site.start(JsonNodeFactory.instance
                                .objectNode()
                                .put("trigger", "MANUAL")
                                .put("incident", incident.id().toString()));
                        stage.later(pause, () -> {
                            site.stepFunctions().redrive(execution);
                            stage.struck();
                        });
                    });
                }));
        stage.outlast(latest.plusMinutes(5));
    }

    @Override
    public Set<Outcome> endsAs(World world) {
        return Ends.as(world, Outcome.RECOVERED);
    }

    /** Whoever is redriven finds that it is not the owner any more. */
    @Override
    public List<String> objections(SimulatedSite site, World world) {
        return Objections.at(site)
                .unlessIncidents(1)
                .unlessEnded(Outcome.RECOVERED, 1)
                .list();
    }
}
