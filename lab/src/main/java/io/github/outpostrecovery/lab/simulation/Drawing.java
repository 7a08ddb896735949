package io.github.outpostrecovery.lab.simulation;

import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.simulation.World.Answer;
import io.github.outpostrecovery.lab.simulation.World.Fate;
import io.github.outpostrecovery.lab.simulation.World.Zombie;
import io.github.outpostrecovery.lab.site.ArrayKind;
import io.github.outpostrecovery.lab.site.Chap;
import io.github.outpostrecovery.lab.site.Naming;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Draws what a run is made from, from its seed and its number alone. */
final class Drawing {
    private static final int MOST_VOLUMES = 5;
    private static final int ENOUGH_TRIES = 60;

    /** One run in so many goes straight to a boundary. */
    static final int STRAIGHT = 3;

    private static final List<String> VENDORS = List.copyOf(SimulatedSite.vendors());
    private static final List<Boundary> BOUNDARIES = Boundary.all();
    private static final Map<SiteOptions, Boolean> FURNISHABLE = new ConcurrentHashMap<>();

    private static final List<Fate> FATES = List.of(
            Fate.SERVER_DEAD,
            Fate.SERVER_DEAD,
            Fate.SERVER_DEAD,
            Fate.SERVER_DEAD,
            Fate.HOST_FAILED,
            Fate.GUEST_GONE,
            Fate.HUNG,
            Fate.ISOLATED,
            Fate.ALIVE,
            Fate.MOVED);
    private static final List<Duration> ARRAY_LATENCIES =
            List.of(Duration.ZERO, Duration.ofMillis(5), Duration.ofMillis(12), Duration.ofMillis(50));
    private static final List<Duration> AWS_LATENCIES =
            List.of(Duration.ofMillis(5), Duration.ofMillis(40), Duration.ofMillis(40), Duration.ofMillis(400));

    private final SplitMix64 chance;
    private final List<Fault> catalogue;

    private Drawing(long seed, long number, List<Fault> catalogue) {
        this.chance = new SplitMix64(SplitMix64.mix(SplitMix64.mix(seed) + number));
        this.catalogue = catalogue;
    }

    /** What the number-th run of a seed is made from; with one fault of which it is told, that one is among its faults. */
    static Scenario draw(long seed, long number, Optional<Fault> ordered) {
        List<Fault> simulated = FaultCatalogue.all().stream()
                .filter(fault -> fault.card().layer() == Layer.SIMULATION)
                .toList();
        return new Drawing(seed, number, simulated).draw(number, ordered);
    }

    private Scenario draw(long number, Optional<Fault> ordered) {
        return ordered.isEmpty() && Math.floorMod(number, STRAIGHT) == 0
                ? straightTo(BOUNDARIES.get(Math.floorMod(Math.floorDiv(number, (long) STRAIGHT), BOUNDARIES.size())))
                : atLarge(number, ordered);
    }

    /** Nothing but what leads there: so that each boundary is met, in turn. */
    private Scenario straightTo(Boundary boundary) {
        Steering steering = Steering.to(boundary);
        World world = steering.straight(world(true));
        for (int tries = 0; tries < ENOUGH_TRIES && !steering.fits(world); tries++) {
            world = steering.straight(world(true));
        }
        List<Disturbance> disturbances = new ArrayList<>();
        disturbances.add(at(boundary).first());
        disturbances.addAll(steering.disturbances(chance));
        return new Scenario(world, steering.faults(), disturbances);
    }

