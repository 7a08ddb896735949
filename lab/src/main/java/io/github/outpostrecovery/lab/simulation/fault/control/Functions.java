package io.github.outpostrecovery.lab.simulation.fault.control;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.asl.InvocationFault;
import io.github.outpostrecovery.lab.asl.InvocationFaultRule;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.World.Zombie;
import io.github.outpostrecovery.lab.simulation.fault.Ends;
import io.github.outpostrecovery.lab.simulation.fault.InRecovery;
import io.github.outpostrecovery.lab.simulation.fault.Objections;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.util.List;
import java.util.Set;

/** Lambda does not run functions at their first calls. */
record Functions(FaultCard card, InvocationFault fault, int invocations) implements InRecovery {
    private static final List<String> OF_THE_RECOVERY = List.of(
            "OpenIncident",
            "VerifyPrimary",
            "FenceInitiator",
            "GrantInitiator",
            "RelaunchInstance",
            "ConfirmAttachment",
            "CompleteRecovery");

    @Override
    public World prepare(World world) {
        return InRecovery.recovering(world).with(Zombie.STAYS_DEAD);
    }

    @Override
    public void arrange(Stage stage) {
        for (String function : OF_THE_RECOVERY) {
            stage.site()
                    .functions()
                    .arm(
                            new InvocationFaultRule(card.slug() + "/" + function, function, 1, invocations, fault),
                            stage::struck);
        }
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
                .unlessCurrent(2)
                .list();
    }
}
