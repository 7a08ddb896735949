package io.github.outpostrecovery.lab.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.service.Alarms;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.oracle.Violation;
import io.github.outpostrecovery.lab.region.Delivery;
import io.github.outpostrecovery.lab.region.Ec2Operation;
import io.github.outpostrecovery.lab.region.Latencies;
import io.github.outpostrecovery.lab.simulation.witness.Witnesses;
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
import java.util.function.UnaryOperator;

/**
 * One run: a site, one failure of its primary, the faults on top, and the engine's answer until everything rests. What it comes
 * to depends on the world and the faults alone. Not safe for use by several threads; several runs may go on at once.
 */
public final class SimulatedRun {
    private static final String RECIPIENT = "simulation/cues";
    private static final Duration WARM_UP = Duration.ofMinutes(8);
    private static final Duration AT_MOST = Duration.ofHours(30);
    private static final Duration DUPLICATES_WITHIN = Duration.ofSeconds(40);
    private static final Duration NOBODY_NOTICES = Duration.ofMinutes(45);
    private static final Duration LINK_BACK = Duration.ofMinutes(15);
    private static final Duration QUIET = Duration.ofMinutes(2);

    private final Scenario scenario;
    private final World world;
    private final List<Fault> faults;
    private final Journal journal;
    private final Interruptions interruptions;
    private final Cues cues = new Cues();
    private final SimulatedSite site;
    private final Witnesses witnesses;
    private final Map<Integer, Runnable> due = new HashMap<>();
    private final Map<String, Integer> struck = new TreeMap<>();
    private final List<AfterTheFailure> afterTheFailure = new ArrayList<>();
    private final EngineClock clock;
    private Duration aftermath = QUIET;
    private Instant failedAt = Instant.MAX;
    private int cuesToCome;
    private int nextCue;

    private record AfterTheFailure(Duration delay, Runnable act) {}

    private SimulatedRun(Scenario scenario, Journal journal, UnaryOperator<SiteConditions> around) {
        this.scenario = scenario;
        this.world = scenario.world();
        this.faults = scenario.faults();
        this.journal = journal;
        EngineClock clock = new EngineClock();
        this.site = SimulatedSite.furnish(
                new SiteOptions(
                        world.arrays(),
                        world.topology(),
                        world.chap(),
                        world.mode(),
                        world.volumes(),
                        world.seed(),
                        Naming.NONE),
                around.apply(SiteConditions.STANDARD
                        .watchedBy(Pace.VIRTUAL, cues, cues)
                        .reaching(Connections.IN_MEMORY, world.arrayLatency())
                        .taking(
                                new Latencies(
                                        world.awsLatency(),
                                        Map.of(Ec2Operation.RUN_INSTANCES, Duration.ofMillis(1500))),
                                world.machineTimes())
                        .tellingTime(clock::over)));
        this.clock = clock;
        this.interruptions = new Interruptions(site, atStates(), this::schedule, journal);
        cues.callsGoThrough(interruptions);
        cues.watchedBy(interruptions);
        cues.watchedBy(new Person(world, site, interruptions, this::schedule));
        if (journal != Journal.NONE) {
            Scribe.follow(site, cues, journal);
        }
        site.agenda().register(RECIPIENT, Recipient.Kind.ENGINE, this::act);
        this.witnesses = Witnesses.of(site);
    }

    /** Runs it to its end. */
    public static RunResult run(World world, List<Fault> faults) {
        return run(new Scenario(world, faults, List.of()), Journal.NONE);
    }

    /** Runs it to its end, and writes it down. */
    public static RunResult run(Scenario scenario, Journal journal) {
        return run(scenario, journal, UnaryOperator.identity());
    }

    /**
     * Runs it to its end on a site that is not as it should be.
     *
     * @param around changes the conditions of the site: what stands between its parts may lie, to see whether it is found out
     */
    public static RunResult run(Scenario scenario, Journal journal, UnaryOperator<SiteConditions> around) {
        SimulatedRun run = new SimulatedRun(scenario.prepared(), journal, around);
        try {
            return run.play();
        } finally {
            run.site.close();
        }
    }

    private List<Disturbance.AtState> atStates() {
        return scenario.disturbances().stream()
                .filter(Disturbance.AtState.class::isInstance)
                .map(Disturbance.AtState.class::cast)
                .toList();
    }

