package io.github.outpostrecovery.lab.simulation.fault.verify;

import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.region.CallFault;
import io.github.outpostrecovery.lab.region.CallFaultRule;
import io.github.outpostrecovery.lab.region.Ec2Operation;
import io.github.outpostrecovery.lab.region.Ec2Settings;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.fault.Expectation;
import io.github.outpostrecovery.lab.simulation.fault.Expected;
import io.github.outpostrecovery.lab.simulation.fault.StagedFault;
import io.github.outpostrecovery.lab.simulation.fault.Worlds;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What EC2 does not say, or says late. */
final class Ec2Answers {
    private static final String VERIFY = "Verify primary";
    private static final Duration STALE = Duration.ofSeconds(30);

    private Ec2Answers() {}

    static List<Fault> all() {
        return List.of(
                statusFails(
                        "ec2-throttled-for-a-while",
                        "EC2 answers the first questions about the primary's checks with too many requests",
                        "asked again within its patience; what was not answered is unknown, not bad news",
                        2,
                        new CallFault.Throttled(),
                        new Expected(Worlds::loses, Worlds::inItsMode, Expectation.NONE)),
                statusFails(
                        "ec2-never-says",
                        "EC2 does not answer any question about the primary's checks",
                        "unknown at the deadline: a person decides",
                        Integer.MAX_VALUE,
                        new CallFault.NoAnswer(Duration.ofSeconds(3)),
                        new Expected(Worlds::loses, Worlds::afterAnApproval, Expectation.NONE)),
                new StagedFault(
                        FaultCard.simulated(
                                13,
                                "ec2-reads-are-stale",
                                "EC2 answers with what was true up to half a minute ago, while the primary dies",
                                "two looks that are apart, and the arrays beside them: what one stale answer says is"
                                        + " not enough to fence"),
                        world -> world.with(World.Fate.ALIVE),
                        Ec2Answers::diesUnseen,
                        new Expected(
                                world -> world.fate() == World.Fate.ALIVE,
                                Ec2Answers::ofStaleAnswers,
                                Expectation.NONE)));
    }

    private static Fault statusFails(
            String slug, String happens, String expected, int calls, CallFault wrong, Expected ending) {
        return new StagedFault(
                FaultCard.simulated(12, slug, happens, expected),
                UnaryOperator.identity(),
                stage -> {
                    var ec2 = stage.site().region().ec2().calls();
                    stage.onceEntering(
                            VERIFY,
                            execution -> ec2.arm(
                                    new CallFaultRule(slug, Ec2Operation.DESCRIBE_INSTANCE_STATUS, 1, calls, wrong),
                                    stage::struck));
                    stage.onceEntering("Begin to fence", execution -> ec2.clear(slug));
                },
                ending);
    }

    /** The alarm was false, and becomes true between the alarm and the look. */
    private static void diesUnseen(Stage stage) {
        Ec2InstanceId victim = stage.site().ledger().current().id();
        stage.site().region().ec2().settle(Ec2Settings.STANDARD.withStaleness(STALE));
        stage.onceEntering("Check launch targets", execution -> {
            MachineStatus before = stage.site().region().ec2().statusNow(victim);
            stage.site().machines().apply(new SiteEvent.GuestKilled(victim.value()));
            if (!stage.site().region().ec2().statusNow(victim).equals(before)) {
                // Whoever asks now may hear of the machine as it was.
                stage.struck();
            }
        });
    }

    /** An old answer that all is well stands the recovery down, and the alarm rings again; or a person is asked. */
    private static Set<Outcome> ofStaleAnswers(World world) {
        Set<Outcome> outcomes = EnumSet.of(Outcome.STOOD_DOWN);
        outcomes.addAll(Worlds.inItsMode(world));
        outcomes.addAll(Worlds.afterAnApproval(world));
        return outcomes;
    }
}