    private Scenario atLarge(long number, Optional<Fault> ordered) {
        // How many there were before it: it takes turns with them.
        long turn = number - Math.floorDiv(number, (long) STRAIGHT) - 1;
        int kind = below(10);
        // One in five is a fault alone and nothing else; the other draws are mixed.
        boolean plain = kind < 2;
        int count = plain || kind < 6 ? 1 : kind < 8 ? 2 : 0;
        List<Fault> wanted = new ArrayList<>();
        ordered.ifPresent(wanted::add);
        if (!catalogue.isEmpty()) {
            while (wanted.size() < count) {
                // The first ones take turns, so that none is forgotten however few runs there are.
                Fault next = wanted.isEmpty()
                        ? catalogue.get(Math.floorMod(turn, catalogue.size()))
                        : catalogue.get(below(catalogue.size()));
                if (wanted.contains(next)) {
                    break;
                }
                wanted.add(next);
            }
        }
        List<Disturbance> disturbances = new ArrayList<>();
        Optional<Boundary> boundary = Optional.empty();
        if (!plain) {
            int interruptions = List.of(0, 1, 1, 1, 2).get(below(5));
            for (int drawn = 0; drawn < interruptions; drawn++) {
                Boundary struck = BOUNDARIES.get(below(BOUNDARIES.size()));
                boundary = boundary.or(() -> Optional.of(struck));
                disturbances.add(at(struck));
            }
            others(disturbances);
        }
        World world = world(plain, wanted, boundary);
        boundary.ifPresent(struck -> disturbances.addAll(Steering.to(struck).disturbances(chance)));
        List<Fault> fitting = new ArrayList<>();
        World prepared = world;
        for (Fault fault : wanted) {
            if (fault.fits(prepared)) {
                fitting.add(fault);
                prepared = fault.prepare(prepared);
            }
        }
        return new Scenario(world, fitting, disturbances);
    }

    private World world(boolean plain, List<Fault> wanted, Optional<Boundary> boundary) {
        World drawn = world(plain);
        for (int tries = 0; tries < ENOUGH_TRIES; tries++) {
            World fitted = boundary.isPresent() ? Steering.to(boundary.get()).world(drawn) : drawn;
            if (wanted.isEmpty() || wanted.getFirst().fits(fitted)) {
                return fitted;
            }
            // A fault that needs another world than the boundary has it: the boundary is met another time.
            if (wanted.getFirst().fits(drawn)) {
                return drawn;
            }
            drawn = world(plain);
        }
        return drawn;
    }

    private World world(boolean plain) {
        long seed = chance.nextLong();
        List<ArrayKind> arrays = new ArrayList<>();
        arrays.add(array());
        if (below(4) == 0) {
            arrays.add(array());
        }
        Chap chap = pick(Chap.values());
        // What goes wrong with five volumes goes wrong with two, and costs less than half.
        int most = below(4) == 0 ? MOST_VOLUMES : 2;
        int volumes = arrays.size() + below(most - arrays.size() + 1);
        Topology topology = below(2) == 0 ? Topology.PRIVATE_OBJECT : pick(Topology.values());
        for (int tries = 0; !furnishable(arrays, topology, chap, volumes); tries++) {
            topology = tries < 3 ? pick(Topology.values()) : Topology.PRIVATE_OBJECT;
            chap = tries < 5 ? pick(Chap.values()) : Chap.NONE;
            volumes = tries < 5 ? volumes : Math.max(2, arrays.size());
        }
        return new World(
                seed,
                arrays,
                topology,
                chap,
                below(3) == 0 ? Mode.NOTIFY : Mode.AUTOMATIC,
                volumes,
                FATES.get(below(FATES.size())),
                !plain && below(3) == 0 ? Zombie.COMES_BACK : Zombie.STAYS_DEAD,
                plain ? 0 : List.of(0, 0, 0, 1, 3).get(below(5)),
                List.of(Answer.APPROVES, Answer.APPROVES, Answer.APPROVES, Answer.REJECTS, Answer.SILENT)
                        .get(below(5)),
                ARRAY_LATENCIES.get(below(ARRAY_LATENCIES.size())),
                AWS_LATENCIES.get(below(AWS_LATENCIES.size())));
    }

    private ArrayKind array() {
        return new ArrayKind(VENDORS.get(below(VENDORS.size())), below(2) == 0 ? Protocol.ISCSI : Protocol.NVME_TCP);
    }

    static boolean furnishable(List<ArrayKind> arrays, Topology topology, Chap chap, int volumes) {
        SiteOptions options = new SiteOptions(arrays, topology, chap, Mode.AUTOMATIC, volumes, 1, Naming.NONE);
        return FURNISHABLE.computeIfAbsent(options, asked -> {
            try {
                SimulatedSite.check(asked);
                return true;
            } catch (IllegalArgumentException impossible) {
                return false;
            }
        });
    }

