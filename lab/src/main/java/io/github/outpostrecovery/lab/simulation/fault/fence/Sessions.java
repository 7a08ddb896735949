package io.github.outpostrecovery.lab.simulation.fault.fence;

import static io.github.outpostrecovery.lab.simulation.fault.Expectation.VICTIM_FENCED;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.datapath.DataPathObserver;
import io.github.outpostrecovery.lab.datapath.LandedWrite;
import io.github.outpostrecovery.lab.datapath.LinkConditions;
import io.github.outpostrecovery.lab.datapath.Session;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import io.github.outpostrecovery.lab.machine.Phase;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.fault.Expectation;
import io.github.outpostrecovery.lab.simulation.fault.Expected;
import io.github.outpostrecovery.lab.simulation.fault.StagedFault;
import io.github.outpostrecovery.lab.simulation.fault.StrangerAtTheArray;
import io.github.outpostrecovery.lab.simulation.fault.Worlds;
import io.github.outpostrecovery.lab.site.ArrayKind;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteArray;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Log-ins that stay, come late, come twice, or have something under way. */
final class Sessions {
    private static final String FENCE = "Fence old initiator";
    private static final Duration LANDS_AFTER = Duration.ofSeconds(9);
    private static final Duration LOGS_IN_AFTER = Duration.ofSeconds(40);
    private static final long PAYLOAD = 38;

    private static final Expectation WINNER_SERVES = (site, world) -> Expectation.objectIf(
            site.machines()
                    .machine(site.ledger().current().id().value())
                    .filter(machine -> machine.phase() == Phase.SERVING)
                    .isEmpty(),
            "the machine that was launched does not serve");

    private Sessions() {}

    static List<Fault> all() {
        return List.of(
                new StagedFault(
                        FaultCard.simulated(
                                37,
                                "session-outlives-mapping",
                                "the victim hangs, and its log-ins stand after its mapping is gone",
                                "a log-in without a volume is no danger: proved by the mapping, the counters and the"
                                        + " settle time"),
                        world -> world.with(World.Fate.HUNG),
                        stage -> stage.onceEntering("Grant new initiator", execution -> {
                            if (phaseOfTheVictim(stage) == Phase.HUNG) {
                                stage.struck();
                            }
                        }),
                        hung().besides(VICTIM_FENCED)),
                new StagedFault(
                        FaultCard.simulated(
                                38,
                                "write-in-flight",
                                "a write of the victim that the array took before the fence lands after it",
                                "drained before anybody is let in: recovered"),
                        UnaryOperator.identity(),
                        stage -> stage.onceEntering(
                                FENCE,
                                execution -> eachArray(stage, (array, victim) -> writeSlowly(stage, array, victim))),
                        Expected.of(Outcome.RECOVERED).besides(VICTIM_FENCED)),
                new StagedFault(
                        FaultCard.simulated(
                                38,
                                "login-half-open",
                                "a log-in of the victim is half open when it is fenced, and completes afterwards",
                                "it reaches no volume, and is drained like any other: recovered"),
                        UnaryOperator.identity(),
                        stage -> stage.onceEntering(
                                FENCE,
                                execution -> eachArray(stage, (array, victim) -> logInSlowly(stage, array, victim))),
                        Expected.of(Outcome.RECOVERED).besides(VICTIM_FENCED)),
                new StagedFault(
                        FaultCard.simulated(
                                39,
                                "victim-on-the-other-controller",
                                "the victim, which hangs, is logged in by NVMe through one controller of the array"
                                        + " only",
                                "its name is taken out for all controllers, and all are looked at: recovered"),
                        world -> world.with(World.Fate.HUNG),
                        Sessions::onOneController,
                        hung().where(world -> Worlds.speaks(world, Protocol.NVME_TCP))
                                .besides(VICTIM_FENCED)),
                new StagedFault(
                        FaultCard.simulated(
                                41,
                                "same-name-from-two-addresses",
                                "a second machine logs in under the name of the victim, which hangs",
                                "two machines may be using the name: never automatic, a person decides"),
                        world -> world.with(World.Fate.HUNG),
                        stage -> stage.onceEntering(
                                "Check launch targets",
                                execution -> eachArray(
                                        stage,
                                        (array, victim) -> StrangerAtTheArray.as("impostor", victim.value())
                                                .logIn(stage.site(), array)
                                                .ifPresent(session -> stage.struck()))),
                        new Expected(
                                world -> world.fate() == World.Fate.HUNG
                                        && world.arrays().stream().allMatch(Sessions::saysFromWhere),
                                Worlds::afterAnApproval,
                                Expectation.NONE)),
                new StagedFault(
                        FaultCard.simulated(
                                42,
                                "zombie-with-the-session-identifier-of-the-winner",
                                "a zombie logs in with its own name and the session identifier (ISID) of the machine"
                                        + " that was launched",
                                "names differ, so nothing is reinstated: the machine keeps its sessions"),
                        UnaryOperator.identity(),
                        Sessions::sameSessionIdentifier,
                        Expected.of(Outcome.RECOVERED)
                                .where(world -> Worlds.speaks(world, Protocol.ISCSI)
                                        && world.zombie() == World.Zombie.STAYS_DEAD)
                                .besides(WINNER_SERVES)));
    }

