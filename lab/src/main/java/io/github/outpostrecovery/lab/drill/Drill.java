package io.github.outpostrecovery.lab.drill;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.readiness.ReadinessReport;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.datapath.DataPathObserver;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.Session;
import io.github.outpostrecovery.lab.machine.Phase;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.region.Delivery;
import io.github.outpostrecovery.lab.report.ReportData;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteFolder;
import io.github.outpostrecovery.lab.site.SiteOptions;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * A site in which something fails, and the engine's answer to it. The site lives in a folder between commands.
 *
 * <p>Not safe for use by several threads.
 */
public final class Drill implements AutoCloseable {
    private static final Duration WARM_UP = Duration.ofMinutes(8);
    private static final Duration BETWEEN_FAILURES = Duration.ofMinutes(7);
    private static final Duration DETECTION = Duration.ofSeconds(90);
    /** How long an open site has been in use when somebody comes: an array has measured its volumes for a while by then. */
    private static final Duration IN_USE = Duration.ofMinutes(2);

    private static final Duration AT_MOST = Duration.ofHours(3);
    private static final Duration DUPLICATES_WITHIN = Duration.ofSeconds(40);
    private static final int KILLED = 137;

    private final SiteFolder folder;
    private final DrillListener listener;
    private final SimulatedSite site;
    private final FaultScript faults;
    private DrillMemory memory;

    /** Nobody wants to watch a site warm up, or nothing happen: real speed is for what an operator would live through. */
    private volatile Pace pace = Pace.VIRTUAL;

    private Drill(
            SiteFolder folder,
            DrillListener listener,
            DrillMemory memory,
            SiteOptions fresh,
            Optional<JsonNode> saved) {
        this.folder = requireNonNull(folder, "folder is null");
        this.listener = requireNonNull(listener, "listener is null");
        this.memory = requireNonNull(memory, "memory is null");
        Reporter reporter = new Reporter();
        this.site = saved.map(tree ->
                        SimulatedSite.restore(tree, duration -> pace.pass(duration), reporter, (arn, state) -> save()))
                .orElseGet(() -> SimulatedSite.furnish(
                        fresh, duration -> pace.pass(duration), reporter, (arn, state) -> save()));
        this.faults = new FaultScript(site, memory.options().faults(), this::kill);
        reporter.begin();
        site.calls().listen(call -> {
            listener.called(call);
            if (call.write()) {
                save();
            }
        });
        Logins logins = new Logins();
        site.arrays().forEach(array -> array.simulated().blockTarget().observe(logins));
    }

    /** Furnishes a new site in {@code folder}, in place of one that may be there. */
    public static Drill begin(DrillOptions options, SiteFolder folder, DrillListener listener) {
        return new Drill(folder, listener, DrillMemory.of(options), options.site(), Optional.empty());
    }

    /** Furnishes a new site on which nothing runs yet, in place of one that may be there, and keeps it. */
    public static Drill open(SiteOptions options, SiteFolder folder, DrillListener listener) {
        Drill opened = new Drill(
                folder, listener, DrillMemory.of(DrillOptions.onOpenSite(options)), options, Optional.empty());
        opened.advance(IN_USE);
        opened.save();
        return opened;
    }

    /**
     * Opens the site that an earlier command has left.
     *
     * @return empty if there is none
     */
    public static Optional<Drill> reopen(SiteFolder folder, DrillListener listener) {
        return folder.read().map(tree -> {
            DrillMemory memory = read(tree.path("drill"));
            // Whatever was to go wrong has gone wrong: a resumed site is served by everything as it should be.
            DrillOptions options = memory.options().withoutFaults();
            return new Drill(
                    folder,
                    listener,
                    new DrillMemory(
                            options,
                            memory.failureAt(),
                            memory.worldBefore(),
                            memory.before(),
                            memory.deliveries(),
                            memory.firstLogins(),
                            memory.notes()),
                    options.site(),
                    Optional.of(tree.path("site")));
        });
    }

