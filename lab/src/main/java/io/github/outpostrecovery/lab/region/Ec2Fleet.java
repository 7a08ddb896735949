package io.github.outpostrecovery.lab.region;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.compute.LaunchedMachine;
import io.github.outpostrecovery.core.compute.StopAnswer;
import io.github.outpostrecovery.core.compute.UserData;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.evidence.MachineStatus.Check;
import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.core.evidence.MachineStatus.Observed;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.region.catalog.InstanceSpecification;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.time.Agenda;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The instances: how they are born, by which token, and how they end. Requests have arrived when they come here. */
final class Ec2Fleet {
    /** How long EC2 waits for a guest that ignores a stop before it takes its power. EC2 promises no figure. */
    private static final Duration FORCED_STOP_AFTER = Duration.ofMinutes(12);

    private final Agenda agenda;
    private final String recipient;
    private final Ec2Catalog catalog;
    private final Hypervisor hypervisor;
    private final Map<String, Ec2Instance> instances = new LinkedHashMap<>();
    private final Deque<LaunchFate> fates;
    private final List<InstanceObserver> observers = new ArrayList<>();
    private Ec2Settings settings;
    private long nextNumber;

    Ec2Fleet(
            Agenda agenda,
            String recipient,
            Ec2Catalog catalog,
            Hypervisor hypervisor,
            Ec2Settings settings,
            List<Ec2Instance> instances,
            List<LaunchFate> fates,
            long nextNumber) {
        this.agenda = requireNonNull(agenda, "agenda is null");
        this.recipient = requireNonNull(recipient, "recipient is null");
        this.catalog = requireNonNull(catalog, "catalog is null");
        this.hypervisor = requireNonNull(hypervisor, "hypervisor is null");
        this.settings = requireNonNull(settings, "settings is null");
        instances.forEach(instance -> this.instances.put(instance.id(), instance));
        this.fates = new ArrayDeque<>(fates);
        this.nextNumber = nextNumber;
    }

    Collection<Ec2Instance> all() {
        return instances.values();
    }

    List<LaunchFate> fates() {
        return List.copyOf(fates);
    }

    long nextNumber() {
        return nextNumber;
    }

    void observe(InstanceObserver observer) {
        observers.add(observer);
    }

    void nextLaunch(LaunchFate fate) {
        fates.addLast(fate);
    }

    void settle(Ec2Settings changed) {
        settings = changed;
    }

    Optional<Ec2Instance> instance(String id) {
        return Optional.ofNullable(instances.get(id));
    }

    Optional<Ec2Instance> byToken(String token) {
        return instances.values().stream()
                .filter(instance -> instance.request().token().equals(token))
                .findFirst();
    }

    static LaunchedMachine launched(Ec2Instance instance) {
        return new LaunchedMachine(
                new Ec2InstanceId(instance.id()), instance.outpost().map(OutpostArn::new));
    }

    LaunchOutcome run(LaunchRequest request) {
        Optional<Ec2Instance> earlier = byToken(request.token());
        if (earlier.isPresent()) {
            return earlier.get().request().equals(request)
                    ? new LaunchOutcome.Launched(launched(earlier.get()))
                    : new LaunchOutcome.Refused(
                            LaunchOutcome.Reason.TOKEN_MISMATCH,
                            Ec2Errors.TOKEN_MISMATCH,
                            "the token was used with other parameters, for "
                                    + earlier.get().id());
        }
        return refusal(request).orElseGet(() -> new LaunchOutcome.Launched(launched(bear(request))));
    }

    private Optional<LaunchOutcome> refusal(LaunchRequest request) {
        if (request.said().isPresent()) {
            return new LaunchCheck(catalog, this)
                    .trouble(request)
                    .map(found -> Ec2Errors.refused(found.code(), found.message()));
        }
        Optional<LaunchOutcome> trouble = catalog.trouble(
                        request.server(), request.subnet(), request.template(), request.templateVersion())
                .map(found -> Ec2Errors.refused(found.code(), found.message()));
        if (trouble.isPresent()) {
            return trouble;
        }
        UserData template = template(request);
        for (String initiator : request.initiators()) {
            if (!template.carriesMarkerFor(Initiator.parse(initiator))) {
                return Optional.of(
                        Ec2Errors.refused("InvalidUserData.NoMarker", "the user data has no place for " + initiator));
            }
        }
        return fits(request.server(), typeOf(request))
                ? Optional.empty()
                : Optional.of(Ec2Errors.refused(Ec2Errors.NO_CAPACITY, "there is no room on " + request.server()));
    }

    /** Whether one more instance could be launched on a server now. */
    boolean fits(String server, String type) {
        return hypervisor.reaches(server) && room(server, type) > 0;
    }

    /** How many more of a type could be launched on a server, if the Region reached it. */
    int room(String server, String type) {
        int slots = catalog.server(server).map(OutpostServer::slots).orElse(0);
        int left = Math.max(0, slots - Math.toIntExact(on(server).count()));
        return Math.min(left, free(server, type).orElse(left));
    }

