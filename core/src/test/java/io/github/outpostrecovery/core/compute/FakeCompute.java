package io.github.outpostrecovery.core.compute;

import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.MachineStatus.Check;
import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.core.evidence.MachineStatus.Observed;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.OutpostArn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * EC2 and Outposts in memory: one token makes one machine, and a launch can end in every way in which real ones do. By
 * default every machine is well, every server connected, every target ready, every launch answered.
 */
public final class FakeCompute implements Compute {
    /** How a launch ends. */
    public enum Fate {
        DONE,
        /** There is a machine, and the answer is lost. */
        DONE_UNANSWERED,
        /** No machine, no answer. */
        LOST,
        /** No answer; the machine is made when {@link #landLate} is called. */
        LATE,
        /** The machine comes up in the Region. */
        OFF_OUTPOST,
        NO_CAPACITY,
        /** More launches than EC2 takes. */
        BUSY,
        TOKEN_MISMATCH,
        NOT_PERMITTED,
        /** EC2 forgets about the token, and makes another machine. */
        SECOND_MACHINE
    }

    private final Map<Ec2InstanceId, MachineStatus> statuses = new HashMap<>();
    private final Map<OutpostArn, ServerLink> links = new HashMap<>();
    private final Map<LaunchTarget, Preflight> preflights = new HashMap<>();
    private final Map<ClientToken, LaunchedMachine> machines = new LinkedHashMap<>();
    private final Deque<Fate> fates = new ArrayDeque<>();
    private final List<LaunchOrder> orders = new ArrayList<>();
    private final List<LaunchOrder> late = new ArrayList<>();
    private final List<Ec2InstanceId> terminated = new ArrayList<>();
    private final Deque<StopAnswer> stops = new ArrayDeque<>();
    private final List<Ec2InstanceId> stopped = new ArrayList<>();
    private final List<Ec2InstanceId> started = new ArrayList<>();
    private Optional<String> startFailure = Optional.empty();
    private Optional<String> lookUpFailure = Optional.empty();
    private Optional<String> terminateFailure = Optional.empty();
    private int lastMachine = 100;

    // ---- what a test arranges

    public FakeCompute refusesToTerminate(String why) {
        terminateFailure = Optional.of(why);
        return this;
    }

    /** The next requests to stop a machine are answered like this; those after them are heard. */
    public FakeCompute answersStops(StopAnswer... next) {
        stops.addAll(List.of(next));
        return this;
    }

    public FakeCompute refusesToStart(String why) {
        startFailure = Optional.of(why);
        return this;
    }

    public FakeCompute status(Ec2InstanceId machine, MachineStatus status) {
        statuses.put(machine, status);
        return this;
    }

    public FakeCompute status(Ec2InstanceId machine, Lifecycle lifecycle) {
        return status(machine, new Observed(lifecycle, Check.INSUFFICIENT_DATA, Check.INSUFFICIENT_DATA));
    }

    public FakeCompute status(Ec2InstanceId machine, Check system, Check instance) {
        return status(machine, new Observed(Lifecycle.RUNNING, system, instance));
    }

    public FakeCompute link(OutpostArn server, ServerLink link) {
        links.put(server, link);
        return this;
    }

    public FakeCompute preflight(LaunchTarget target, Preflight result) {
        preflights.put(target, result);
        return this;
    }

    /** The next launches end like this; those after them are answered. */
    public FakeCompute launches(Fate... next) {
        fates.addAll(List.of(next));
        return this;
    }

    public FakeCompute lookUpsFail(String why) {
        lookUpFailure = Optional.of(why);
        return this;
    }

    /** Launches that were late arrive now. */
    public FakeCompute landLate() {
        late.forEach(this::make);
        return this;
    }

    // ---- what a test looks at

    public List<LaunchOrder> orders() {
        return List.copyOf(orders);
    }

    public List<Ec2InstanceId> terminated() {
        return List.copyOf(terminated);
    }

    public List<Ec2InstanceId> stopped() {
        return List.copyOf(stopped);
    }

    public List<Ec2InstanceId> started() {
        return List.copyOf(started);
    }

    /** The machines that were made, in order. */
    public List<LaunchedMachine> machines() {
        return List.copyOf(machines.values());
    }

    // ---- EC2

    @Override
    public MachineStatus status(Ec2InstanceId machine) {
        return statuses.getOrDefault(machine, new Observed(Lifecycle.RUNNING, Check.PASSED, Check.PASSED));
    }

    @Override
    public ServerLink link(OutpostArn server) {
        return links.getOrDefault(server, ServerLink.CONNECTED);
    }

    @Override
    public Preflight check(LaunchTarget target) {
        return preflights.getOrDefault(target, new Preflight.Ready());
    }

    @Override
    public LaunchOutcome launch(LaunchOrder order) {
        orders.add(order);
        return switch (fates.isEmpty() ? Fate.DONE : fates.remove()) {
            case DONE -> new LaunchOutcome.Launched(make(order));
            case DONE_UNANSWERED -> {
                make(order);
                yield new LaunchOutcome.Unknown("timed out");
            }
            case LOST -> new LaunchOutcome.Unknown("timed out");
            case LATE -> {
                late.add(order);
                yield new LaunchOutcome.Unknown("timed out");
            }
            case OFF_OUTPOST -> {
                LaunchedMachine stray = new LaunchedMachine(nextId(), Optional.empty());
                machines.put(order.token(), stray);
                yield new LaunchOutcome.Launched(stray);
            }
            case NO_CAPACITY -> refused(LaunchOutcome.Reason.TARGET, "InsufficientInstanceCapacity");
            case BUSY -> refused(LaunchOutcome.Reason.BUSY, "RequestLimitExceeded");
            case TOKEN_MISMATCH -> refused(LaunchOutcome.Reason.TOKEN_MISMATCH, "IdempotentParameterMismatch");
            case NOT_PERMITTED -> refused(LaunchOutcome.Reason.REQUEST, "UnauthorizedOperation");
            case SECOND_MACHINE -> {
                machines.remove(order.token());
                yield new LaunchOutcome.Launched(make(order));
            }
        };
    }

    private static LaunchOutcome refused(LaunchOutcome.Reason reason, String code) {
        return new LaunchOutcome.Refused(reason, code, "no");
    }

    private LaunchedMachine make(LaunchOrder order) {
        return machines.computeIfAbsent(
                order.token(),
                token ->
                        new LaunchedMachine(nextId(), Optional.of(order.target().server())));
    }

    private Ec2InstanceId nextId() {
        lastMachine++;
        return new Ec2InstanceId("i-%017x".formatted(lastMachine));
    }

    @Override
    public LookUp find(ClientToken token) {
        if (lookUpFailure.isPresent()) {
            return new LookUp.Unanswered(lookUpFailure.get());
        }
        return Optional.ofNullable(machines.get(token))
                .<LookUp>map(LookUp.Found::new)
                .orElseGet(LookUp.NothingYet::new);
    }

    @Override
    public StopAnswer stop(Ec2InstanceId machine) {
        stopped.add(machine);
        return stops.isEmpty() ? new StopAnswer.Asked() : stops.remove();
    }

    @Override
    public Optional<String> start(Ec2InstanceId machine) {
        started.add(machine);
        return startFailure;
    }

    @Override
    public Optional<String> terminate(Ec2InstanceId machine) {
        if (terminateFailure.isEmpty()) {
            terminated.add(machine);
        }
        return terminateFailure;
    }
}
