package io.github.outpostrecovery.lab.simulation.fault.control;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.region.CallFault;
import io.github.outpostrecovery.lab.region.CallFaultRule;
import io.github.outpostrecovery.lab.region.ServiceCalls;
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

/** The engine is told that the alarm of the new machine was not set, or that its stack was not brought in line. */
record NotRearmed(FaultCard card, CallFault fault) implements InRecovery {
    @Override
    public World prepare(World world) {
        return InRecovery.recovering(world).with(Zombie.STAYS_DEAD);
    }

    @Override
    public void arrange(Stage stage) {
        ServiceCalls alarms = stage.site().region().alarms().calls();
        alarms.arm(CallFaultRule.always(card.slug(), "PutMetricAlarm", fault), stage::struck);
        stage.onLeaving("Record recovery", execution -> alarms.clear(card.slug()));
        stage.outlast(Duration.ofMinutes(14));
    }

    @Override
    public Set<Outcome> endsAs(World world) {
        return Ends.as(world, Outcome.RECOVERED_DEGRADED);
    }

    /** The reconciler points it there as soon as CloudWatch lets it. */
    @Override
    public List<String> objections(SimulatedSite site, World world) {
        boolean armed = site.region()
                .alarms()
                .alarm(site.alarm())
                .filter(alarm ->
                        alarm.machine().equals(site.ledger().current().id().value()))
                .isPresent();
        return Objections.at(site)
                .unlessIncidents(1)
                .unlessPaged("RECOVERED_DEGRADED")
                .unless(armed, "the alarm does not watch the new machine")
                .list();
    }
}