    /** Lets the machines fail as ordered, until every recovery has ended or waits for a person. */
    public DrillResult run() {
        faults.arrange();
        advance(WARM_UP);
        DrillOptions options = memory.options();
        if (options.duplicates() > 0) {
            site.region().triggers().deliver(Delivery.STANDARD.withDuplicates(options.duplicates(), DUPLICATES_WITHIN));
        }
        for (int failure = 1; failure <= options.failures(); failure++) {
            if (failure > 1) {
                repair();
                advance(BETWEEN_FAILURES);
            }
            fail(options);
            settle();
            if (isWaiting() || !isRecovered()) {
                break;
            }
        }
        if (options.zombie() == DrillOptions.Zombie.COMES_BACK && !isWaiting()) {
            // Without its service link, so that EC2 cannot end the old machine before it tries.
            note("the dead server has its power back, but not its service link, and its old machine boots");
            site.machines().apply(new SiteEvent.LinkLost(SimulatedSite.servers().getFirst()));
            site.machines()
                    .apply(new SiteEvent.PowerRestored(SimulatedSite.servers().getFirst()));
            advance(Duration.ofMinutes(5));
        }
        return result();
    }

    /**
     * Breaks what an instance runs on, once it can be a victim, and lets the engine answer until it rests or waits for a person.
     *
     * @throws UnknownInstanceException if no instance of that name is protected
     */
    public DrillResult strike(InstanceName instance, DrillOptions.Primary how) {
        requireProtected(instance);
        about(instance);
        awaitAlarm();
        fail(memory.options().failing(how));
        settle();
        return result();
    }

    /** What it has come to for one instance. */
    public DrillResult resultOf(InstanceName instance) {
        requireProtected(instance);
        about(instance);
        return result();
    }

    /** Breaks a server on which nothing runs that is protected. */
    public void breakIdle(OutpostArn server, DrillOptions.Primary how) {
        switch (how) {
            case DEAD -> site.machines().apply(new SiteEvent.PowerLost(server.value()));
            case ISOLATED -> site.machines().apply(new SiteEvent.LinkLost(server.value()));
            case HUNG, ALIVE -> throw new IllegalArgumentException("nothing runs on " + server + " that could hang");
        }
        note(server + " fails, and nothing protected runs on it");
        advance(DETECTION);
        save();
    }

    /** Mends servers: power, service link, and what hangs on them; then some minutes pass. */
    public void mend(List<String> servers) {
        for (String server : servers) {
            site.machines().apply(new SiteEvent.PowerRestored(server));
            site.machines().apply(new SiteEvent.LinkRestored(server));
            site.machines().machines().stream()
                    .filter(machine -> machine.outpost().equals(Optional.of(server)) && machine.phase() == Phase.HUNG)
                    .forEach(machine -> site.machines().apply(new SiteEvent.GuestAwake(machine.id())));
            note(server + " has been mended");
        }
        advance(BETWEEN_FAILURES);
        save();
    }

    private void requireProtected(InstanceName instance) {
        if (!site.instances().contains(instance) || site.books(instance).isEmpty()) {
            throw new UnknownInstanceException(
                    instance + " is not protected on this site: nobody would answer. Protect it first");
        }
    }

    /** From now on the drill is about this instance: what others have begun is not waited for. */
    private void about(InstanceName instance) {
        site.about(instance);
        long begun = site.recoveries().stream().filter(Drill::isExpected).count();
        expect(Math.toIntExact(begun) - memory.deliveries());
    }

    private void about(IncidentId incident) {
        if (site.books(incident.instance()).isEmpty()) {
            throw new UnknownIncidentException(incident);
        }
        about(incident.instance());
    }

    /** A machine that was launched a moment ago cannot be a victim, and its alarm has to have been OK. */
    private void awaitAlarm() {
        Instant grace = site.ledger().current().launchedAt().plus(WARM_UP);
        Instant now = site.agenda().instant();
        if (grace.isAfter(now)) {
            advance(Duration.between(now, grace));
        }
        Instant limit = site.agenda().instant().plus(WARM_UP);
        site.agenda()
                .runUntil(
                        limit,
                        () -> site.region()
                                .alarms()
                                .alarm(site.alarm())
                                .filter(alarm ->
                                        alarm.value() == io.github.outpostrecovery.core.service.Alarms.Value.OK)
                                .isPresent());
    }

