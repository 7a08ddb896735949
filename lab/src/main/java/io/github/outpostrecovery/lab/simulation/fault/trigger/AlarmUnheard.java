package io.github.outpostrecovery.lab.simulation.fault.trigger;

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

/** The alarm goes off, and no execution is started for it. */
record AlarmUnheard(FaultCard card, Way way) implements InRecovery {
    private static final Duration HEARD = Duration.ofSeconds(150);

    /** Where it gets lost. */
    enum Way {
        /** StartExecution is throttled until the rule gives up. */
        THROTTLED,
        /** Somebody has disabled the actions of the alarm. */
        MUTE
    }

    @Override
    public World prepare(World world) {
        return InRecovery.recovering(world).withDuplicates(0).with(Zombie.STAYS_DEAD);
    }

    @Override
    public void arrange(Stage stage) {
        SimulatedSite site = stage.site();
        switch (way) {
            case THROTTLED ->
                site.region()
                        .triggers()
                        .calls()
                        .arm(
                                CallFaultRule.always(card.slug(), "StartExecution", new CallFault.Throttled()),
                                stage::struck);
            case MUTE -> {
                site.region().alarms().disableActions(site.alarm());
                stage.afterTheFailure(HEARD, () -> {
                    if (site.recoveries().isEmpty()) {
                        stage.struck();
                    }
                });
            }
        }
    }

    @Override
    public Set<Outcome> endsAs(World world) {
        return Ends.as(world, Outcome.RECOVERED);
    }

    /** The reconciler finds the alarm; what the rule could not start is kept for a person. */
    @Override
    public List<String> objections(SimulatedSite site, World world) {
        int letters = site.region().triggers().deadLetters().size();
        return Objections.at(site)
                .unlessIncidents(1)
                .unlessEnded(Outcome.RECOVERED, 1)
                .unless(letters == (way == Way.THROTTLED ? 1 : 0), letters + " dead letters")
                .list();
    }
}
