package io.github.outpostrecovery.lab.region;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.compute.Compute;
import io.github.outpostrecovery.core.compute.LaunchOrder;
import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.compute.LaunchedMachine;
import io.github.outpostrecovery.core.compute.StopAnswer;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * EC2 and Outposts, simulated: what {@link Compute} asks of them, over calls that take time and can go wrong.
 *
 * <p>Driven by one thread, which also drives the agenda.
 */
public final class SimulatedEc2 implements Compute {
    private static final String RECIPIENT = "region/ec2";
    private static final Duration SAMPLING = Duration.ofSeconds(1);

    private final Agenda agenda;
    private final Hypervisor hypervisor;
    private final ServiceCalls calls;
    private final Ec2Catalog catalog;
    private final Ec2Fleet fleet;
    private final StatusHistory history;
    private final SplitMix64 chance;
    private final Ec2Api api;
    private Ec2Settings settings;

    /** All that EC2 knows. What is due later is saved with the agenda. */
    public record State(
            Ec2Settings settings,
            Ec2Catalog.State catalog,
            List<Ec2Instance> instances,
            List<LaunchFate> fates,
            long nextNumber,
            List<StatusHistory.Sample> history,
            long chance,
            List<ArmedCallFault> faults) {}

    private SimulatedEc2(Agenda agenda, Latencies latencies, Hypervisor hypervisor, State saved) {
        this.agenda = requireNonNull(agenda, "agenda is null");
        this.hypervisor = requireNonNull(hypervisor, "hypervisor is null");
        this.settings = saved.settings();
        this.calls = new ServiceCalls(agenda, latencies, saved.faults());
        this.catalog = new Ec2Catalog(saved.catalog());
        this.fleet = new Ec2Fleet(
                agenda,
                RECIPIENT,
                catalog,
                hypervisor,
                saved.settings(),
                saved.instances(),
                saved.fates(),
                saved.nextNumber());
        this.history = new StatusHistory(saved.history());
        this.chance = new SplitMix64(saved.chance());
        this.api = new Ec2Api(agenda, calls, catalog, fleet, this::launch, this::terminate);
        agenda.register(RECIPIENT, Recipient.Kind.WORLD, this::receive);
    }

    /** Makes an EC2 without anything in it. The seed decides how stale each read is. */
    public static SimulatedEc2 start(
            Agenda agenda, Latencies latencies, Hypervisor hypervisor, Ec2Settings settings, long seed) {
        SimulatedEc2 ec2 = new SimulatedEc2(
                agenda,
                latencies,
                hypervisor,
                new State(settings, Ec2Catalog.State.EMPTY, List.of(), List.of(), 1, List.of(), seed, List.of()));
        ec2.sampleIfStale();
        return ec2;
    }

    public static SimulatedEc2 restore(State saved, Agenda agenda, Latencies latencies, Hypervisor hypervisor) {
        return new SimulatedEc2(agenda, latencies, hypervisor, saved);
    }

    public State save() {
        return new State(
                settings,
                catalog.save(),
                List.copyOf(fleet.all()),
                fleet.fates(),
                fleet.nextNumber(),
                history.save(),
                chance.state(),
                calls.save());
    }

    /** Templates, subnets and servers, for whoever furnishes the Region. */
    public Ec2Catalog catalog() {
        return catalog;
    }

    /** EC2 as a person's command calls it. */
    public Ec2Api api() {
        return api;
    }

    /** Where faults are armed, by the names in {@link Ec2Operation}. */
    public ServiceCalls calls() {
        return calls;
    }

    public List<Ec2Instance> instances() {
        return List.copyOf(fleet.all());
    }

    public Optional<Ec2Instance> instance(Ec2InstanceId id) {
        return fleet.instance(id.value());
    }

    public void observe(InstanceObserver observer) {
        fleet.observe(observer);
    }

    /** Decides what becomes of the next launch that makes an instance; called twice, of the one after it as well. */
    public void nextLaunch(LaunchFate fate) {
        fleet.nextLaunch(fate);
    }

    /** Changes how EC2 behaves, from now on. */
    public void settle(Ec2Settings changed) {
        boolean sampled = !settings.staleness().isZero();
        settings = changed;
        fleet.settle(changed);
        if (!sampled) {
            sampleIfStale();
        }
    }

    /** Launches without the engine, at once and without faults: how a site gets its first machines. */
    public LaunchOutcome run(ClientToken token, LaunchTarget target, List<Initiator> initiators) {
        return fleet.run(LaunchRequest.of(token.value(), target, initiators));
    }

    /** What EC2 knows at this instant, without a call. */
    public MachineStatus statusNow(Ec2InstanceId machine) {
        return fleet.instance(machine.value())
                .<MachineStatus>map(fleet::observe)
                .orElseGet(() -> history.at(machine.value(), Instant.MIN));
    }

    @Override
    public MachineStatus status(Ec2InstanceId machine) {
        return calls.read(Ec2Operation.DESCRIBE_INSTANCE_STATUS, () -> read(machine))
                .orElse(MachineStatus.Unobserved::new);
    }

    private MachineStatus read(Ec2InstanceId machine) {
        if (settings.staleness().isZero()) {
            return statusNow(machine);
        }
        sample();
        Instant then = agenda.instant().minus(chance.between(Duration.ZERO, settings.staleness()));
        return history.at(machine.value(), then);
    }

    @Override
    public ServerLink link(OutpostArn server) {
        return calls.read(Ec2Operation.GET_OUTPOST, () -> linkNow(server)).orElse(why -> ServerLink.UNKNOWN);
    }

