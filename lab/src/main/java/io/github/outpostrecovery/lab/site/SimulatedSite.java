package io.github.outpostrecovery.lab.site;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.control.Controls;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.core.readiness.ReadinessReport;
import io.github.outpostrecovery.core.recovery.Services;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import io.github.outpostrecovery.functions.configuration.ParameterConfigurations;
import io.github.outpostrecovery.functions.table.ItemControls;
import io.github.outpostrecovery.functions.table.ItemReadinessReports;
import io.github.outpostrecovery.functions.table.ItemReconcilerNotes;
import io.github.outpostrecovery.functions.table.ItemRecoveryTable;
import io.github.outpostrecovery.functions.table.ItemStormBooks;
import io.github.outpostrecovery.functions.trigger.ExecutionInput;
import io.github.outpostrecovery.lab.array.ArrayModels;
import io.github.outpostrecovery.lab.asl.Account;
import io.github.outpostrecovery.lab.asl.Checkpoint;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.asl.FaultyFunctions;
import io.github.outpostrecovery.lab.asl.FunctionHost;
import io.github.outpostrecovery.lab.asl.LambdaIntegration;
import io.github.outpostrecovery.lab.asl.StepFunctions;
import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.asl.definition.StateMachineDefinition;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.machine.ChapAccounts;
import io.github.outpostrecovery.lab.machine.Site;
import io.github.outpostrecovery.lab.oracle.WriteOracle;
import io.github.outpostrecovery.lab.region.RegionIdentity;
import io.github.outpostrecovery.lab.region.SimulatedRegion;
import io.github.outpostrecovery.lab.rest.Blanking;
import io.github.outpostrecovery.lab.rest.CallLog;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import io.github.outpostrecovery.storage.RegisteredArrays;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import io.github.outpostrecovery.storage.rest.CredentialsUnavailableException;
import io.github.outpostrecovery.storage.rest.Endpoint;
import io.github.outpostrecovery.storage.rest.ServerTrust;
import io.github.outpostrecovery.storage.rest.Transport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A whole site in one JVM: three servers, one or two arrays, the Region, and between them the real state machines, the real
 * handlers and the real array clients. It can be saved at any instant, and lives on in another process.
 *
 * <p>Driven by one thread through {@link #agenda()}.
 */
public final class SimulatedSite implements AutoCloseable {
    private static final Instant BEGINNING = Instant.parse("2026-02-10T05:50:00Z");

    /** An array that takes its log-out by the path has the key of the session there. */
    private static final Blanking BLANKING = Blanking.ofFields().andInPath(Pattern.compile("/credentials/([^/]+)"));

    private final SiteOptions options;
    private final Agenda agenda;
    private final CallLog calls;
    private final Site machines;
    private final SimulatedRegion region;
    private final MachineAccounts accounts;
    private final List<SiteArray> arrays;
    private final WriteOracle oracle;
    private final StepFunctions stepFunctions;
    private final RecoveryTable table;
    private final RecoveryTable pastTheApi;
    private final SplitMix64 uniqueness;
    private final OracleFeed feed;
    private final SiteWatchers watchers;
    private final Schedule schedule;
    private final RegisteredArrays arrayClients;
    private final Services services;
    private final InstantSource engineClock;
    private final FaultyFunctions invocations;
    private Optional<InstanceName> about;

    private SimulatedSite(SiteOptions options, Optional<SavedSite> saved, SiteConditions conditions) {
        this.options = requireNonNull(options, "options is null");
        Pace pace = conditions.pace();
        this.agenda = saved.map(site -> Agenda.restore(read(site.agenda(), Agenda.Saved.class), pace))
                .orElseGet(() -> new Agenda(BEGINNING, pace));
        this.calls = new CallLog(BLANKING, saved.map(SavedSite::calls).orElse(List.of()));
        this.accounts = new MachineAccounts(options.chap(), options.seed());
        this.machines = saved.map(site -> Site.restore(read(site.machines(), Site.State.class), agenda, accounts))
                .orElseGet(() -> Site.start(agenda, conditions.machines(), accounts));
        this.region = saved.map(site -> SimulatedRegion.restore(
                        read(site.region(), SimulatedRegion.State.class), agenda, machines, this::start))
                .orElseGet(() ->
                        SimulatedRegion.start(agenda, conditions.region(), machines, this::start, options.seed()));
        ArrayFurnisher furnisher = new ArrayFurnisher(options, accounts, agenda, calls, conditions);
        this.arrays = saved.map(site -> furnisher.restore(site.arrays())).orElseGet(furnisher::furnish);
        arrays.forEach(array -> machines.attach(array.simulated().blockTarget(), array.portalAddresses()));
        this.oracle = saved.map(site -> WriteOracle.restore(
                        read(site.oracle(), WriteOracle.State.class), agenda, region.ec2()::instances))
                .orElseGet(() -> new WriteOracle(agenda, region.ec2()::instances));
        arrays.forEach(array -> oracle.attach(array.simulated().blockTarget()));
        machines.observe(oracle);
        this.feed = new OracleFeed(oracle, (array, volume) -> array(array).identityOf(volume));
        Guardian guardian = new Guardian(region, oracle, feed, arrays);
        region.ec2().observe(guardian::born);
        this.watchers = new SiteWatchers(conditions.listener());
        this.table = feed.watch(
                region.table(),
                options.tenancy() == SiteOptions.Tenancy.OPEN ? guardian::begun : ledger -> {},
                watchers);
        if (options.tenancy() == SiteOptions.Tenancy.OPEN) {
            arrays.forEach(array -> array.simulated().blockTarget().observe(guardian));
        }
        this.pastTheApi = new ItemRecoveryTable(region.table().pastTheApi());
        this.uniqueness = new SplitMix64(saved.map(SavedSite::uniqueness).orElse(options.seed() * 31 + 7));
        this.about = saved.flatMap(site -> Optional.ofNullable(site.about())).map(InstanceName::new);
        RegionIdentity identity = region.identity();
        this.stepFunctions = saved.map(
                        site -> StepFunctions.restore(site.stepFunctions(), agenda, watchers, conditions.checkpoint()))
                .orElseGet(() -> new StepFunctions(
                        agenda,
                        new Account(identity.code(), identity.account()),
                        options.seed(),
                        watchers,
                        conditions.checkpoint()));
        this.engineClock = conditions.clock().apply(agenda);
        this.arrayClients = clients();
        this.services = services(arrayClients);
        this.invocations = new FaultyFunctions(
                new WatchedFunctions(
                        new Environments(
                                () -> new LocalFunctions(services(clients()), agenda),
                                new LocalFunctions(services, agenda)),
                        watchers,
                        agenda),
                agenda);
        this.schedule = new Schedule(agenda, integrate(conditions.functions()));
        if (saved.isEmpty()) {
            schedule.begin();
            StateMachines.deploy(stepFunctions);
            switch (options.tenancy()) {
                case ONE_INSTANCE ->
                    new NewSite(options, agenda, region, machines, accounts, arrays, oracle, feed, table).furnish();
                case OPEN -> new OpenSite(options, region, machines, accounts, arrays, oracle, arrayClients).furnish();
            }
        }
    }

    /** Makes a site whose instance has just been launched as generation 1. */
    public static SimulatedSite furnish(SiteOptions options, Pace pace, StepListener listener, Checkpoint checkpoint) {
        return furnish(options, SiteConditions.STANDARD.watchedBy(pace, listener, checkpoint));
    }

    /** Makes a site whose instance has just been launched as generation 1, and lets it run under these conditions. */
    public static SimulatedSite furnish(SiteOptions options, SiteConditions conditions) {
        return new SimulatedSite(options, Optional.empty(), conditions);
    }

    /** Makes a site again from what {@link #save} gave. An execution that was in the middle of a call is aborted. */
    public static SimulatedSite restore(JsonNode saved, Pace pace, StepListener listener, Checkpoint checkpoint) {
        return restore(saved, SiteConditions.STANDARD.watchedBy(pace, listener, checkpoint));
    }

    /** Makes a site again, and lets it go on under these conditions; machines and the Region take what they took before. */
    public static SimulatedSite restore(JsonNode saved, SiteConditions conditions) {
        if (saved.path("version").asInt() != SavedSite.VERSION) {
            throw new IllegalArgumentException("the site was saved by another release: run a new drill");
        }
        SavedSite site = read(saved, SavedSite.class);
        return new SimulatedSite(site.options(), Optional.of(site), conditions);
    }

    /** Everything, as data. */
    public JsonNode save() {
        return write(new SavedSite(
                SavedSite.VERSION,
                options,
                write(agenda.save()),
                stepFunctions.save(),
                write(region.save()),
                write(machines.save()),
                arrays.stream().map(SiteArray::save).toList(),
                write(oracle.save()),
                calls.calls(),
                uniqueness.state(),
                about.map(InstanceName::value).orElse(null)));
    }

    public Agenda agenda() {
        return agenda;
    }

    /**
     * Has somebody told of all that the engine does from now on, before anybody who was named when the site was made; and, for
     * a beginning, of what the books say now. Takes no time.
     */
    public void watch(SiteWatcher watcher) {
        watchers.add(watcher);
        feed.books().forEach(watcher::committed);
    }

    public SimulatedRegion region() {
        return region;
    }

    public Site machines() {
        return machines;
    }

    /** The arrays, the one that the instance boots from first. */
    public List<SiteArray> arrays() {
        return arrays;
    }

    /**
     * An array by its name.
     *
     * @throws IllegalArgumentException if the site has none of that name
     */
    public SiteArray array(String name) {
        return arrays.stream()
                .filter(array -> array.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the site has no array " + name));
    }

    /** What the machines prove themselves with. */
    public ChapAccounts chapAccounts() {
        return accounts;
    }

    public CallLog calls() {
        return calls;
    }

    public WriteOracle oracle() {
        return oracle;
    }

    /** The Lambda functions, where their faults are armed. */
    public FaultyFunctions functions() {
        return invocations;
    }

    public StepFunctions stepFunctions() {
        return stepFunctions;
    }

    public RecoveryTable table() {
        return table;
    }

    public SiteOptions options() {
        return options;
    }

    /**
     * From now on {@link #ledger()}, {@link #alarm} and {@link #recoveries} are those of this instance. Remembered with the site.
     */
    public void about(InstanceName instance) {
        about = Optional.of(instance);
    }

    /** Which instance the site is asked about: the one that was named last, else the only one. */
    private Optional<InstanceName> subject() {
        List<InstanceName> names = instances();
        return about.or(() -> names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty());
    }

    /** The books of the instance that this is about; empty if there is none, or nobody says which of several. */
    public Optional<InstanceLedger> books() {
        return subject().flatMap(this::books);
    }

    /** The books of an instance; empty if nothing was ever written in them. */
    public Optional<InstanceLedger> books(InstanceName instance) {
        return pastTheApi.read(instance);
    }

    /**
     * The books of the instance that this is about: the one that was named last, else the only protected one.
     *
     * @throws IllegalStateException if there is none, or nobody says which of several
     */
    public InstanceLedger ledger() {
        return ledger(subject()
                .orElseThrow(() -> new IllegalStateException(
                        instances().isEmpty()
                                ? "no instance is protected on this site"
                                : "several instances are protected on this site: " + instances())));
    }

    /**
     * The books of a protected instance.
     *
     * @throws IllegalStateException if nothing was ever written in them
     */
    public InstanceLedger ledger(InstanceName instance) {
        return pastTheApi
                .read(instance)
                .orElseThrow(() -> new IllegalStateException("the books of " + instance + " are empty"));
    }

    /** The names of the protected instances, in alphabetical order. */
    public List<InstanceName> instances() {
        if (options.tenancy() == SiteOptions.Tenancy.ONE_INSTANCE) {
            return List.of(Furniture.INSTANCE);
        }
        String path = "/" + Furniture.STACK + "/instances/";
        return region.parameters().under(path).keySet().stream()
                .map(name -> new InstanceName(name.substring(path.length())))
                .toList();
    }

    /** The services that the engine works with. */
    public Services engine() {
        return services;
    }

    /** How the engine opens the arrays of the site, and whoever else works on it. */
    public RegisteredArrays arrayClients() {
        return arrayClients;
    }

    /** The credentials in a secret of the Region. */
    public CredentialSource credentials(SecretArn secret) {
        return new SecretCredentials(region.secrets(), secret);
    }

    /** How the engine reaches an array. */
    public ArrayConnection connection(SiteArray array) {
        return array.connection(accounts);
    }

    /** The record of an execution, once it has ended, also while nobody can read the table. */
    public Optional<IncidentRecord> recordOf(io.github.outpostrecovery.lab.asl.ExecutionArn execution) {
        return pastTheApi.recordOf(new ExecutionArn(execution.value()));
    }

    /** Tells the oracle that an operator was told that a name is off an array for good. */
    public void retired(ArrayConnection connection, Initiator name) {
        Endpoint endpoint = new Endpoint(connection.endpoint());
        arrays.stream()
                .filter(array -> array.isAt(endpoint))
                .forEach(array -> oracle.retired(array.name(), name.value()));
    }

    /** What people have told the engine to leave alone. */
    public Controls controls() {
        return new ItemControls(region.table());
    }

    /** The rounds of the reconciler that failed as a whole since the site was opened, and why. */
    public List<String> failedRounds() {
        return schedule.failures();
    }

    /** Starts the recovery state machine, as the rule or a person does. */
    public void start(JsonNode input) {
        stepFunctions.start(Furniture.RECOVERY_MACHINE, input);
    }

    /** Starts a planned move, as a person or the command does. */
    public io.github.outpostrecovery.lab.asl.ExecutionArn move(InstanceName instance, OutpostArn to) {
        return stepFunctions.start(
                Furniture.RECOVERY_MACHINE, ExecutionInput.of(new ExecutionRequest.Planned(instance, to)));
    }

    /** What the operator has decided for an instance; empty if no such instance is protected. */
    public Optional<ProtectedInstance> configuration(InstanceName instance) {
        return switch (new ParameterConfigurations(region.parameters(), Furniture.STACK).find(instance)) {
            case Configurations.Lookup.Found(ProtectedInstance found) -> Optional.of(found);
            case Configurations.Lookup.NotProtected() -> Optional.empty();
            case Configurations.Lookup.Unreadable(String why) ->
                throw new IllegalStateException("the configuration of " + instance + " makes no sense: " + why);
        };
    }

    /** Starts a readiness run, as the scheduler does. */
    public io.github.outpostrecovery.lab.asl.ExecutionArn rehearse(InstanceName instance) {
        return stepFunctions.start(
                Furniture.RECOVERY_MACHINE, ExecutionInput.of(new ExecutionRequest.Readiness(instance)));
    }

    /** The newest report on an instance. */
    public Optional<ReadinessReport> readiness(InstanceName instance) {
        return new ItemReadinessReports(region.table()).latest(instance);
    }

    /** The executions of the recovery state machine that are about a failure of the instance in question, oldest first. */
    public List<ExecutionDescription> recoveries() {
        return stepFunctions.list().stream()
                .filter(execution -> execution.stateMachine().equals(Furniture.RECOVERY_MACHINE))
                .filter(execution -> !execution.input().path("trigger").asText().equals(Trigger.READINESS.name()))
                .filter(execution -> options.tenancy() == SiteOptions.Tenancy.ONE_INSTANCE
                        || subject()
                                .filter(name -> isAbout(execution.input(), name))
                                .isPresent())
                .toList();
    }

    /** An input names an instance, an incident of it, or its alarm. */
    private static boolean isAbout(JsonNode input, InstanceName name) {
        JsonNode alarm = input.path("alarm");
        return input.path("instance").asText().equals(name.value())
                || input.path("incident").asText().startsWith(name.value() + "#")
                || (alarm.isTextual() ? alarm : alarm.path("AlarmName"))
                        .asText()
                        .equals(alarmOf(name).value());
    }

    private static AlarmName alarmOf(InstanceName instance) {
        return new AlarmName("outpost-recovery-" + instance);
    }

    /** Starts the approval state machine, as a person does. */
    public io.github.outpostrecovery.lab.asl.ExecutionArn answer(JsonNode input) {
        return stepFunctions.start(Furniture.APPROVAL_MACHINE, input);
    }

    @Override
    public void close() {
        arrays.forEach(SiteArray::close);
    }

    /** A client of its own, as each environment of a function has one. */
    private RegisteredArrays clients() {
        return new RegisteredArrays(
                secret -> region.secrets()
                        .document(secret)
                        .orElseThrow(() -> new CredentialsUnavailableException("there is no secret " + secret)),
                settings());
    }

    private Services services(RegisteredArrays clients) {
        return new Services(
                new ParameterConfigurations(region.parameters(), Furniture.STACK),
                table,
                clients,
                feed.watch(region.ec2()),
                region.alarms(),
                region.traffic(),
                new SimulatedExecutions(stepFunctions),
                region.mailbox(),
                region.metrics(),
                new ItemControls(region.table()),
                new ItemReadinessReports(region.table()),
                new ItemReconcilerNotes(region.table()),
                new ItemStormBooks(region.table()),
                Furniture.CONSOLE,
                engineClock,
                FanOut.inOrder(),
                () -> new UUID(uniqueness.nextLong(), uniqueness.nextLong()));
    }

    private FunctionHost integrate(UnaryOperator<FunctionHost> around) {
        FunctionHost functions = around.apply(invocations);
        LambdaIntegration lambda = new LambdaIntegration(functions);
        stepFunctions.register(LambdaIntegration.INVOKE, lambda);
        stepFunctions.register(LambdaIntegration.INVOKE_WAIT_FOR_TASK_TOKEN, lambda);
        StateMachines.integrate(stepFunctions, region);
        return functions;
    }

    /** Real sockets and real time-outs; what a retry waits is simulated. */
    private ClientSettings settings() {
        return ClientSettings.standard()
                .withTime(engineClock, agenda::advance, uniqueness)
                .withFanOut(FanOut.inOrder())
                .withTransports(this::connect);
    }

    private Transport connect(Endpoint endpoint, ServerTrust trust, ClientSettings client) {
        return arrays.stream()
                .filter(array -> array.isAt(endpoint))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no array of the site is at " + endpoint))
                .connect(trust, client);
    }

    /** The alarm that guards the instance that this is about. */
    public AlarmName alarm() {
        return subject().map(SimulatedSite::alarmOf).orElse(Furniture.ALARM);
    }

    /** The name of the recovery state machine. */
    public static String recoveryMachine() {
        return Furniture.RECOVERY_MACHINE;
    }

    /** The definitions of the state machines: of a recovery, and of a person's answer. */
    public static List<StateMachineDefinition> definitions() {
        return StateMachines.definitions();
    }

    /** The name of the protected instance. */
    public static String instanceName() {
        return Furniture.INSTANCE.value();
    }

    /** The servers of the site, the primary's first. */
    public static List<String> servers() {
        return Furniture.servers().stream().map(OutpostArn::value).toList();
    }

    /** The vendors of which an array can be simulated and recovered on: those with a model and a client. */
    public static SortedSet<String> vendors() {
        SortedSet<String> vendors = ArrayModels.registered().vendors();
        vendors.retainAll(new RegisteredArrays(
                        secret -> {
                            throw new CredentialsUnavailableException("nothing is opened here");
                        },
                        ClientSettings.standard())
                .vendors());
        return vendors;
    }

    /**
     * Checks that a site can be furnished so, without making it.
     *
     * @return what its volumes would be called, the boot volume first
     * @throws IllegalArgumentException if not, with the reason
     */
    public static List<String> check(SiteOptions options) {
        return ArrayFurnisher.check(options);
    }

    private static JsonNode write(Object value) {
        return JsonRecords.write(value);
    }

    private static <T> T read(JsonNode tree, Class<T> type) {
        return JsonRecords.read(tree, type);
    }
}
