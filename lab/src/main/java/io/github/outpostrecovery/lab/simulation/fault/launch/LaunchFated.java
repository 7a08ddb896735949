package io.github.outpostrecovery.lab.simulation.fault.launch;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.region.Ec2Instance;
import io.github.outpostrecovery.lab.region.LaunchFate;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.fault.Ends;
import io.github.outpostrecovery.lab.simulation.fault.InRecovery;
import io.github.outpostrecovery.lab.simulation.fault.Objections;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.util.List;
import java.util.Set;

/** The first machine that is launched comes to nothing: its generation is fenced and proved, and the next one launched. */
record LaunchFated(FaultCard card, LaunchFate fate) implements InRecovery {
    @Override
    public void arrange(Stage stage) {
        stage.site().region().ec2().nextLaunch(fate);
        stage.site().region().ec2().observe(born -> {
            if (born.fate() == fate) {
                stage.struck();
            }
        });
    }

    @Override
    public Set<Outcome> endsAs(World world) {
        return Ends.as(world, Outcome.RECOVERED);
    }

    @Override
    public List<String> objections(SimulatedSite site, World world) {
        return Objections.at(site)
                .unlessIncidents(1)
                .unlessCurrent(3)
                .unless(
                        site.region().ec2().instances().stream()
                                .filter(instance -> instance.fate() == fate)
                                .allMatch(LaunchFated::isEnded),
                        "the machine that came to nothing was not ended")
                .list();
    }

    private static boolean isEnded(Ec2Instance instance) {
        return switch (instance.lifecycle()) {
            case SHUTTING_DOWN, TERMINATED -> true;
            case PENDING, RUNNING, STOPPING, STOPPED, NOT_FOUND -> false;
        };
    }
}
