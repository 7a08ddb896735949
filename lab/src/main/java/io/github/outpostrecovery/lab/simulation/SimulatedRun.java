package io.github.outpostrecovery.lab.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.service.Alarms;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.machine.MachineTimes;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.oracle.Violation;
import io.github.outpostrecovery.lab.region.Delivery;
import io.github.outpostrecovery.lab.region.Ec2Operation;
import io.github.outpostrecovery.lab.region.Latencies;
import io.github.outpostrecovery.lab.site.Connections;
import io.github.outpostrecovery.lab.site.Naming;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteConditions;
import io.github.outpostrecovery.lab.site.SiteOptions;
import io.github.outpostrecovery.lab.time.Pace;
import io.github.outpostrecovery.lab.time.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One run: a site, one failure of its primary, the faults on top, and the engine's answer until everything rests. What it comes
 * to depends on the world and the faults alone. Not safe for use by several threads; several runs may go on at once.
 */
public final class SimulatedRun {
    private static final String RECIPIENT = "simulation/cues";
    private static final Duration WARM_UP = Duration.ofMinutes(8);
    private static final Duration AT_MOST = Duration.ofHours(30);
    private static final Duration DUPLICATES_WITHIN = Duration.ofSeconds(40);
    private static final Duration QUIET = Duration.ofMinutes(2);

    private final World world;
    private final List<Fault> faults;
    private final Cues cues = new Cues();
    private final SimulatedSite site;
    private final Map<Integer, Runnable> due = new HashMap<>();
    private final Map<String, Integer> struck = new TreeMap<>();
    private final List<AfterTheFailure> afterTheFailure = new ArrayList<>();
    private Duration aftermath = QUIET;

    private record AfterTheFailure(Duration delay, Runnable act) {}

    private SimulatedRun(World world, List<Fault> faults) {
        this.world = world;
        this.faults = faults;
        this.site = SimulatedSite.furnish(
                new SiteOptions(
                        world.arrays(),
                        world.topology(),
                        world.chap(),
                        world.mode(),
                        world.volumes(),
                        world.seed(),
                        Naming.NONE),
                SiteConditions.STANDARD
                        .watchedBy(Pace.VIRTUAL, cues, cues)
                        .reaching(Connections.IN_MEMORY, world.arrayLatency())
                        .taking(
                                new Latencies(
                                        world.awsLatency(),
                                        Map.of(Ec2Operation.RUN_INSTANCES, Duration.ofMillis(1500))),
                                MachineTimes.STANDARD));
        site.agenda().register(RECIPIENT, Recipient.Kind.ENGINE, this::act);
    }

    /** Runs it to its end. */
    public static RunResult run(World world, List<Fault> faults) {
        World prepared = world;
        for (Fault fault : faults) {
            prepared = fault.prepare(prepared);
        }
        SimulatedRun run = new SimulatedRun(prepared, List.copyOf(faults));
        try {
            return run.play();
        } finally {
            run.site.close();
        }
    }

    private RunResult play() {
        advance(WARM_UP);
        for (int number = 0; number < faults.size(); number++) {
            Fault fault = faults.get(number);
            struck.put(fault.card().slug(), 0);
            fault.arrange(new Part(fault, new SplitMix64(SplitMix64.mix(world.seed() + number + 1))));
        }
        if (world.duplicates() > 0) {
            site.region().triggers().deliver(Delivery.STANDARD.withDuplicates(world.duplicates(), DUPLICATES_WITHIN));
        }
        fail();
        afterTheFailure.forEach(later -> schedule(later.delay(), later.act()));
        Instant limit = site.agenda().instant().plus(AT_MOST);
        site.agenda().runUntil(limit, this::isQuiet);
        advance(aftermath);
        site.agenda().runUntil(limit, this::isQuiet);
        List<Violation> violations = new ArrayList<>(site.oracle().violations());
        List<Optional<Outcome>> outcomes = site.recoveries().stream()
                .map(execution -> site.recordOf(execution.arn()).map(IncidentRecord::outcome))
                .toList();
        return new RunResult(
                world,
                outcomes,
                struck,
                violations,
                objections(outcomes),
                site.oracle().checks(),
                site.agenda().instant());
    }

