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

/** EC2 says with {@code DryRun} that a launch would be refused: so nothing is fenced. */
record PreflightRefused(FaultCard card, String code, String message) implements InRecovery {
    @Override
    public void arrange(Stage stage) {
        stage.site()
                .region()
                .ec2()
                .calls()
                .arm(
                        CallFaultRule.always(card.slug(), Ec2Operation.DRY_RUN, new CallFault.Refused(code, message)),
                        stage::struck);
    }

    @Override
    public Set<Outcome> endsAs(World world) {
        return Ends.as(world, Outcome.REFUSED);
    }

    @Override
    public List<String> objections(SimulatedSite site, World world) {
        return Objections.at(site).unlessPaged(code).unlessArraysUntouched().list();
    }
}