    /** Answers a request for approval, through the approval state machine. */
    public DrillResult answer(IncidentId incident, String decision, String reason) {
        about(incident);
        Incident asked = site.ledger()
                .incident()
                .filter(last -> last.id().equals(incident))
                .orElseThrow(() -> new UnknownIncidentException(incident));
        if (!isWaiting()) {
            throw new IllegalStateException(incident + " does not wait for an approval: it is " + asked.state()
                    + asked.outcome().map(outcome -> ", ended as " + outcome).orElse(""));
        }
        ObjectNode input = JsonNodeFactory.instance
                .objectNode()
                .put("incident", incident.toString())
                .put("decision", decision)
                .put(
                        "evidence",
                        asked.approval().map(request -> request.evidence()).orElse(""))
                .put("reason", reason);
        ExecutionArn answer = site.answer(input);
        // An answer is on its way from here on: what waits now may be the answered request.
        runUntil(() -> site.stepFunctions().describe(answer).status().isTerminal());
        ExecutionDescription answered = site.stepFunctions().describe(answer);
        if (answered.error().isPresent()) {
            throw new IllegalStateException(
                    answered.cause().orElse(answered.error().get()));
        }
        settle();
        return result();
    }

    /** Takes an incident up again, by a new execution. */
    public DrillResult resume(IncidentId incident) {
        about(incident);
        if (site.ledger().incident().filter(last -> last.id().equals(incident)).isEmpty()) {
            throw new UnknownIncidentException(incident);
        }
        settle();
        if (!isWaiting()
                && site.ledger()
                        .incident()
                        .filter(last -> last.state() != Incident.State.CLOSED)
                        .isPresent()) {
            expect(1);
            site.start(JsonNodeFactory.instance
                    .objectNode()
                    .put("trigger", "MANUAL")
                    .put("incident", incident.toString()));
            settle();
        }
        return result();
    }

    /**
     * Has an instance run on another server, as a person asks for it, until that has ended. A new site is given the time to
     * start.
     *
     * @throws UnknownInstanceException if no instance of that name is protected
     */
    public DrillResult move(InstanceName instance, OutpostArn to) {
        if (site.configuration(instance).isEmpty()) {
            throw new UnknownInstanceException("no instance " + instance + " is protected");
        }
        about(instance);
        if (site.stepFunctions().list().isEmpty()) {
            faults.arrange();
        }
        warmUp();
        remember(site.ledger().current());
        note(instance + " is to run on " + to);
        expect(1);
        ExecutionArn run = site.move(instance, to);
        settle();
        save();
        return new DrillStory(site, memory, Optional.of(run)).tell();
    }

    /** Moves an instance back to the server where it belongs, likewise. */
    public DrillResult failBack(InstanceName instance) {
        return move(
                instance,
                site.configuration(instance)
                        .map(ProtectedInstance::home)
                        .orElseThrow(() -> new UnknownInstanceException("no instance " + instance + " is protected")));
    }

    private void warmUp() {
        if (site.stepFunctions().list().isEmpty()) {
            Instant now = site.agenda().instant();
            Instant started = site.ledger().current().launchedAt().plus(WARM_UP);
            advance(started.isAfter(now) ? Duration.between(now, started) : Duration.ZERO);
        }
    }

    /**
     * Lets the engine find out whether a recovery of an instance would succeed now. A new site is given the time to start.
     *
     * @throws UnknownInstanceException if no instance of that name is protected
     */
    public ReadinessReport readiness(InstanceName instance) {
        warmUp();
        pace = watched();
        ExecutionArn run = site.rehearse(instance);
        runUntil(() -> site.stepFunctions().describe(run).status().isTerminal());
        pace = Pace.VIRTUAL;
        save();
        Optional<IncidentRecord> refused = site.recordOf(run);
        if (refused.isPresent()) {
            throw new UnknownInstanceException(refused.get().reason());
        }
        return site.readiness(instance)
                .filter(report -> report.execution().value().equals(run.value()))
                .orElseThrow(() -> new IllegalStateException("the readiness run ended without a report, in state "
                        + site.stepFunctions().describe(run).state()));
    }