    private RunResult play() {
        List<Trouble> troubles = new ArrayList<>();
        try {
            advance(WARM_UP);
            for (int number = 0; number < faults.size(); number++) {
                Fault fault = faults.get(number);
                struck.put(fault.card().slug(), 0);
                fault.arrange(new Part(fault, new SplitMix64(SplitMix64.mix(world.seed() + number + 1))));
            }
            Delivery delivery = Delivery.STANDARD;
            if (world.duplicates() > 0) {
                delivery = delivery.withDuplicates(world.duplicates(), DUPLICATES_WITHIN);
                site.region().triggers().deliver(delivery);
            }
            Disturbing disturbing = new Disturbing(world, site, clock, cues, this::schedule);
            scenario.disturbances().forEach(disturbing::arrange);
            journal.note(site.agenda().instant(), "the primary: " + world.fate());
            fail();
            failedAt = site.agenda().instant();
            afterTheFailure.forEach(later -> schedule(later.delay(), later.act()));
            Instant limit = site.agenda().instant().plus(AT_MOST).plus(disturbing.longest());
            site.agenda().runUntil(limit, this::isQuiet);
            advance(aftermath);
            site.agenda().runUntil(limit, this::isQuiet);
            // What has to happen until everything can be judged may begin something anew, which has to end as well.
            Instant judged;
            do {
                judged = witnesses.judgedAt();
                site.agenda().runUntil(judged.isBefore(limit) ? judged : limit, () -> false);
                site.agenda().runUntil(limit, this::isQuiet);
            } while (isQuiet() && witnesses.judgedAt().isAfter(judged));
            witnesses.concluded();
            if (!isQuiet()) {
                troubles.add(Trouble.neverRests(site));
            }
        } catch (RuntimeException | CutOff escaped) {
            troubles.add(Trouble.escaped(site.agenda().instant(), escaped));
        }
        List<Optional<Outcome>> outcomes = site.recoveries().stream()
                .map(execution -> site.recordOf(execution.arn()).map(IncidentRecord::outcome))
                .toList();
        List<String> objections = scenario.isPlain() && troubles.isEmpty() ? objections(outcomes) : List.of();
        objections.forEach(objection ->
                troubles.add(new Trouble(Trouble.UNEXPECTED, site.agenda().instant(), objection)));
        List<Violation> violations = witnesses.violations();
        violations.forEach(violation -> troubles.add(Trouble.of(violation)));
        return new RunResult(
                world,
                outcomes,
                struck,
                violations,
                objections,
                witnesses.checks(),
                site.agenda().instant(),
                troubles,
                interruptions.covered());
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
        if (world.zombie() == World.Zombie.COMES_BACK) {
            Duration after = new SplitMix64(SplitMix64.mix(world.seed() ^ 0x5a4f_4d42_4945L))
                    .between(Duration.ofSeconds(30), Duration.ofMinutes(20));
            schedule(after, () -> comeBack(server, victim.id().value()));
        }
    }

    private void comeBack(String server, String machine) {
        journal.note(site.agenda().instant(), "the primary comes back");
        switch (world.fate()) {
            case SERVER_DEAD -> {
                // Without its service link at first, so that EC2 cannot end the old machine before it tries.
                site.machines().apply(new SiteEvent.LinkLost(server));
                site.machines().apply(new SiteEvent.PowerRestored(server));
                schedule(LINK_BACK, () -> site.machines().apply(new SiteEvent.LinkRestored(server)));
            }
            case HOST_FAILED -> site.machines().apply(new SiteEvent.PowerRestored(server));
            case GUEST_GONE -> site.machines().apply(new SiteEvent.GuestRebooted(machine));
            case HUNG -> site.machines().apply(new SiteEvent.GuestAwake(machine));
            case ISOLATED -> site.machines().apply(new SiteEvent.LinkRestored(server));
            case ALIVE, MOVED -> {}
        }
    }

    /** Everything that was to begin has begun and ended. */
    private boolean isQuiet() {
        return cuesToCome == 0
                && !cues.isAnyUnderWay()
                && (cues.recoveriesBegun() > 0 || site.agenda().instant().isAfter(failedAt.plus(NOBODY_NOTICES)));
    }

    private void advance(Duration duration) {
        site.agenda().runUntil(site.agenda().instant().plus(duration), () -> false);
    }

    private void schedule(Duration delay, Runnable act) {
        int number = nextCue++;
        cuesToCome++;
        due.put(number, act);
        site.agenda()
                .schedule(
                        delay, RECIPIENT, JsonNodeFactory.instance.objectNode().put("cue", number));
    }

    private void act(JsonNode payload) {
        Runnable act = due.remove(payload.path("cue").asInt());
        if (act == null) {
            throw new IllegalStateException("nobody knows the cue " + payload);
        }
        cuesToCome--;
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
        public void interrupt(Disturbance.AtState interruption) {
            interruptions.plan(interruption, this::struck);
        }

        @Override
        public void struck() {
            struck.merge(fault.card().slug(), 1, Integer::sum);
        }
    }
}
