package io.github.outpostrecovery.lab.simulation.fault.confirm;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.lab.machine.GuestImage;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.fault.Ends;
import io.github.outpostrecovery.lab.simulation.fault.InRecovery;
import io.github.outpostrecovery.lab.simulation.fault.Objections;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.util.List;
import java.util.Set;

/** What the machines that are launched make of their user data; the last image goes for the rest. */
record NewGuest(FaultCard card, Kind kind, int machines) implements InRecovery {
    static final int ALL = 8;

    /** What becomes of such a machine. */
    enum Kind {
        /** It waits for a volume until its power ends. */
        NEVER_ATTACHES,
        /** The name of the dead machine is baked into its boot volume, and wins. */
        OLD_NAME,
        /** It boots from something else: its status checks pass, and it has none of its volumes. */
        BOOTS_ELSEWHERE
    }

    @Override
    public void arrange(Stage stage) {
        SimulatedSite site = stage.site();
        GuestImage image = switch (kind) {
            case NEVER_ATTACHES -> GuestImage.neverAttaching();
            case BOOTS_ELSEWHERE -> GuestImage.bootingElsewhere();
            case OLD_NAME ->
                GuestImage.withImageInitiator(site.ledger().current().initiators().values().stream()
                        .map(Initiator::value)
                        .distinct()
                        .toArray(String[]::new));
        };
        for (int machine = 0; machine < machines; machine++) {
            site.machines().nextMachine(image);
        }
        int[] born = {0};
        site.region().ec2().observe(instance -> {
            if (++born[0] <= machines) {
                stage.struck();
            }
        });
    }

    @Override
    public Set<Outcome> endsAs(World world) {
        return Ends.as(world, machines == ALL ? Outcome.FENCED_AND_PAGED : Outcome.RECOVERED);
    }

    /** What the array does not see is not attached, whatever the guest says of itself. */
    @Override
    public List<String> objections(SimulatedSite site, World world) {
        Objections objections = Objections.at(site).unlessIncidents(1);
        return machines == ALL
                ? objections.unlessPaged("resume").unlessPaged("another name").list()
                : objections.unlessCurrent(2 + machines).list();
    }
}