    /** Lets time pass, whatever happens in it. */
    public DrillResult pass(Duration duration) {
        advance(duration);
        return result();
    }

    /** The incident that waits for an approval, if one does. */
    public Optional<IncidentId> waiting() {
        return isWaiting() ? site.ledger().incident().map(Incident::id) : Optional.empty();
    }

    /** What it has come to so far. */
    public DrillResult result() {
        save();
        return new DrillStory(site, memory).tell();
    }

    /** The whole story, for a page. */
    public ReportData report() {
        return new DrillReport(site, memory).write();
    }

    /** The site, for whoever wants to look closer. */
    public SimulatedSite site() {
        return site;
    }

    DrillMemory memory() {
        return memory;
    }

    @Override
    public void close() {
        site.close();
    }

    private void fail(DrillOptions options) {
        Machine victim = site.ledger().current();
        remember(victim);
        String server = victim.server().value();
        switch (options.primary()) {
            case DEAD -> {
                note("the server of " + victim.id() + " loses power");
                site.machines().apply(new SiteEvent.PowerLost(server));
            }
            case ISOLATED -> {
                note("the server of " + victim.id() + " loses its service link");
                site.machines().apply(new SiteEvent.LinkLost(server));
            }
            case HUNG -> {
                note("the guest of " + victim.id() + " hangs");
                site.machines().apply(new SiteEvent.GuestHung(victim.id().value()));
            }
            case ALIVE -> note("nothing has failed; somebody sets the alarm by hand");
        }
        expect(1 + options.duplicates());
        if (options.event().isPresent()) {
            if (options.primary() != DrillOptions.Primary.ALIVE) {
                // A little sooner than the simulated CloudWatch sees the failure itself.
                advance(DETECTION);
            }
            deliver(options.event().get());
        } else if (options.primary() == DrillOptions.Primary.ALIVE) {
            site.region()
                    .alarms()
                    .setState(
                            site.alarm(),
                            io.github.outpostrecovery.core.service.Alarms.Value.ALARM,
                            "set by hand for a drill");
        }
    }

    /** From here on is told what becomes of this machine. */
    private void remember(Machine victim) {
        Map<String, String> initiators = new TreeMap<>();
        victim.initiators().forEach((array, initiator) -> initiators.put(array.value(), initiator.value()));
        memory = new DrillMemory(
                memory.options(),
                Optional.of(site.agenda().instant()),
                site.oracle().worldSnapshot(),
                Optional.of(new DrillMemory.Before(
                        victim.generation().number(), victim.id().value(), initiators)),
                memory.deliveries(),
                memory.firstLogins(),
                memory.notes());
    }

    private void deliver(JsonNode event) {
        note("the alarm comes from a file");
        if (event.has("detail")) {
            site.region().triggers().putEvent(event);
        } else if (event.has("trigger")) {
            site.start(event);
        } else {
            site.region().triggers().publish((ObjectNode) event);
        }
    }

    private void repair() {
        for (String server : SimulatedSite.servers()) {
            site.machines().apply(new SiteEvent.PowerRestored(server));
            site.machines().apply(new SiteEvent.LinkRestored(server));
        }
        note("every server has been mended");
    }

    private void expect(int executions) {
        memory = new DrillMemory(
                memory.options(),
                memory.failureAt(),
                memory.worldBefore(),
                memory.before(),
                memory.deliveries() + executions,
                memory.firstLogins(),
                memory.notes());
    }

    private void note(String what) {
        List<DrillMemory.Note> notes = new ArrayList<>(memory.notes());
        notes.add(new DrillMemory.Note(site.agenda().instant(), what));
        memory = new DrillMemory(
                memory.options(),
                memory.failureAt(),
                memory.worldBefore(),
                memory.before(),
                memory.deliveries(),
                memory.firstLogins(),
                notes);
        listener.noted(what, site.agenda().instant());
    }

