package io.github.outpostrecovery.lab.simulation.fault.launch;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.region.CallFault;
import io.github.outpostrecovery.lab.region.CallFaultRule;
import io.github.outpostrecovery.lab.region.Ec2Operation;
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

/**
 * The first launch is not answered.
 *
 * @param fault what became of the request
 * @param generation the one that runs in the end
 */
record LaunchUnanswered(FaultCard card, CallFault fault, int generation) implements InRecovery {
    @Override
    public void arrange(Stage stage) {
        var calls = stage.site().region().ec2().calls();
        switch (fault) {
            // What lands late has to be late for every retry of its generation as well.
            case CallFault.AppliedLate late -> {
                calls.arm(CallFaultRule.always(card.slug(), Ec2Operation.RUN_INSTANCES, late), stage::struck);
                int[] fences = {0};
                stage.onEntering("Begin to fence", execution -> {
                    if (++fences[0] == 2) {
                        calls.clear(card.slug());
                    }
                });
                stage.outlast(late.delay().multipliedBy(late.times()).plus(Duration.ofMinutes(2)));
            }
            case CallFault.NoAnswer lost ->
                calls.arm(CallFaultRule.nth(card.slug(), Ec2Operation.RUN_INSTANCES, 1, lost), stage::struck);
            case CallFault.AppliedNoAnswer unheard ->
                calls.arm(CallFaultRule.nth(card.slug(), Ec2Operation.RUN_INSTANCES, 1, unheard), stage::struck);
            case CallFault.Throttled throttled ->
                calls.arm(new CallFaultRule(card.slug(), Ec2Operation.RUN_INSTANCES, 1, 2, throttled), stage::struck);
            case CallFault.Refused refused -> throw new IllegalStateException("a refusal is an answer: " + refused);
        }
    }

    @Override
    public Set<Outcome> endsAs(World world) {
        return Ends.as(world, Outcome.RECOVERED);
    }

    @Override
    public List<String> objections(SimulatedSite site, World world) {
        return Objections.at(site).unlessIncidents(1).unlessCurrent(generation).list();
    }
}
