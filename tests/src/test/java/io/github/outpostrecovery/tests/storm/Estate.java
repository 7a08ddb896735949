package io.github.outpostrecovery.tests.storm;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.core.compute.Compute;
import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.configuration.ProtectedVolume;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.message.Console;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.LaunchTemplateId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.Priority;
import io.github.outpostrecovery.core.name.SubnetId;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.core.recovery.Services;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import io.github.outpostrecovery.functions.configuration.ParameterConfigurations;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.functions.table.ItemControls;
import io.github.outpostrecovery.functions.table.ItemReadinessReports;
import io.github.outpostrecovery.functions.table.ItemReconcilerNotes;
import io.github.outpostrecovery.functions.table.ItemRecoveryTable;
import io.github.outpostrecovery.functions.table.ItemStore;
import io.github.outpostrecovery.functions.table.ItemStormBooks;
import io.github.outpostrecovery.functions.trigger.ExecutionInput;
import io.github.outpostrecovery.lab.asl.Account;
import io.github.outpostrecovery.lab.asl.Checkpoint;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.asl.ExecutionStatus;
import io.github.outpostrecovery.lab.asl.LambdaIntegration;
import io.github.outpostrecovery.lab.asl.StepFunctions;
import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.asl.definition.StateMachineDefinition;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.machine.Site;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.region.SimulatedRegion;
import io.github.outpostrecovery.lab.site.InMemoryTransport;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import io.github.outpostrecovery.lab.time.Recipient;
import io.github.outpostrecovery.storage.RegisteredArrays;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.CredentialsUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Sites of one account in one Region: the real definition, handlers and clients; arrays that answer in memory, each on its
 * own; and one agenda, on which invocations overlap.
 */
final class Estate {
    private static final String MACHINE = "outpost-recovery";
    private static final Instant BEGINNING = Instant.parse("2026-02-10T05:30:00Z");
    private static final Duration SETTLING = Duration.ofMinutes(8);

    final Agenda agenda = Agenda.overlapping(BEGINNING, Pace.VIRTUAL);
    final Site machines;
    final SimulatedRegion region;
    final LimitedRegion limited;
    final Environments lambda;
    final StepFunctions stepFunctions;
    final List<EstateArray> arrays = new ArrayList<>();
    final Map<InstanceName, OutpostArn> homes = new LinkedHashMap<>();
    private final Blueprint blueprint;
    private final Map<Integer, EstateArray> byPort = new HashMap<>();
    private final TokenBucket starts;
    private final ItemStore items;
    private final RecoveryTable table;
    private final SplitMix64 uniqueness = new SplitMix64(31);
    private final Map<String, InstanceName> tokens = new HashMap<>();
    final Map<InstanceName, Instant> launched = new LinkedHashMap<>();
    private boolean ec2Lies;
    private Instant struck = BEGINNING;

    Estate(Blueprint blueprint) {
        this.blueprint = blueprint;
        this.machines = Site.start(agenda, blueprint.times(), initiator -> Optional.empty());
        agenda.register("estate/start", Recipient.Kind.WORLD, this::start);
        this.region = SimulatedRegion.start(agenda, blueprint.latencies(), machines, this::start, 5);
        this.limited = new LimitedRegion(agenda, blueprint.quotas());
        this.starts = new TokenBucket(
                agenda,
                blueprint.quotas().starts().burst(),
                blueprint.quotas().starts().perSecond());
        this.items = limited.limited(region.table());
        this.table = new ItemRecoveryTable(region.table());
        this.stepFunctions = new StepFunctions(
                agenda,
                new Account(region.identity().code(), region.identity().account()),
                11,
                StepListener.NONE,
                Checkpoint.NONE);
        this.lambda =
                new Environments(agenda, this::services, blueprint.quotas().lambdas());
        deploy();
        RegisteredArrays clients = clients();
        List<Runnable> launches = new ArrayList<>();
        for (int site = 0; site < blueprint.sites(); site++) {
            furnish(site, clients, launches);
        }
        // Only now: to make volumes takes time, in which nothing has to run.
        launches.forEach(Runnable::run);
        Instant settled = agenda.instant().plus(SETTLING);
        agenda.runUntil(settled, () -> false);
        agenda.advance(Duration.between(agenda.instant(), settled));
        arrays.forEach(EstateArray::countFromNow);
        region.ec2()
                .observe(born -> Optional.ofNullable(tokens.get(born.request().token()))
                        .ifPresent(name -> launched.putIfAbsent(name, agenda.instant())));
    }

    static OutpostArn server(int site, int number) {
        return new OutpostArn(
                "arn:aws:outposts:us-west-2:111122223333:outpost/op-0a1b%09d%04d".formatted(site, number));
    }

    private static SubnetId subnet(int site, int number) {
        return new SubnetId("subnet-0a1b%09d%04d".formatted(site, number));
    }

