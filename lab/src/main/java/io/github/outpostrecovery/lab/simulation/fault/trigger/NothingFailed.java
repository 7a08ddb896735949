package io.github.outpostrecovery.lab.simulation.fault.trigger;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.World.Fate;
import io.github.outpostrecovery.lab.simulation.fault.InRecovery;
import io.github.outpostrecovery.lab.simulation.fault.Objections;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Somebody rings the alarm of a machine that is well. */
record NothingFailed(FaultCard card, How how) implements Fault {
    /** How it is rung. */
    enum How {
        /** The state of the alarm is set by hand. */
        SET_BY_HAND,
        /** The message of the last alarm is published again, when everything is over. */
        PUBLISHED_AGAIN,
        /** Somebody puts an event on the bus that looks like the real one. */
        FORGED
    }

    @Override
    public boolean fits(World world) {
        return true;
    }

    @Override
    public World prepare(World world) {
        return InRecovery.recovering(world).with(Fate.ALIVE);
    }

    @Override
    public void arrange(Stage stage) {
        SimulatedSite site = stage.site();
        switch (how) {
            case SET_BY_HAND -> stage.onceEntering("Open the incident", execution -> stage.struck());
            case PUBLISHED_AGAIN -> {
                // The next evaluation has said OK by then; the message is that of the change to ALARM.
                stage.onceEntering(
                        "Open the incident",
                        execution -> stage.later(Duration.ofMinutes(8), () -> {
                            site.region()
                                    .triggers()
                                    .publish(ForgedAlarm.message(
                                            site.alarm().value(),
                                            site.ledger().current().id().value()));
                            stage.struck();
                        }));
                stage.outlast(Duration.ofMinutes(12));
            }
            case FORGED ->
                stage.afterTheFailure(Duration.ofSeconds(90), () -> {
                    site.region()
                            .triggers()
                            .putEvent(ForgedAlarm.event(
                                    site.region().identity().account(),
                                    ForgedAlarm.message(
                                            site.alarm().value(),
                                            site.ledger().current().id().value())));
                    stage.struck();
                });
        }
    }

    @Override
    public Set<Outcome> endsAs(World world) {
        return EnumSet.of(Outcome.STOOD_DOWN);
    }

    @Override
    public List<String> objections(SimulatedSite site, World world) {
        return Objections.at(site)
                .unlessEnded(Outcome.RECOVERED, 0)
                .unlessSomeEnded(Outcome.STOOD_DOWN)
                .unlessEvidenceIn(Outcome.STOOD_DOWN)
                .unlessCurrent(1)
                .unlessArraysUntouched()
                .list();
    }
}