    /** Whether its API names the addresses behind a log-in; PowerStore does for NVMe/TCP alone. */
    private static boolean saysFromWhere(ArrayKind array) {
        return switch (array.vendor()) {
            case "purestorage" -> false;
            case "dell" -> array.protocol() == Protocol.NVME_TCP;
            default -> true;
        };
    }

    /** Where log-ins are listed and nothing is counted, a machine that hangs looks like one that is isolated. */
    private static Expected hung() {
        return new Expected(
                world -> world.fate() == World.Fate.HUNG && Worlds.isAlone(world),
                Sessions::ofAHungVictim,
                Expectation.NONE);
    }

    private static Set<Outcome> ofAHungVictim(World world) {
        return Worlds.has(world, "hpe") ? Worlds.afterAnApproval(world) : Worlds.inItsMode(world);
    }

    private static Phase phaseOfTheVictim(Stage stage) {
        SimulatedSite site = stage.site();
        return site.ledger()
                .incident()
                .flatMap(incident ->
                        site.machines().machine(incident.victim().id().value()))
                .map(machine -> machine.phase())
                .orElse(Phase.OFF);
    }

    private static void eachArray(Stage stage, BiConsumer<SiteArray, Initiator> act) {
        stage.site()
                .ledger()
                .current()
                .initiators()
                .forEach((name, victim) -> act.accept(stage.site().array(name.value()), victim));
    }

    private static void writeSlowly(Stage stage, SiteArray array, Initiator victim) {
        BlockTarget target = array.simulated().blockTarget();
        String machine = stage.site().ledger().current().id().value();
        Optional<String> session = new StrangerAtTheArray(machine, victim.value(), "00023d000038", "10.20.0.38")
                .logIn(stage.site(), array);
        if (session.isEmpty()) {
            return;
        }
        target.setLink(machine, LinkConditions.slowWrites(LANDS_AFTER));
        target.observe(new DataPathObserver() {
            @Override
            public void landed(LandedWrite write) {
                if (write.machine().equals(machine)) {
                    stage.struck();
                }
            }
        });
        target.reportLuns(session.get()).stream()
                .findFirst()
                .map(seen -> target.write(session.get(), seen.lun(), PAYLOAD))
                .filter(WriteReply.InFlight.class::isInstance)
                .ifPresent(accepted -> target.connectionLost(machine));
    }

    private static void logInSlowly(Stage stage, SiteArray array, Initiator victim) {
        BlockTarget target = array.simulated().blockTarget();
        String machine = "half-open-of-" + stage.site().ledger().current().id().value();
        target.setLink(machine, LinkConditions.slowLogins(LOGS_IN_AFTER));
        target.observe(new DataPathObserver() {
            @Override
            public void loggedIn(String where, Session session) {
                if (session.machine().equals(machine)) {
                    stage.struck();
                    // It says nothing more.
                    target.connectionLost(machine);
                }
            }
        });
        new StrangerAtTheArray(machine, victim.value(), "00023d000038", "10.20.0.38").logIn(stage.site(), array);
    }

    private static void onOneController(Stage stage) {
        SimulatedSite site = stage.site();
        String server = site.ledger().current().server().value();
        for (SiteArray array : site.arrays()) {
            if (array.portalAddresses().size() < 2) {
                return;
            }
            site.machines()
                    .apply(new SiteEvent.PathCut(server, array.portalAddresses().getFirst()));
        }
        stage.onceEntering(FENCE, execution -> {
            if (phaseOfTheVictim(stage) == Phase.HUNG) {
                stage.struck();
            }
        });
    }

    /** A session of the machine that was launched, and the name of the one that was before it. */
    private record Winner(Session session, Initiator victim) {}

    private static void sameSessionIdentifier(Stage stage) {
        SimulatedSite site = stage.site();
        Map<String, Winner> winners = new TreeMap<>();
        String victim = site.ledger().current().id().value();
        eachArray(
                stage,
                (array, name) -> array.simulated().blockTarget().observe(new DataPathObserver() {
                    @Override
                    public void loggedIn(String where, Session session) {
                        if (!session.machine().equals(victim)) {
                            winners.putIfAbsent(array.name(), new Winner(session, name));
                        }
                    }
                }));
        stage.onceEntering(
                "Move traffic",
                execution -> winners.forEach((array, winner) -> {
                    // Whether the array lets it in or not: what it asks for must not end the other's session.
                    new StrangerAtTheArray(
                                    victim,
                                    winner.victim().value(),
                                    winner.session().isid(),
                                    "10.20.0.42")
                            .logIn(site, site.array(array));
                    stage.struck();
                }));
    }
}