    private Disturbance.AtState at(Boundary boundary) {
        Duration length = switch (boundary.interruption()) {
            case HELD, GIVEN_UP, STOPPED -> chance.between(Duration.ofSeconds(1), Duration.ofSeconds(105));
            case OVERSLEPT -> chance.between(Duration.ofSeconds(10), Duration.ofHours(2));
            case REDRIVEN, REDRIVEN_WAITING ->
                below(20) == 0
                        ? chance.between(Duration.ofHours(20), Duration.ofHours(40))
                        : chance.between(Duration.ofMinutes(1), Duration.ofHours(3));
            case ANSWERED_TWICE -> chance.between(Duration.ZERO, Duration.ofMinutes(10));
            case REFUSED, ANSWER_LOST, CUT_OFF, REPEATED, STOPPED_WAITING, ANSWERED_LATE -> Duration.ZERO;
        };
        int times = switch (boundary.interruption()) {
            case REFUSED, ANSWER_LOST, CUT_OFF -> List.of(1, 1, 1, 2, 12).get(below(5));
            case REPEATED,
                    HELD,
                    GIVEN_UP,
                    OVERSLEPT,
                    STOPPED,
                    REDRIVEN,
                    STOPPED_WAITING,
                    REDRIVEN_WAITING,
                    ANSWERED_LATE,
                    ANSWERED_TWICE -> 1;
        };
        // Short calls more often than long ones, and now and then the very end of a long one.
        int half = 1 + below(1 << (1 + below(7)));
        // What is read and what is written of it are worth a look of their own: everything else depends on the
        // condition there.
        Moment moment = below(4) == 0 ? new Moment.BeforeWriting(1 + below(2)) : new Moment.HalfRequest(half);
        return new Disturbance.AtState(
                boundary.state(),
                List.of(1, 1, 1, 2, 3).get(below(5)),
                boundary.interruption(),
                moment,
                length,
                times,
                below(3) == 0 ? Disturbance.Heir.NOBODY : Disturbance.Heir.ANOTHER_EXECUTION);
    }

    private void others(List<Disturbance> disturbances) {
        if (below(4) == 0) {
            disturbances.add(new Disturbance.SecondExecution(
                    pick(Disturbance.SecondExecution.Cause.values()),
                    chance.between(Duration.ofSeconds(30), Duration.ofMinutes(15))));
        }
        if (below(10) == 0) {
            disturbances.add(
                    new Disturbance.SecondFailure(chance.between(Duration.ofMinutes(6), Duration.ofMinutes(45))));
        }
        if (below(6) == 0) {
            disturbances.add(new Disturbance.LateRequest(
                    below(2), 1 + below(12), chance.between(Duration.ofSeconds(1), Duration.ofHours(1)), 1 + below(2)));
        }
        if (below(8) == 0) {
            disturbances.add(new Disturbance.LateCall(
                    pick(Disturbance.LateCall.Service.values()),
                    1 + below(12),
                    chance.between(Duration.ofSeconds(1), Duration.ofMinutes(40)),
                    1 + below(2)));
        }
        if (below(8) == 0) {
            disturbances.add(new Disturbance.Messages(
                    chance.between(Duration.ZERO, Duration.ofMinutes(40)),
                    chance.between(Duration.ofSeconds(1), Duration.ofMinutes(2))));
        }
        if (below(8) == 0) {
            disturbances.add(new Disturbance.Clock(
                    skew(), chance.between(Duration.ofMinutes(1), Duration.ofMinutes(20)), skew()));
        }
        if (below(12) == 0) {
            disturbances.add(new Disturbance.Rehearsal(chance.between(Duration.ofSeconds(1), Duration.ofMinutes(10))));
        }
    }

    private Duration skew() {
        return chance.between(Duration.ofHours(-1), Duration.ofHours(1));
    }

    private int below(int bound) {
        return (int) Long.remainderUnsigned(chance.nextLong(), bound);
    }

    private <T> T pick(T[] values) {
        return values[below(values.length)];
    }
}
