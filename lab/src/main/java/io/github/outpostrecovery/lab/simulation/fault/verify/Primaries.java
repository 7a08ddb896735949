package io.github.outpostrecovery.lab.simulation.fault.verify;

import static io.github.outpostrecovery.lab.simulation.fault.Expectation.NOTHING_CHANGED;
import static io.github.outpostrecovery.lab.simulation.fault.Expectation.NOTHING_LAUNCHED;

import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.lab.machine.Phase;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.fault.Expectation;
import io.github.outpostrecovery.lab.simulation.fault.Expected;
import io.github.outpostrecovery.lab.simulation.fault.StagedFault;
import io.github.outpostrecovery.lab.simulation.fault.Worlds;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Primaries and servers that are not what they seem. */
final class Primaries {
    private static final String VERIFY = "Verify primary";

    private Primaries() {}

    static List<Fault> all() {
        return List.of(
                new StagedFault(
                        FaultCard.simulated(
                                17,
                                "primary-wakes-during-verify",
                                "the guest that hung goes on between the two looks",
                                "stood down, nothing changed"),
                        world -> world.with(World.Fate.HUNG),
                        stage -> stage.onceEntering("Let the planes take new samples", execution -> wake(stage)),
                        standsDown(World.Fate.HUNG)),
                new StagedFault(
                        FaultCard.simulated(
                                17,
                                "power-returns-during-verify",
                                "the server has its power back between the two looks, and the primary boots",
                                "stood down once it is well or logged in; fenced before that, it is a zombie like any"
                                        + " other"),
                        world -> world.with(World.Fate.SERVER_DEAD),
                        stage -> stage.onceEntering("Let the planes take new samples", execution -> bootAgain(stage)),
                        new Expected(
                                world -> world.fate() == World.Fate.SERVER_DEAD,
                                Primaries::ofABootingPrimary,
                                Expectation.NONE)),
                ended(
                        "primary-terminated-by-user",
                        "somebody has terminated the primary",
                        stage -> stage.site().region().ec2().terminate(victim(stage))),
                ended(
                        "primary-stopped-by-user",
                        "somebody has stopped the primary",
                        stage -> stage.site().region().ec2().stop(victim(stage))),
                new StagedFault(
                        FaultCard.simulated(
                                19,
                                "service-link-down",
                                "the server loses its service link, and the primary goes on writing",
                                "the writes show that it may be alive: never fenced but by a person's approval"),
                        world -> world.with(World.Fate.ISOLATED),
                        stage -> stage.onceEntering(VERIFY, execution -> {
                            if (stage.site().region().ec2().linkNow(primarysServer(stage)) == ServerLink.DISCONNECTED) {
                                stage.struck();
                            }
                        }),
                        new Expected(
                                world -> world.fate() == World.Fate.ISOLATED,
                                Worlds::afterAnApproval,
                                Expectation.NONE)),
                new StagedFault(
                        FaultCard.simulated(
                                20,
                                "no-server-left",
                                "every other server has lost its power as well",
                                "refused before anything is fenced, and a person is called"),
                        UnaryOperator.identity(),
                        stage -> lose(stage, SimulatedSite.servers().size() - 1),
                        new Expected(
                                        world -> world.fate() == World.Fate.SERVER_DEAD,
                                        Primaries::refusedOnceWanted,
                                        Expectation.NONE)
                                .besides(NOTHING_CHANGED.and(NOTHING_LAUNCHED).and(PAGED))),
                new StagedFault(
                        FaultCard.simulated(
                                20,
                                "first-recovery-server-down",
                                "the first recovery server has lost its power as well",
                                "the next target is used: recovered"),
                        UnaryOperator.identity(),
                        stage -> lose(stage, 1),
                        new Expected(Worlds::loses, Worlds::inItsMode, Expectation.NONE)));
    }

    private static final Expectation PAGED = (site, world) ->
            Expectation.objectIf(site.region().mailbox().mails().isEmpty(), "nobody was told");

    private static Expected standsDown(World.Fate fate) {
        return new Expected(
                world -> world.fate() == fate,
                world -> EnumSet.of(Outcome.STOOD_DOWN),
                NOTHING_CHANGED.and(NOTHING_LAUNCHED));
    }

    /** The fate is that of a false alarm: what the user has done is all that has happened. */
    private static Fault ended(String slug, String happens, Consumer<Stage> ending) {
        return new StagedFault(
                FaultCard.simulated(
                        18, slug, happens, "what somebody did on purpose is no failure: stood down, nothing changed"),
                world -> world.with(World.Fate.ALIVE),
                stage -> {
                    ending.accept(stage);
                    stage.struck();
                },
                standsDownOrAsks());
    }

    /** An array that measures over half a minute still shows the last writes of the machine that was ended: a person decides. */
    private static Expected standsDownOrAsks() {
        return new Expected(
                world -> world.fate() == World.Fate.ALIVE,
                world -> EnumSet.of(Outcome.STOOD_DOWN, Outcome.REJECTED, Outcome.EXPIRED),
                NOTHING_CHANGED.and(NOTHING_LAUNCHED));
    }

    /** Whoever is asked first, and does not say yes, ends it sooner. */
    private static Set<Outcome> refusedOnceWanted(World world) {
        return switch (world.mode()) {
            case AUTOMATIC -> EnumSet.of(Outcome.REFUSED);
            case NOTIFY ->
                switch (world.answer()) {
                    case APPROVES -> EnumSet.of(Outcome.REFUSED);
                    case REJECTS -> EnumSet.of(Outcome.REFUSED, Outcome.REJECTED);
                    case SILENT -> EnumSet.of(Outcome.REFUSED, Outcome.EXPIRED);
                };
        };
    }

    private static void wake(Stage stage) {
        Ec2InstanceId victim = victim(stage);
        stage.site().machines().apply(new SiteEvent.GuestAwake(victim.value()));
        stage.site()
                .machines()
                .machine(victim.value())
                .filter(machine -> machine.phase() == Phase.SERVING)
                .ifPresent(machine -> stage.struck());
    }

    private static void bootAgain(Stage stage) {
        stage.site()
                .machines()
                .apply(new SiteEvent.PowerRestored(primarysServer(stage).value()));
        stage.struck();
    }

    private static Set<Outcome> ofABootingPrimary(World world) {
        Set<Outcome> outcomes = EnumSet.of(Outcome.STOOD_DOWN);
        outcomes.addAll(Worlds.inItsMode(world));
        outcomes.addAll(Worlds.afterAnApproval(world));
        return outcomes;
    }

    private static void lose(Stage stage, int servers) {
        SimulatedSite.servers().stream()
                .skip(1)
                .limit(servers)
                .forEach(server -> stage.site().machines().apply(new SiteEvent.PowerLost(server)));
        stage.onceEntering("Check launch targets", execution -> stage.struck());
    }

    private static Ec2InstanceId victim(Stage stage) {
        return stage.site().ledger().current().id();
    }

    private static OutpostArn primarysServer(Stage stage) {
        return stage.site().ledger().current().server();
    }
}
