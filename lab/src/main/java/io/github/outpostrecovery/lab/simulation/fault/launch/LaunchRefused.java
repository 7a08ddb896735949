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
import java.util.List;
import java.util.Set;

/**
 * EC2 refuses launches with this code: surely there is no machine.
 *
 * @param launches how many it refuses, the first ones
 * @param end how a recovery ends then
 */
record LaunchRefused(FaultCard card, String code, String message, int launches, Outcome end) implements InRecovery {
    static final int ALL = Integer.MAX_VALUE;

    @Override
    public void arrange(Stage stage) {
        stage.site()
                .region()
                .ec2()
                .calls()
                .arm(
                        new CallFaultRule(
                                card.slug(),
                                Ec2Operation.RUN_INSTANCES,
                                1,
                                launches,
                                new CallFault.Refused(code, message)),
                        stage::struck);
    }

    @Override
    public Set<Outcome> endsAs(World world) {
        return Ends.as(world, end);
    }

    /** Another generation for another target; and who is called reads the reason, and how to go on. */
    @Override
    public List<String> objections(SimulatedSite site, World world) {
        Objections objections = Objections.at(site).unlessIncidents(1);
        if (end == Outcome.FENCED_AND_PAGED) {
            objections.unlessPaged(code).unlessPaged("resume");
        } else {
            objections.unlessCurrent(2 + launches);
        }
        return objections.list();
    }
}
