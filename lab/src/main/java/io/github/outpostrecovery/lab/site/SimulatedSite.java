package io.github.outpostrecovery.lab.site;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.configuration.ProtectedVolume;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.core.recovery.Services;
import io.github.outpostrecovery.core.service.Executions;
import io.github.outpostrecovery.functions.configuration.ParameterConfigurations;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.functions.table.ItemRecoveryTable;
import io.github.outpostrecovery.lab.array.ArrayModels;
import io.github.outpostrecovery.lab.asl.Account;
import io.github.outpostrecovery.lab.asl.Checkpoint;
import io.github.outpostrecovery.lab.asl.LambdaIntegration;
import io.github.outpostrecovery.lab.asl.StepFunctions;
import io.github.outpostrecovery.lab.asl.StepFunctionsException;
import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.asl.TaskContext;
import io.github.outpostrecovery.lab.asl.TaskFailure;
import io.github.outpostrecovery.lab.asl.definition.StateMachineDefinition;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.machine.ChapAccounts;
import io.github.outpostrecovery.lab.machine.MachineTimes;
import io.github.outpostrecovery.lab.machine.Site;
import io.github.outpostrecovery.lab.oracle.GuardedVolume;
import io.github.outpostrecovery.lab.oracle.WriteOracle;
import io.github.outpostrecovery.lab.region.Latencies;
import io.github.outpostrecovery.lab.region.RegionIdentity;
import io.github.outpostrecovery.lab.region.SimulatedRegion;
import io.github.outpostrecovery.lab.rest.Blanking;
import io.github.outpostrecovery.lab.rest.CallLog;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import io.github.outpostrecovery.storage.RegisteredArrays;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.CredentialsUnavailableException;
import io.github.outpostrecovery.storage.rest.Endpoint;
import io.github.outpostrecovery.storage.rest.ServerTrust;
import io.github.outpostrecovery.storage.rest.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A whole site in one JVM: three servers, one or two arrays, the Region, and between them the real state machines, the real
 * handlers and the real array clients. It can be saved at any instant, and lives on in another process.
 *
 * <p>Driven by one thread through {@link #agenda()}.
 */
public final class SimulatedSite implements AutoCloseable {
    private static final Instant BEGINNING = Instant.parse("2026-02-10T05:50:00Z");

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
    private final SplitMix64 uniqueness;
    private final OracleFeed feed;

    private SimulatedSite(
            SiteOptions options, Optional<SavedSite> saved, Pace pace, StepListener listener, Checkpoint checkpoint) {
        this.options = requireNonNull(options, "options is null");
        this.agenda = saved.map(site -> Agenda.restore(read(site.agenda(), Agenda.Saved.class), pace))
                .orElseGet(() -> new Agenda(BEGINNING, pace));
        this.calls =
                new CallLog(Blanking.ofFields(), saved.map(SavedSite::calls).orElse(List.of()));
        this.accounts = new MachineAccounts(options.chap(), options.seed());
        this.machines = saved.map(site -> Site.restore(read(site.machines(), Site.State.class), agenda, accounts))
                .orElseGet(() -> Site.start(agenda, MachineTimes.STANDARD, accounts));
        this.region = saved.map(site -> SimulatedRegion.restore(
                        read(site.region(), SimulatedRegion.State.class), agenda, machines, this::start))
                .orElseGet(
                        () -> SimulatedRegion.start(agenda, Latencies.STANDARD, machines, this::start, options.seed()));
        ArrayFurnisher furnisher = new ArrayFurnisher(options, accounts, agenda, calls);
        this.arrays = saved.map(site -> furnisher.restore(site.arrays())).orElseGet(furnisher::furnish);
        arrays.forEach(array -> machines.attach(array.simulated().blockTarget(), array.portalAddresses()));
        this.oracle = saved.map(site -> WriteOracle.restore(
                        read(site.oracle(), WriteOracle.State.class), agenda, region.ec2()::instances))
                .orElseGet(() -> new WriteOracle(agenda, region.ec2()::instances));
        arrays.forEach(array -> oracle.attach(array.simulated().blockTarget()));
        machines.observe(oracle);
        this.feed = new OracleFeed(oracle, (array, volume) -> array(array).identityOf(volume));
        region.ec2().observe(born -> feed.born(Furniture.INSTANCE, born));
        this.table = feed.watch(new ItemRecoveryTable(region.table()));
        this.uniqueness = new SplitMix64(saved.map(SavedSite::uniqueness).orElse(options.seed() * 31 + 7));
        RegionIdentity identity = region.identity();
        this.stepFunctions = saved.map(
                        site -> StepFunctions.restore(site.stepFunctions(), agenda, listener, checkpoint))
                .orElseGet(() -> new StepFunctions(
                        agenda,
                        new Account(identity.code(), identity.account()),
                        options.seed(),
                        listener,
                        checkpoint));
        integrate();
        if (saved.isEmpty()) {
            deploy(Furniture.RECOVERY_MACHINE, "recovery");
            deploy(Furniture.APPROVAL_MACHINE, "approval");
            furnish();
        }
    }

    /** Makes a site whose instance has just been launched as generation 1. */
    public static SimulatedSite furnish(SiteOptions options, Pace pace, StepListener listener, Checkpoint checkpoint) {
        return new SimulatedSite(options, Optional.empty(), pace, listener, checkpoint);
    }

    /** Makes a site again from what {@link #save} gave. An execution that was in the middle of a call is aborted. */
    public static SimulatedSite restore(JsonNode saved, Pace pace, StepListener listener, Checkpoint checkpoint) {
        SavedSite site = read(saved, SavedSite.class);
        if (site.version() != SavedSite.VERSION) {
            throw new IllegalArgumentException("the site was saved by another release: run a new drill");
        }
        return new SimulatedSite(site.options(), Optional.of(site), pace, listener, checkpoint);
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
                uniqueness.state()));
    }

    public Agenda agenda() {
        return agenda;
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

    public StepFunctions stepFunctions() {
        return stepFunctions;
    }

    public RecoveryTable table() {
        return table;
    }

    public SiteOptions options() {
        return options;
    }

    /** The books of the protected instance. */
    public InstanceLedger ledger() {
        return table.read(Furniture.INSTANCE)
                .orElseThrow(() -> new IllegalStateException("the books of the site are empty"));
    }

    /** The record of an execution, once it has ended. */
    public Optional<IncidentRecord> recordOf(io.github.outpostrecovery.lab.asl.ExecutionArn execution) {
        return table.recordOf(new ExecutionArn(execution.value()));
    }

    /** Starts the recovery state machine, as the rule or a person does. */
    public void start(JsonNode input) {
        stepFunctions.start(Furniture.RECOVERY_MACHINE, input);
    }

    /** Starts the approval state machine, as a person does. */
    public io.github.outpostrecovery.lab.asl.ExecutionArn answer(JsonNode input) {
        return stepFunctions.start(Furniture.APPROVAL_MACHINE, input);
    }

    @Override
    public void close() {
        arrays.forEach(SiteArray::close);
    }

    private void integrate() {
        Services services = new Services(
                new ParameterConfigurations(region.parameters(), Furniture.STACK),
                table,
                new RegisteredArrays(
                        secret -> region.secrets()
                                .document(secret)
                                .orElseThrow(() -> new CredentialsUnavailableException("there is no secret " + secret)),
                        settings()),
                feed.watch(region.ec2()),
                region.alarms(),
                region.traffic(),
                this::lifeOf,
                region.mailbox(),
                agenda,
                FanOut.inOrder(),
                () -> new UUID(uniqueness.nextLong(), uniqueness.nextLong()));
        LambdaIntegration lambda = new LambdaIntegration(new LocalFunctions(services, agenda));
        stepFunctions.register(LambdaIntegration.INVOKE, lambda);
        stepFunctions.register(LambdaIntegration.INVOKE_WAIT_FOR_TASK_TOKEN, lambda);
        stepFunctions.register("arn:aws:states:::sns:publish", this::publish);
        stepFunctions.register("arn:aws:states:::dynamodb:getItem", this::getItem);
    }

    /** Real sockets and real time-outs; what a retry waits is simulated. */
    private ClientSettings settings() {
        return ClientSettings.standard()
                .withTime(agenda, agenda::advance, uniqueness)
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

    private Executions.Life lifeOf(ExecutionArn execution) {
        try {
            return stepFunctions
                            .describe(new io.github.outpostrecovery.lab.asl.ExecutionArn(execution.value()))
                            .status()
                            .isTerminal()
                    ? Executions.Life.TERMINAL
                    : Executions.Life.RUNNING;
        } catch (StepFunctionsException unknown) {
            return Executions.Life.UNKNOWN;
        }
    }

    private JsonNode publish(JsonNode parameters, TaskContext context) {
        region.mailbox()
                .publish(
                        parameters.path("Subject").asText(),
                        parameters.path("Message").asText());
        return JsonNodeFactory.instance.objectNode().put("MessageId", context.state());
    }

    private JsonNode getItem(JsonNode parameters, TaskContext context) throws TaskFailure {
        if (!parameters.path("TableName").asText().equals(Furniture.TABLE)) {
            throw new TaskFailure("DynamoDB.ResourceNotFoundException", "Requested resource not found");
        }
        JsonNode key = parameters.path("Key");
        var answer = JsonNodeFactory.instance.objectNode();
        region.table()
                .getItem(
                        key.path("pk").path("S").asText(),
                        key.path("sk").path("S").asText())
                .ifPresent(item -> answer.set("Item", item));
        return answer;
    }

    private void deploy(String machine, String file) {
        Map<String, String> substitutions = new TreeMap<>(LocalFunctions.substitutions());
        substitutions.put("NoticeTopicArn", Furniture.NOTICE_TOPIC);
        substitutions.put("RecoveryTableName", Furniture.TABLE);
        try (InputStream in = requireNonNull(
                SimulatedSite.class.getResourceAsStream("/statemachine/" + file + ".asl.json"),
                "the state machine is not on the class path")) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            stepFunctions.deploy(machine, StateMachineDefinition.parse(json, substitutions));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void furnish() {
        for (OutpostArn arn : Furniture.servers()) {
            machines.addServer(arn.value());
            region.ec2().catalog().putServer(arn.value(), 4);
            region.ec2().catalog().putSubnet(Furniture.subnetOf(arn).value(), arn.value());
        }
        region.ec2()
                .catalog()
                .addTemplateVersion(Furniture.TEMPLATE.value(), Furniture.userDataTemplate(arrays), "web-01");
        arrays.forEach(array -> {
            array.secrets().forEach(region.secrets()::put);
            accounts.of(array.protocol())
                    .ifPresent(account -> array.chapSecret(accounts)
                            .ifPresent(arn -> region.secrets().put(arn, MachineAccounts.document(account))));
        });
        region.parameters()
                .put(
                        ParameterConfigurations.parameterName(Furniture.STACK, Furniture.INSTANCE),
                        text(Furniture.configuration(options, arrays, accounts)));
        Map<ArrayName, Initiator> initiators = new TreeMap<>(Comparator.comparing(ArrayName::value));
        List<GuardedVolume> guarded = new ArrayList<>();
        FirstNames names = new FirstNames(options);
        for (ProtectedVolume volume : Furniture.protectedVolumes(options, arrays)) {
            SiteArray array = array(volume.array().value());
            guarded.add(new GuardedVolume(
                    array.name(), array.identityOf(volume.volume().value())));
            initiators.put(volume.array(), names.ofInstance(array.protocol()));
        }
        oracle.guard(Furniture.INSTANCE.value(), guarded);
        feed.generation(Furniture.INSTANCE, Generation.FIRST, initiators);
        OutpostArn primary = Furniture.servers().getFirst();
        LaunchOutcome outcome = region.ec2()
                .run(
                        ClientToken.of(Furniture.INSTANCE, Generation.FIRST),
                        Furniture.targetOn(primary),
                        arrays.stream()
                                .map(SiteArray::protocol)
                                .distinct()
                                .map(names::ofInstance)
                                .toList());
        if (!(outcome instanceof LaunchOutcome.Launched(var launched))) {
            throw new IllegalStateException("the site's first machine was not launched: " + outcome);
        }
        Machine machine = new Machine(Generation.FIRST, launched.id(), primary, initiators, agenda.instant());
        table.commit(InstanceLedger.of(Furniture.INSTANCE, machine), Optional.empty());
        region.alarms().create(Furniture.ALARM, launched.id());
        region.traffic().register("web", launched.id());
    }

    /** The alarm that guards the protected instance. */
    public AlarmName alarm() {
        return Furniture.ALARM;
    }

    /** The name of the recovery state machine. */
    public static String recoveryMachine() {
        return Furniture.RECOVERY_MACHINE;
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

    private static String text(Object value) {
        try {
            return CoreJson.mapper().writeValueAsString(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static JsonNode write(Object value) {
        return JsonRecords.write(value);
    }

    private static <T> T read(JsonNode tree, Class<T> type) {
        return JsonRecords.read(tree, type);
    }
}
