package io.github.outpostrecovery.lab.simulation.fault.control;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.region.CallFault;
import io.github.outpostrecovery.lab.region.CallFaultRule;
import io.github.outpostrecovery.lab.region.ServiceCalls;
import io.github.outpostrecovery.lab.region.SimulatedRegion;
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

/** For a while the Region answers nothing: neither EC2 nor the table, the alarms, the topic or Lambda. */
record RegionDegraded(FaultCard card) implements InRecovery {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> STEPS = List.of(
            "Open the incident",
            "Check launch targets",
            "Verify primary",
            "Fence old initiator",
            "Grant new initiator",
            "Relaunch from recovery template",
            "Confirm attachment",
            "Re-arm alarm",
            "Record recovery");

    @Override
    public World prepare(World world) {
        return InRecovery.recovering(world).with(Zombie.STAYS_DEAD);
    }

    @Override
    public void arrange(Stage stage) {
        String step = STEPS.get(stage.chance().nextInt(STEPS.size()));
        Duration length = stage.chance().between(Duration.ofSeconds(20), Duration.ofMinutes(4));
        stage.onceEntering(step, execution -> {
            SimulatedRegion region = stage.site().region();
            List<ServiceCalls> services = List.of(
                    region.ec2().calls(),
                    region.table().calls(),
                    region.alarms().calls(),
                    region.traffic().calls(),
                    region.triggers().calls(),
                    region.mailbox().calls());
            CallFaultRule nothing =
                    CallFaultRule.always(card.slug(), CallFaultRule.ANY_OPERATION, new CallFault.NoAnswer(PATIENCE));
            services.forEach(calls -> calls.arm(nothing, stage::struck));
            stage.later(length, () -> services.forEach(calls -> calls.clear(card.slug())));
        });
        stage.outlast(Duration.ofMinutes(40));
    }

    /** It may have waited it out, or have called somebody with nothing half done. */
    @Override
    public Set<Outcome> endsAs(World world) {
        return Ends.as(world, Outcome.RECOVERED, Outcome.RECOVERED_DEGRADED, Outcome.REFUSED, Outcome.FENCED_AND_PAGED);
    }

    /** Nobody is left waiting: what did not recover has called somebody. */
    @Override
    public List<String> objections(SimulatedSite site, World world) {
        boolean recovered = site.ledger().current().generation().number() > 1;
        boolean called = !site.region().mailbox().mails().isEmpty();
        return Objections.at(site)
                .unless(recovered || called, "nobody was called, and nothing was recovered")
                .list();
    }
}