    private void furnish(int site, RegisteredArrays clients, List<Runnable> launches) {
        EstateArray array = new EstateArray(site, blueprint, agenda, region.secrets());
        arrays.add(array);
        byPort.put(array.endpoint.getPort(), array);
        machines.attach(array.simulated.blockTarget(), array.addresses());
        for (int number = 0; number < blueprint.servers(); number++) {
            machines.addServer(server(site, number).value());
            region.ec2()
                    .catalog()
                    .putServer(
                            server(site, number).value(),
                            number < blueprint.loaded() ? blueprint.slots() : blueprint.room());
            region.ec2()
                    .catalog()
                    .putSubnet(
                            subnet(site, number).value(), server(site, number).value());
        }
        for (int number = 0; number < blueprint.loaded(); number++) {
            for (int instance = 0; instance < blueprint.instances(); instance++) {
                launches.add(protect(site, number, instance, array, clients));
            }
        }
    }

    /** Makes all that an instance needs; what is left to do is to launch it. */
    private Runnable protect(int site, int number, int instance, EstateArray array, RegisteredArrays clients) {
        InstanceName name = new InstanceName("a%d-%d-%d".formatted(site, number, instance));
        Initiator initiator = EstateArray.name(name.value(), 1);
        String userData = array.provision(clients, name.value(), initiator);
        String template = "lt-0a1b%05d%04d%04d".formatted(site, number, instance);
        region.ec2().catalog().addTemplateVersion(template, userData, "profile");
        List<LaunchTarget> targets = new ArrayList<>();
        for (int other = 1; other <= blueprint.servers(); other++) {
            int on = (number + other) % blueprint.servers();
            targets.add(new LaunchTarget(server(site, on), subnet(site, on), new LaunchTemplateId(template), 1));
        }
        ProtectedInstance configured = new ProtectedInstance(
                        name,
                        Mode.AUTOMATIC,
                        new AlarmName("outpost-recovery-" + name),
                        List.of(array.connection()),
                        List.of(new ProtectedVolume(array.name, array.volumeOf(name.value()))),
                        targets,
                        blueprint.policies().patience())
                .with(Optional.of(priorityOf(instance)), blueprint.policies().storm());
        region.parameters().put(ParameterConfigurations.parameterName(MACHINE, name), text(configured));
        for (int generation = 2; generation < 8; generation++) {
            tokens.put(ClientToken.of(name, new Generation(generation)).value(), name);
        }
        return () -> launch(configured, array, initiator, server(site, number));
    }

    private void launch(ProtectedInstance configured, EstateArray array, Initiator initiator, OutpostArn server) {
        InstanceName name = configured.name();
        LaunchOutcome outcome = region.ec2()
                .run(
                        ClientToken.of(name, Generation.FIRST),
                        configured.targets().getLast(),
                        List.of(initiator));
        if (!(outcome instanceof LaunchOutcome.Launched(var machine))) {
            throw new IllegalStateException("not launched: " + outcome);
        }
        table.commit(
                InstanceLedger.of(
                        name,
                        new Machine(
                                Generation.FIRST,
                                machine.id(),
                                server,
                                Map.of(array.name, initiator),
                                agenda.instant())),
                Optional.empty());
        region.alarms().create(configured.alarm(), machine.id());
        homes.put(name, server);
    }

    /** The last tenth of the instances of a server goes first, so that the order is no accident. */
    Priority priorityOf(int instance) {
        int tenths = 10 * instance / blueprint.instances();
        return new Priority(tenths == 9 ? 1 : tenths < 5 ? 9 : 5);
    }

    Priority priorityOf(InstanceName name) {
        String value = name.value();
        return priorityOf(Integer.parseInt(value.substring(value.lastIndexOf('-') + 1)));
    }

    private RegisteredArrays clients() {
        return new RegisteredArrays(
                secret -> region.secrets()
                        .document(secret)
                        .orElseThrow(() -> new CredentialsUnavailableException("there is no secret " + secret)),
                ClientSettings.standard()
                        .withTime(agenda, agenda::advance, new SplitMix64(uniqueness.nextLong()))
                        .withFanOut(FanOut.inOrder())
                        .withTransports((endpoint, trust, settings) -> new InMemoryTransport(
                                requireNonNull(byPort.get(endpoint.uri().getPort())).way)));
    }

    private Services services() {
        return new Services(
                new ParameterConfigurations(region.parameters(), MACHINE),
                new ItemRecoveryTable(items),
                clients(),
                limited.limited(ec2()),
                region.alarms(),
                region.traffic(),
                new NoExecutions(),
                region.mailbox(),
                region.metrics(),
                new ItemControls(items),
                new ItemReadinessReports(items),
                new ItemReconcilerNotes(items),
                new ItemStormBooks(items),
                new Console("aws", "us-west-2", "arn:aws:states:us-west-2:111122223333:stateMachine:approval"),
                agenda,
                FanOut.inOrder(),
                () -> new UUID(uniqueness.nextLong(), uniqueness.nextLong()));
    }

    /** EC2 as it is, but for the time in which it takes every guest for failed. */
    private Compute ec2() {
        return new LyingCompute(region.ec2(), () -> ec2Lies);
    }