    private void settle() {
        do {
            pace = watched();
            runUntil(this::isQuiet);
            pace = Pace.VIRTUAL;
            if (isWaiting()) {
                return;
            }
            advance(faults.aftermath());
        } while (!isResting() || faults.afterwards());
        save();
    }

    private Pace watched() {
        return switch (memory.options().speed()) {
            case VIRTUAL -> Pace.VIRTUAL;
            case REAL -> Pace.REAL;
        };
    }

    /** Everything that was to begin has begun, and has come to rest. */
    private boolean isQuiet() {
        long begun = site.recoveries().stream().filter(Drill::isExpected).count();
        return begun >= memory.deliveries() && isResting();
    }

    /** What the reconciler starts comes on top. */
    private static boolean isExpected(ExecutionDescription execution) {
        return !execution.input().path("trigger").asText().equals("RECONCILER");
    }

    private boolean isResting() {
        return site.stepFunctions().list().stream()
                .allMatch(execution -> execution.status().isTerminal()
                        || execution.waitingForTaskToken().isPresent());
    }

    private boolean isWaiting() {
        return site.recoveries().stream()
                .anyMatch(execution -> execution.waitingForTaskToken().isPresent());
    }

    private boolean isRecovered() {
        return memory.before()
                .filter(before -> site.ledger().current().generation().number() > before.generation())
                .isPresent();
    }

    private void advance(Duration duration) {
        site.agenda().runUntil(site.agenda().instant().plus(duration), () -> false);
    }

    private void runUntil(BooleanSupplier done) {
        site.agenda().runUntil(site.agenda().instant().plus(AT_MOST), done);
    }

    /** Keeps the site as it is. */
    public void save() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.set("site", site.save());
        tree.set("drill", CoreJson.mapper().valueToTree(memory));
        folder.write(tree);
    }

    private void kill() {
        save();
        Runtime.getRuntime().halt(KILLED);
    }

    private static DrillMemory read(JsonNode tree) {
        try {
            return CoreJson.mapper().treeToValue(tree, DrillMemory.class);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("the saved drill cannot be read: run a new one", malformed);
        }
    }

    /** Passes on what the executions do; silent until the drill is complete. */
    private final class Reporter implements StepListener {
        private Optional<Drill> drill = Optional.empty();

        void begin() {
            drill = Optional.of(Drill.this);
        }

        @Override
        public void stateEntered(ExecutionArn execution, String state, JsonNode input, Instant at) {
            listener.stateEntered(execution, state, input, at);
            drill.ifPresent(running -> running.faults.entered(execution, state));
        }

        @Override
        public void stateExited(ExecutionArn execution, String state, JsonNode output, Instant at) {
            listener.stateExited(execution, state, output, at);
        }

        @Override
        public void retryScheduled(
                ExecutionArn execution, String state, String error, String cause, Duration delay, Instant at) {
            listener.retryScheduled(execution, state, error, cause, delay, at);
        }

        @Override
        public void waiting(ExecutionArn execution, String state, Optional<Instant> until, Instant at) {
            listener.waiting(execution, state, until, at);
        }

        @Override
        public void executionEnded(ExecutionDescription execution, Instant at) {
            listener.executionEnded(execution, at);
        }
    }

    /** Remembers when each machine was first let in, and tells of those that were not. */
    private final class Logins implements DataPathObserver {
        private final Map<String, Integer> refused = new HashMap<>();

        @Override
        public void loggedIn(String array, Session session) {
            if (!memory.firstLogins().containsKey(session.machine())) {
                Map<String, Instant> logins = new TreeMap<>(memory.firstLogins());
                logins.put(session.machine(), site.agenda().instant());
                memory = new DrillMemory(
                        memory.options(),
                        memory.failureAt(),
                        memory.worldBefore(),
                        memory.before(),
                        memory.deliveries(),
                        logins,
                        memory.notes());
            }
        }

        @Override
        public void loginRefused(String array, LoginAttempt attempt, String reason) {
            if (refused.merge(attempt.machine(), 1, Integer::sum) == 1) {
                note(array + " refuses " + attempt.machine() + " as " + attempt.initiator() + ": " + reason);
            }
        }
    }
}