    /** Two faults may excuse each other; of one alone it is known what is expected. */
    private List<String> objections(List<Optional<Outcome>> outcomes) {
        if (faults.size() != 1) {
            return List.of();
        }
        Fault only = faults.getFirst();
        if (struck.getOrDefault(only.card().slug(), 0) == 0) {
            return List.of();
        }
        List<String> objections = new ArrayList<>();
        Set<Outcome> expected = only.endsAs(world);
        Optional<Outcome> ended = RunResult.outcomeOf(outcomes);
        if (ended.filter(expected::contains).isEmpty()) {
            objections.add("it ended as " + ended.map(Enum::name).orElse("nothing") + ", expected is " + expected);
        }
        objections.addAll(only.objections(site, world));
        return objections;
    }

    private void fail() {
        Machine victim = site.ledger().current();
        String server = victim.server().value();
        switch (world.fate()) {
            case SERVER_DEAD -> site.machines().apply(new SiteEvent.PowerLost(server));
            case HOST_FAILED -> site.machines().apply(new SiteEvent.HostFailed(server));
            case GUEST_GONE ->
                site.machines().apply(new SiteEvent.GuestKilled(victim.id().value()));
            case HUNG ->
                site.machines().apply(new SiteEvent.GuestHung(victim.id().value()));
            case ISOLATED -> site.machines().apply(new SiteEvent.LinkLost(server));
            case ALIVE -> site.region().alarms().setState(site.alarm(), Alarms.Value.ALARM, "set by hand");
            case MOVED ->
                site.move(
                        site.instances().getFirst(),
                        new OutpostArn(SimulatedSite.servers().get(1)));
        }
    }

    /** Everything that was to begin has begun and ended. */
    private boolean isQuiet() {
        List<ExecutionDescription> begun = site.recoveries();
        return begun.size() > world.duplicates()
                && begun.stream().allMatch(execution -> execution.status().isTerminal());
    }

    private void advance(Duration duration) {
        site.agenda().runUntil(site.agenda().instant().plus(duration), () -> false);
    }

    private void schedule(Duration delay, Runnable act) {
        int number = due.size();
        due.put(number, act);
        site.agenda()
                .schedule(
                        delay, RECIPIENT, JsonNodeFactory.instance.objectNode().put("cue", number));
    }

    private void act(JsonNode payload) {
        Runnable act = due.get(payload.path("cue").asInt());
        if (act == null) {
            throw new IllegalStateException("nobody knows the cue " + payload);
        }
        act.run();
    }

    /** The run, as one fault sees it. */
    private final class Part implements Stage {
        private final Fault fault;
        private final SplitMix64 chance;

        Part(Fault fault, SplitMix64 chance) {
            this.fault = fault;
            this.chance = chance;
        }

        @Override
        public World world() {
            return world;
        }

        @Override
        public SimulatedSite site() {
            return site;
        }

        @Override
        public SplitMix64 chance() {
            return chance;
        }

        @Override
        public void onEntering(String state, Consumer<ExecutionArn> act) {
            cues.onEntering(state, act);
        }

        @Override
        public void onceEntering(String state, Consumer<ExecutionArn> act) {
            boolean[] seen = {false};
            cues.onEntering(state, execution -> {
                if (!seen[0]) {
                    seen[0] = true;
                    act.accept(execution);
                }
            });
        }

        @Override
        public void onLeaving(String state, Consumer<ExecutionArn> act) {
            cues.onLeaving(state, act);
        }

        @Override
        public void beforeCalling(String state, Consumer<ExecutionArn> act) {
            cues.beforeCalling(state, act);
        }

        @Override
        public void afterTheFailure(Duration delay, Runnable act) {
            afterTheFailure.add(new AfterTheFailure(delay, act));
        }

        @Override
        public void later(Duration delay, Runnable act) {
            schedule(delay, act);
        }

        @Override
        public void outlast(Duration duration) {
            if (duration.compareTo(aftermath) > 0) {
                aftermath = duration;
            }
        }

        @Override
        public void struck() {
            struck.merge(fault.card().slug(), 1, Integer::sum);
        }
    }
}
