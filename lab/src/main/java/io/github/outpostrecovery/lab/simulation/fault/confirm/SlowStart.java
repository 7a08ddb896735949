package io.github.outpostrecovery.lab.simulation.fault.confirm;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.machine.GuestImage;
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

/** The new machine attaches, and mends its file systems for a long while before it serves. */
record SlowStart(FaultCard card, Seen seen) implements InRecovery {
    private static final Duration REPAIR = Duration.ofMinutes(20);
    /** Its arrays say that a machine is there, and not where it is logged in. */
    private static final String WITHOUT_LOG_INS = "purestorage";

    /** How the array shows that a machine is attached. */
    enum Seen {
        BY_ITS_LOG_INS,
        /** By what is counted of it; and the check of the guest has to pass as well. */
        BY_WHAT_IS_COUNTED
    }

    @Override
    public boolean fits(World world) {
        boolean counted = world.arrays().stream().anyMatch(kind -> kind.vendor().equals(WITHOUT_LOG_INS));
        return counted == (seen == Seen.BY_WHAT_IS_COUNTED);
    }

    @Override
    public void arrange(Stage stage) {
        stage.site().machines().nextMachine(GuestImage.repairing(REPAIR));
        stage.site().region().ec2().observe(instance -> stage.struck());
        stage.outlast(REPAIR.plusMinutes(15));
    }

    /** Its alarm may not be seen OK before the engine has waited long enough. */
    @Override
    public Set<Outcome> endsAs(World world) {
        return Ends.as(world, Outcome.RECOVERED, Outcome.RECOVERED_DEGRADED);
    }

    /** A machine whose log-ins stand is not given up; of any other it is not known whether it ever comes up. */
    @Override
    public List<String> objections(SimulatedSite site, World world) {
        return Objections.at(site)
                .unlessCurrent(
                        switch (seen) {
                            case BY_ITS_LOG_INS -> 2;
                            case BY_WHAT_IS_COUNTED -> 3;
                        })
                .list();
    }
}