    /** How many more of a type an Outpost is slotted for; empty if nobody has said. */
    OptionalInt free(String server, String type) {
        long taken = on(server)
                .filter(instance -> instance.specification().type().equals(type))
                .count();
        return catalog.account().typesOn(server).stream()
                .filter(offer -> offer.type().equals(type))
                .mapToInt(offer -> Math.max(0, offer.capacity() - Math.toIntExact(taken)))
                .findFirst();
    }

    private Stream<Ec2Instance> on(String server) {
        return instances.values().stream()
                .filter(instance -> instance.outpost().equals(Optional.of(server)) && instance.takesRoom());
    }

    /** The type that a target's template names. */
    String typeOf(LaunchTarget target) {
        return catalog.template(target.template().value(), target.templateVersion())
                .map(version -> version.specification().type())
                .orElse("");
    }

    private String typeOf(LaunchRequest request) {
        return specificationOf(request).type();
    }

    private InstanceSpecification specificationOf(LaunchRequest request) {
        return request.said()
                .or(() -> catalog.template(request.template(), request.templateVersion())
                        .map(LaunchTemplateVersion::specification))
                .orElseThrow();
    }

    private UserData template(LaunchRequest request) {
        String text = specificationOf(request).userData();
        return new UserData(text == null ? "" : text);
    }

    /** Whether an instance that is not ended has an interface. */
    boolean uses(String networkInterface) {
        return instances.values().stream()
                .filter(Ec2Instance::takesRoom)
                .flatMap(instance -> instance.specification().interfaces().stream())
                .anyMatch(one -> networkInterface.equals(one.existing()));
    }

    /** Keeps an instance with other tags. */
    void replace(Ec2Instance changed) {
        instances.put(changed.id(), changed);
    }

    private Ec2Instance bear(LaunchRequest request) {
        LaunchFate fate = fates.isEmpty() ? LaunchFate.RUNS : fates.removeFirst();
        String userData = template(request)
                .forInitiators(
                        request.initiators().stream().map(Initiator::parse).toList());
        Ec2Instance instance = new Ec2Instance(
                "i-0%016x".formatted(SplitMix64.mix(nextNumber++)),
                landing(request, fate).orElse(null),
                request,
                userData,
                agenda.instant(),
                Lifecycle.PENDING,
                fate,
                specificationOf(request),
                agenda.instant());
        instances.put(instance.id(), instance);
        observers.forEach(observer -> observer.born(instance));
        switch (fate) {
            case RUNS, LANDS_IN_THE_REGION, LANDS_ON_ANOTHER_SERVER -> {
                hypervisor.powerOn(instance.id(), instance.outpost(), userData);
                schedule(settings.pendingTakes(), new Ec2Event.PendingEnds(instance.id()));
            }
            case ENDS_AT_ONCE -> schedule(settings.pendingTakes(), new Ec2Event.PendingEnds(instance.id()));
            case STAYS_PENDING -> {
                // Nothing more happens to it.
            }
        }
        return instance;
    }

    private Optional<String> landing(LaunchRequest request, LaunchFate fate) {
        Optional<String> asked = Optional.of(request.server()).filter(server -> !server.isEmpty());
        return switch (fate) {
            case LANDS_IN_THE_REGION -> Optional.empty();
            case LANDS_ON_ANOTHER_SERVER ->
                catalog.servers().stream()
                        .map(OutpostServer::arn)
                        .filter(server -> !server.equals(request.server()) && fits(server, typeOf(request)))
                        .findFirst()
                        .or(() -> asked);
            case RUNS, STAYS_PENDING, ENDS_AT_ONCE -> asked;
        };
    }

    /** Ends an instance for good, as far as the link lets it be reached. Returns why not, if it cannot be asked. */
    Optional<String> terminate(String id) {
        return instance(id)
                .map(instance -> {
                    switch (instance.lifecycle()) {
                        case TERMINATED, SHUTTING_DOWN, NOT_FOUND -> {
                            // Terminating twice is terminating once.
                        }
                        case PENDING, RUNNING, STOPPING, STOPPED -> {
                            instances.put(id, instance.in(Lifecycle.SHUTTING_DOWN));
                            schedule(settings.shutdownTakes(), new Ec2Event.PowerEnds(id));
                        }
                    }
                    return Optional.<String>empty();
                })
                .orElseGet(() -> Optional.of("InvalidInstanceID.NotFound: there is no " + id));
    }

