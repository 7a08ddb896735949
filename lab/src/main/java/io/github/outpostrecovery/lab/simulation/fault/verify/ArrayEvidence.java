package io.github.outpostrecovery.lab.simulation.fault.verify;

import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.datapath.DataPathObserver;
import io.github.outpostrecovery.lab.datapath.LandedWrite;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.ontap.FurnishedOntap;
import io.github.outpostrecovery.lab.powerstore.PowerStoreArray;
import io.github.outpostrecovery.lab.powerstore.PowerStoreSettings;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.fault.Expectation;
import io.github.outpostrecovery.lab.simulation.fault.Expected;
import io.github.outpostrecovery.lab.simulation.fault.StagedFault;
import io.github.outpostrecovery.lab.simulation.fault.StrangerAtTheArray;
import io.github.outpostrecovery.lab.simulation.fault.Worlds;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteArray;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What the arrays show that is old, or somebody else's, or not the whole of it. */
final class ArrayEvidence {
    private static final String VERIFY = "Verify primary";
    private static final Duration HOURS = Duration.ofHours(7);
    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(2);
    private static final Duration UNLISTED = Duration.ofSeconds(90);
    private static final int WRITES = 300;

    private ArrayEvidence() {}

    static List<Fault> all() {
        return List.of(
                new StagedFault(
                        FaultCard.simulated(
                                14,
                                "array-metrics-stand-still",
                                "the array's counters are as old as the failure, and get no newer",
                                "old counters say nothing: unknown, so a person decides"),
                        UnaryOperator.identity(),
                        stage -> stage.onceEntering(VERIFY, execution -> {
                            if (withoutNews(stage.site().arrays().getLast())) {
                                stage.struck();
                            }
                        }),
                        new Expected(
                                world -> Worlds.loses(world)
                                        && Worlds.isAlone(world)
                                        && world.arrays().getLast().vendor().equals("netapp"),
                                Worlds::afterAnApproval,
                                Expectation.NONE)),
                skewed("array-clock-ahead", HOURS, "ahead of ours"),
                skewed("array-clock-behind", HOURS.negated(), "behind ours"),
                new StagedFault(
                        FaultCard.simulated(
                                15,
                                "data-path-down",
                                "the primary is well and loses every path to the arrays, whose management answers",
                                "log-ins and checks are told apart: that is lost storage, and a person decides"),
                        world -> world.with(World.Fate.ALIVE),
                        ArrayEvidence::cutOff,
                        new Expected(
                                world -> world.fate() == World.Fate.ALIVE, Worlds::afterAnApproval, Expectation.NONE)),
                new StagedFault(
                        FaultCard.simulated(
                                16,
                                "somebody-else-writes",
                                "another instance that shares the volumes goes on writing to them",
                                "counters of a shared volume are not the victim's: they are not used, and the other"
                                        + " keeps its access"),
                        world -> world.with(Topology.SHARED_GROUP, world.volumes()),
                        ArrayEvidence::neighbourWrites,
                        new Expected(
                                world -> Worlds.loses(world) && Worlds.allows(world, Topology.SHARED_GROUP),
                                Worlds::inItsMode,
                                Expectation.NONE)));
    }

    /** Whether it is a kind of array that can be told to. */
    private static boolean withoutNews(SiteArray array) {
        if (array.simulated() instanceof FurnishedOntap ontap) {
            ontap.simulator().change(settings -> settings.withStatisticsStatus("partial_no_data"));
            return true;
        }
        return false;
    }

    private static Fault skewed(String slug, Duration skew, String how) {
        return new StagedFault(
                FaultCard.simulated(
                        14,
                        slug,
                        "the array's clock is hours " + how,
                        "the array's times are compared with each other alone: recovered"),
                UnaryOperator.identity(),
                stage -> {
                    boolean skewed = false;
                    for (SiteArray array : stage.site().arrays()) {
                        skewed |= skew(array, skew);
                    }
                    if (skewed) {
                        stage.onceEntering(VERIFY, execution -> stage.struck());
                    }
                },
                new Expected(
                        world -> Worlds.loses(world) && (Worlds.has(world, "netapp") || Worlds.has(world, "dell")),
                        Worlds::inItsMode,
                        Expectation.NONE));
    }

    private static boolean skew(SiteArray array, Duration skew) {
        if (array.simulated() instanceof FurnishedOntap ontap) {
            ontap.simulator().change(settings -> settings.withClockSkew(skew));
            return true;
        }
        if (array.simulated() instanceof PowerStoreArray dell) {
            dell.simulator()
                    .change((PowerStoreSettings settings) ->
                            settings.with().clockSkew(skew).done());
            return true;
        }
        return false;
    }

    private static void cutOff(Stage stage) {
        SimulatedSite site = stage.site();
        String server = site.ledger().current().server().value();
        for (SiteArray array : site.arrays()) {
            array.portalAddresses().forEach(portal -> site.machines().apply(new SiteEvent.PathCut(server, portal)));
        }
        // The arrays go on listing it for a while: an alarm that came now would find it logged in, and rightly stand
        // down.
        site.agenda().runUntil(site.agenda().instant().plus(UNLISTED), () -> false);
        stage.onceEntering(VERIFY, execution -> stage.struck());
    }

    private static void neighbourWrites(Stage stage) {
        SimulatedSite site = stage.site();
        SiteArray array = site.arrays().getFirst();
        FurnishedVolume volume = array.simulated().volumes().getFirst();
        BlockTarget target = array.simulated().blockTarget();
        Optional<Initiator> victim = site.ledger().current().initiators().entrySet().stream()
                .filter(entry -> entry.getKey().value().equals(array.name()))
                .map(Map.Entry::getValue)
                .findFirst();
        Optional<String> neighbour = target.initiatorsWithAccess(volume.identity()).stream()
                .filter(name -> victim.filter(ours -> ours.value().equalsIgnoreCase(name))
                        .isEmpty())
                .sorted()
                .findFirst();
        if (neighbour.isEmpty()) {
            return;
        }
        StrangerAtTheArray stranger =
                new StrangerAtTheArray("neighbour", neighbour.get(), "00023d000077", "10.20.0.77");
        Optional<String> session = stranger.logIn(site, array);
        if (session.isEmpty()) {
            return;
        }
        boolean[] looking = {false};
        stage.onceEntering(VERIFY, execution -> looking[0] = true);
        target.observe(new DataPathObserver() {
            @Override
            public void landed(LandedWrite write) {
                if (looking[0] && write.machine().equals("neighbour")) {
                    stage.struck();
                }
            }
        });
        writeOn(stage, target, session.get(), volume.identity(), WRITES);
    }

    private static void writeOn(Stage stage, BlockTarget target, String session, String volume, int left) {
        target.reportLuns(session).stream()
                .filter(seen -> seen.volume().equals(volume))
                .map(VisibleVolume::lun)
                .findFirst()
                .ifPresent(lun -> target.write(session, lun, left));
        if (left > 0) {
            stage.later(BETWEEN_WRITES, () -> writeOn(stage, target, session, volume, left - 1));
        }
    }
}