    private void deploy() {
        Map<String, String> substitutions = new TreeMap<>();
        Environments.functions().forEach(name -> substitutions.put(name + "Function", name));
        substitutions.put("NoticeTopicArn", "arn:aws:sns:us-west-2:111122223333:notices");
        substitutions.put("RecoveryTableName", MACHINE);
        LambdaIntegration integration = new LambdaIntegration(lambda);
        stepFunctions.register(LambdaIntegration.INVOKE, integration);
        stepFunctions.register(LambdaIntegration.INVOKE_WAIT_FOR_TASK_TOKEN, integration);
        stepFunctions.register("arn:aws:states:::sns:publish", (parameters, context) -> {
            region.mailbox()
                    .publish(
                            parameters.path("Subject").asText(),
                            parameters.path("Message").asText());
            return JsonNodeFactory.instance.objectNode();
        });
        try (InputStream in = requireNonNull(Estate.class.getResourceAsStream("/statemachine/recovery.asl.json"))) {
            stepFunctions.deploy(
                    MACHINE,
                    StateMachineDefinition.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), substitutions));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The rule's target: throttled starts are tried again, as EventBridge does. */
    private void start(JsonNode input) {
        if (starts.take()) {
            stepFunctions.start(MACHINE, input);
        } else {
            agenda.schedule(Duration.ofSeconds(1), "estate/start", input);
        }
    }

    // ---- what happens

    void strike(SiteEvent... events) {
        struck = agenda.instant();
        for (SiteEvent event : events) {
            machines.apply(event);
        }
    }

    /** EC2 reports every instance as failed, and every one lives; each has its alarm. */
    void lie() {
        struck = agenda.instant();
        ec2Lies = true;
        for (InstanceName name : homes.keySet()) {
            start(ExecutionInput.of(new ExecutionRequest.Alarm(
                    new AlarmName("outpost-recovery-" + name),
                    ledger(name).current().id())));
        }
    }

    /** Lets time pass until every execution has ended or waits for a person, at most for so long. */
    void runFor(Duration longest) {
        agenda.runUntil(struck.plus(longest), () -> false);
    }

    /** Runs until as many executions as there are {@code expected} have come to rest. */
    void runUntilRest(int expected, Duration longest) {
        int[] looked = {0};
        agenda.runUntil(struck.plus(longest), () -> looked[0]++ % 200 == 0 && atRest() >= expected);
    }

    private long atRest() {
        return stepFunctions.list().stream()
                .filter(one -> one.status() != ExecutionStatus.RUNNING
                        || one.waitingForTaskToken().isPresent())
                .count();
    }

    // ---- what came of it

    InstanceLedger ledger(InstanceName name) {
        return table.read(name).orElseThrow();
    }

    List<ExecutionDescription> waitingForAPerson() {
        return stepFunctions.list().stream()
                .filter(one -> one.waitingForTaskToken().isPresent())
                .toList();
    }

    Map<Outcome, Integer> outcomes() {
        Map<Outcome, Integer> outcomes = new TreeMap<>();
        for (ExecutionDescription one : stepFunctions.list()) {
            table.recordOf(new ExecutionArn(one.arn().value()))
                    .map(IncidentRecord::outcome)
                    .ifPresent(outcome -> outcomes.merge(outcome, 1, Integer::sum));
        }
        return outcomes;
    }

    /** What the records say that are not of a recovery. */
    List<String> reasons() {
        return stepFunctions.list().stream()
                .flatMap(one -> table.recordOf(new ExecutionArn(one.arn().value())).stream())
                .filter(record -> record.outcome() != Outcome.RECOVERED)
                .map(record -> record.instance() + " " + record.outcome() + " at " + record.at() + ": "
                        + record.reason() + record.evidence())
                .toList();
    }

    /** From the blow to the birth of the new machine, in the order of the births. */
    Map<InstanceName, Duration> times() {
        Map<InstanceName, Duration> times = new LinkedHashMap<>();
        launched.forEach((name, at) -> times.put(name, Duration.between(struck, at)));
        return times;
    }

    /** From the start of its execution to the birth of its machine, sorted. */
    List<Duration> engineTimes() {
        Map<InstanceName, Instant> opened = new HashMap<>();
        homes.keySet()
                .forEach(name -> ledger(name).incident().ifPresent(incident -> opened.put(name, incident.openedAt())));
        return launched.entrySet().stream()
                .filter(entry -> opened.containsKey(entry.getKey()))
                .map(entry -> Duration.between(requireNonNull(opened.get(entry.getKey())), entry.getValue()))
                .sorted()
                .toList();
    }

    Set<InstanceName> fenced() {
        Set<InstanceName> fenced = new TreeSet<>(Comparator.comparing(InstanceName::value));
        homes.keySet().stream()
                .filter(name -> ledger(name)
                        .incident()
                        .filter(Incident::hasBegunToFence)
                        .isPresent())
                .forEach(fenced::add);
        return fenced;
    }

    TokenBucket starts() {
        return starts;
    }

    static MachineStatus impaired() {
        return new MachineStatus.Observed(
                MachineStatus.Lifecycle.RUNNING, MachineStatus.Check.PASSED, MachineStatus.Check.FAILED);
    }

    private static String text(Object value) {
        try {
            return CoreJson.mapper().writeValueAsString(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