    /** Has an instance shut down in good order. Stopping twice is stopping once. */
    StopAnswer stop(String id) {
        return instance(id)
                .<StopAnswer>map(instance -> switch (instance.lifecycle()) {
                    case STOPPING, STOPPED -> new StopAnswer.Asked();
                    case RUNNING -> {
                        instances.put(id, instance.in(Lifecycle.STOPPING));
                        schedule(settings.shutdownTakes(), new Ec2Event.PowerEnds(id));
                        schedule(FORCED_STOP_AFTER, new Ec2Event.StopForced(id));
                        yield new StopAnswer.Asked();
                    }
                    case PENDING, SHUTTING_DOWN, TERMINATED, NOT_FOUND ->
                        new StopAnswer.NotStoppable("IncorrectInstanceState: " + id + " is " + instance.lifecycle());
                })
                .orElseGet(StopAnswer.Asked::new);
    }

    /**
     * Starts a stopped instance: the same machine, with the same user data and so the same name. Returns why not, if it
     * cannot be started.
     */
    Optional<String> start(String id) {
        return instance(id)
                .map(instance -> switch (instance.lifecycle()) {
                    case PENDING, RUNNING -> Optional.<String>empty();
                    case STOPPED -> {
                        instances.put(id, instance.startedAgain(agenda.instant()));
                        hypervisor.powerOn(id, instance.outpost(), instance.userData());
                        schedule(settings.pendingTakes(), new Ec2Event.PendingEnds(id));
                        yield Optional.<String>empty();
                    }
                    case STOPPING, SHUTTING_DOWN, TERMINATED, NOT_FOUND ->
                        Optional.of("IncorrectInstanceState: " + id + " is " + instance.lifecycle());
                })
                .orElseGet(() -> Optional.of("InvalidInstanceID.NotFound: there is no " + id));
    }

    void pendingEnds(String id) {
        Ec2Instance instance = instance(id).orElseThrow();
        if (instance.lifecycle() == Lifecycle.PENDING) {
            boolean ends = instance.fate() == LaunchFate.ENDS_AT_ONCE;
            instances.put(id, instance.in(ends ? Lifecycle.TERMINATED : Lifecycle.RUNNING));
        }
    }

    void powerEnds(String id) {
        Ec2Instance instance = instance(id).orElseThrow();
        if (!instance.outpost().map(hypervisor::reaches).orElse(true)) {
            schedule(settings.terminationRetry(), new Ec2Event.PowerEnds(id));
            return;
        }
        if (instance.lifecycle() == Lifecycle.SHUTTING_DOWN) {
            if (instance.fate().hasPower()) {
                hypervisor.powerOff(id);
            }
            instances.put(id, instance.in(Lifecycle.TERMINATED));
        }
        if (instance.lifecycle() == Lifecycle.STOPPING && hypervisor.shutDown(id) == Hypervisor.Shutdown.DONE) {
            instances.put(id, instance.in(Lifecycle.STOPPED));
        }
    }

    /** The request of an earlier stop may come when the instance runs again: then there is nothing to force. */
    void stopForced(String id) {
        Ec2Instance instance = instance(id).orElseThrow();
        if (instance.lifecycle() != Lifecycle.STOPPING) {
            return;
        }
        if (!instance.outpost().map(hypervisor::reaches).orElse(true)) {
            schedule(settings.terminationRetry(), new Ec2Event.StopForced(id));
            return;
        }
        hypervisor.powerOff(id);
        instances.put(id, instance.in(Lifecycle.STOPPED));
    }

    /** What EC2 knows of an instance at this instant. */
    Observed observe(Ec2Instance instance) {
        return switch (instance.lifecycle()) {
            case PENDING -> new Observed(Lifecycle.PENDING, Check.INITIALIZING, Check.INITIALIZING);
            case RUNNING -> observeRunning(instance);
            case STOPPING, STOPPED, SHUTTING_DOWN, TERMINATED, NOT_FOUND ->
                new Observed(instance.lifecycle(), Check.INSUFFICIENT_DATA, Check.INSUFFICIENT_DATA);
        };
    }

    private Observed observeRunning(Ec2Instance instance) {
        if (!instance.outpost().map(hypervisor::reaches).orElse(true)) {
            Check check = settings.checksWhileDisconnected();
            return new Observed(Lifecycle.RUNNING, check, check);
        }
        return switch (hypervisor.health(instance.id())) {
            case WELL -> new Observed(Lifecycle.RUNNING, Check.PASSED, Check.PASSED);
            case GUEST_FAILED -> new Observed(Lifecycle.RUNNING, Check.PASSED, Check.FAILED);
            case HOST_FAILED -> new Observed(Lifecycle.RUNNING, Check.FAILED, Check.FAILED);
            case STARTING -> {
                Duration age = Duration.between(instance.startedAt(), agenda.instant());
                yield age.compareTo(settings.initializingAtMost()) < 0
                        ? new Observed(Lifecycle.RUNNING, Check.INITIALIZING, Check.INITIALIZING)
                        : new Observed(Lifecycle.RUNNING, Check.PASSED, Check.FAILED);
            }
        };
    }

    private void schedule(Duration delay, Ec2Event event) {
        agenda.schedule(delay, recipient, JsonRecords.write(event));
    }
}