    /** What the Region knows of the link at this instant, without a call. */
    public ServerLink linkNow(OutpostArn server) {
        if (catalog.server(server.value()).isEmpty()) {
            return ServerLink.UNKNOWN;
        }
        return hypervisor.reaches(server.value()) ? ServerLink.CONNECTED : ServerLink.DISCONNECTED;
    }

    @Override
    public Preflight check(LaunchTarget target) {
        CallResult<Preflight> result = calls.read(Ec2Operation.DRY_RUN, () -> preflight(target));
        return switch (result) {
            case CallResult.Answered<Preflight>(Preflight preflight) -> preflight;
            case CallResult.Refused<Preflight>(String code, String message) ->
                new Preflight.NotReady(code + ": " + message);
            case CallResult.Unanswered<Preflight>(String why) -> new Preflight.Unanswered(why);
        };
    }

    private Preflight preflight(LaunchTarget target) {
        String server = target.server().value();
        Optional<Preflight> trouble = catalog.trouble(
                        server, target.subnet().value(), target.template().value(), target.templateVersion())
                .map(found -> new Preflight.NotReady(found.code() + ": " + found.message()));
        if (trouble.isPresent()) {
            return trouble.get();
        }
        if (!hypervisor.reaches(server)) {
            return new Preflight.NotReady(server + " is disconnected");
        }
        String type = fleet.typeOf(target);
        return fleet.fits(server, type)
                ? new Preflight.Ready(Optional.of(new Compute.Room(type, fleet.room(server, type))))
                : new Preflight.NotReady(Ec2Errors.NO_CAPACITY + ": there is no room on " + server);
    }

    @Override
    public LaunchOutcome launch(LaunchOrder order) {
        return launch(LaunchRequest.of(order.token().value(), order.target(), order.initiators()));
    }

    /** A launch as the engine makes it, for those who have no order. */
    LaunchOutcome launch(LaunchRequest request) {
        CallResult<LaunchOutcome> result = calls.change(
                Ec2Operation.RUN_INSTANCES,
                delay -> schedule(delay, new Ec2Event.LaunchLands(request)),
                () -> fleet.run(request));
        return switch (result) {
            case CallResult.Answered<LaunchOutcome>(LaunchOutcome outcome) -> outcome;
            case CallResult.Refused<LaunchOutcome>(String code, String message) -> Ec2Errors.refused(code, message);
            case CallResult.Unanswered<LaunchOutcome>(String why) -> new LaunchOutcome.Unknown(why);
        };
    }

    @Override
    public LookUp find(ClientToken token) {
        return calls.read(Ec2Operation.DESCRIBE_INSTANCES, () -> look(token)).orElse(LookUp.Unanswered::new);
    }

    private LookUp look(ClientToken token) {
        Optional<LaunchedMachine> found = fleet.byToken(token.value()).map(Ec2Fleet::launched);
        return found.<LookUp>map(LookUp.Found::new).orElseGet(LookUp.NothingYet::new);
    }

    @Override
    public Optional<String> terminate(Ec2InstanceId machine) {
        return calls.change(
                        Ec2Operation.TERMINATE_INSTANCES,
                        delay -> schedule(delay, new Ec2Event.TerminationLands(machine.value())),
                        () -> fleet.terminate(machine.value()))
                .trouble(answer -> answer);
    }

    @Override
    public StopAnswer stop(Ec2InstanceId machine) {
        CallResult<StopAnswer> result = calls.change(
                Ec2Operation.STOP_INSTANCES,
                delay -> schedule(delay, new Ec2Event.StopLands(machine.value())),
                () -> fleet.stop(machine.value()));
        return switch (result) {
            case CallResult.Answered<StopAnswer>(StopAnswer answer) -> answer;
            case CallResult.Refused<StopAnswer>(String code, String message) ->
                code.equals(Ec2Errors.UNSUPPORTED)
                        ? new StopAnswer.NotStoppable(code + ": " + message)
                        : new StopAnswer.Refused(code, message);
            case CallResult.Unanswered<StopAnswer>(String why) -> new StopAnswer.Unanswered(why);
        };
    }

    @Override
    public Optional<String> start(Ec2InstanceId machine) {
        return calls.change(
                        Ec2Operation.START_INSTANCES,
                        delay -> schedule(delay, new Ec2Event.StartLands(machine.value())),
                        () -> fleet.start(machine.value()))
                .trouble(answer -> answer);
    }

    private void receive(JsonNode payload) {
        switch (JsonRecords.read(payload, Ec2Event.class)) {
            case Ec2Event.PendingEnds(String instance) -> fleet.pendingEnds(instance);
            case Ec2Event.PowerEnds(String instance) -> fleet.powerEnds(instance);
            case Ec2Event.LaunchLands(LaunchRequest request) -> fleet.run(request);
            case Ec2Event.TerminationLands(String instance) -> fleet.terminate(instance);
            case Ec2Event.StopForced(String instance) -> fleet.stopForced(instance);
            case Ec2Event.StopLands(String instance) -> fleet.stop(instance);
            case Ec2Event.StartLands(String instance) -> fleet.start(instance);
            case Ec2Event.StatusSampled() -> sampleIfStale();
        }
    }

    private void sampleIfStale() {
        if (!settings.staleness().isZero()) {
            sample();
            history.forgetBefore(agenda.instant().minus(settings.staleness()));
            schedule(SAMPLING, new Ec2Event.StatusSampled());
        }
    }

    private void sample() {
        fleet.all().forEach(instance -> history.record(instance.id(), agenda.instant(), fleet.observe(instance)));
    }

    private void schedule(Duration delay, Ec2Event event) {
        agenda.schedule(delay, RECIPIENT, JsonRecords.write(event));
    }
}
