package io.github.outpostrecovery.lab.simulation.fault.trigger;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.region.Delivery;
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

/** The alarm's message takes half an hour, and by then the machine is well again. */
record LateMessage(FaultCard card) implements Fault {
    private static final Duration LATE = Duration.ofMinutes(30);
    /** Two periods of the alarm, and a little more. */
    private static final Duration HEARD = Duration.ofSeconds(125);

    @Override
    public boolean fits(World world) {
        return true;
    }

    @Override
    public World prepare(World world) {
        return InRecovery.recovering(world).with(Fate.HUNG).withDuplicates(0);
    }

    @Override
    public void arrange(Stage stage) {
        SimulatedSite site = stage.site();
        String machine = site.ledger().current().id().value();
        site.region().triggers().deliver(Delivery.STANDARD.withDelay(LATE));
        stage.afterTheFailure(HEARD, () -> site.machines().apply(new SiteEvent.GuestAwake(machine)));
        stage.onceEntering("Open the incident", execution -> stage.struck());
    }

    @Override
    public Set<Outcome> endsAs(World world) {
        return EnumSet.of(Outcome.STOOD_DOWN);
    }

    @Override
    public List<String> objections(SimulatedSite site, World world) {
        return Objections.at(site)
                .unlessEvidenceIn(Outcome.STOOD_DOWN)
                .unlessCurrent(1)
                .unlessArraysUntouched()
                .list();
    }
}
