package io.github.outpostrecovery.tests.wire;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.array.ArrayModels;
import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.array.SimulatedArray.Account;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.array.SimulatedArray.TargetPortal;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.machine.GuestConfiguration;
import io.github.outpostrecovery.lab.machine.GuestConfiguration.BootVolume;
import io.github.outpostrecovery.lab.machine.GuestConfiguration.Portal;
import io.github.outpostrecovery.lab.machine.MachineTimes;
import io.github.outpostrecovery.lab.machine.Site;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.oracle.GuardedVolume;
import io.github.outpostrecovery.lab.oracle.Violation;
import io.github.outpostrecovery.lab.oracle.WriteOracle;
import io.github.outpostrecovery.lab.region.Ec2Instance;
import io.github.outpostrecovery.lab.region.Hypervisor.Health;
import io.github.outpostrecovery.lab.region.LaunchFate;
import io.github.outpostrecovery.lab.region.LaunchRequest;
import io.github.outpostrecovery.lab.rest.Call;
import io.github.outpostrecovery.lab.rest.CallLog;
import io.github.outpostrecovery.lab.rest.DroppedConnectionException;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.FaultyRest;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import io.github.outpostrecovery.lab.rest.RestServer;
import io.github.outpostrecovery.lab.rest.RestService;
import io.github.outpostrecovery.lab.rest.SelfSignedCertificate;
import io.github.outpostrecovery.lab.site.OracleFeed;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What stands in the racks in one scenario: an array behind TLS, three servers, the machines on them, and an oracle that
 * watches every write. It lives in real time from {@link #begin} on.
 */
final class WireSite implements AutoCloseable {
    private static final Duration BEFORE_THE_FAILURE = Duration.ofMinutes(10);
    private static final Duration SINCE_THE_FAILURE = Duration.ofMinutes(5);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final int SERVERS = 3;
    private static final int VOLUMES = 2;
    private static final int GENERATIONS = 20;

    /** A guest that comes up in seconds: it is waited for in real time. */
    private static final MachineTimes QUICK = new MachineTimes(
            Duration.ofSeconds(1),
            Duration.ofMillis(100),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));

    private final InstanceName instance;
    private final Initiator first;
    private final Agenda agenda;
    private final Site site;
    private final SimulatedArray array;
    private final CallLog calls = new CallLog();
    private final FaultyRest way;
    private final SelfSignedCertificate certificate;
    private final RestServer server;
    private final WriteOracle oracle;
    private final OracleFeed feed;
    private final List<String> servers = new ArrayList<>();
    private final Map<String, String> serverBySubnet = new TreeMap<>();
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Set<String> refusedTokens = new TreeSet<>();
    private int launchesToRefuse;
    private Optional<Thread> life = Optional.empty();
    private Optional<String> worldBefore = Optional.empty();

    /** A machine as EC2 would know it. */
    record Machine(
            String id, String server, String subnet, String token, String template, int version, Lifecycle lifecycle) {
        Machine in(Lifecycle next) {
            return new Machine(id, server, subnet, token, template, version, next);
        }
    }

    /** How a machine does, as far as the Region can tell. */
    record Status(Lifecycle lifecycle, boolean reached, Health health) {}

    WireSite(InstanceName instance, int number) {
        this.instance = requireNonNull(instance, "instance is null");
        this.first = Initiator.fresh(Protocol.ISCSI, instance, Generation.FIRST, UUID.randomUUID());
        Instant now = Instant.now();
        this.agenda = new Agenda(now.minus(BEFORE_THE_FAILURE).minus(SINCE_THE_FAILURE), Pace.VIRTUAL);
        this.site = Site.start(agenda, QUICK, initiator -> Optional.empty());
        for (int index = 1; index <= SERVERS; index++) {
            String arn =
                    "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e%03d%04d".formatted(number, index);
            servers.add(arn);
            site.addServer(arn);
        }
        this.array = ArrayModels.registered()
                .of("netapp")
                .furnish(
                        new Furnishing(
                                arrayName().value(),
                                io.github.outpostrecovery.lab.datapath.Protocol.ISCSI,
                                Topology.PRIVATE_OBJECT,
                                instance.value(),
                                VOLUMES,
                                first.value(),
                                Initiator.fresh(
                                                Protocol.ISCSI,
                                                new InstanceName("neighbour"),
                                                Generation.FIRST,
                                                UUID.randomUUID())
                                        .value(),
                                Optional.empty(),
                                number),
                        agenda);
        site.attach(
                array.blockTarget(),
                array.portals().stream().map(TargetPortal::address).distinct().toList());
        this.oracle = new WriteOracle(agenda, this::instances);
        oracle.attach(array.blockTarget());
        site.observe(oracle);
        this.feed = new OracleFeed(oracle, (name, volume) -> identityOf(volume));
        List<GuardedVolume> guarded = array.volumes().stream()
                .map(volume -> new GuardedVolume(arrayName().value(), volume.identity()))
                .toList();
        oracle.guard(instance.value(), guarded);
        oracle.watchOver(
                List.of(first.value()),
                guarded,
                new GuardedVolume(arrayName().value(), array.neighboursVolume().identity()));
        feed.generation(instance, Generation.FIRST, Map.of(arrayName(), first));
        this.way = new FaultyRest(arrayName() + "/rest", array.rest(), array.errors(), agenda, calls, Duration.ZERO);
        this.certificate = SelfSignedCertificate.make(
                "simulated array", now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(1)));
        this.server = RestServer.https(new InRealTime(), certificate, RestServer.ANY_PORT);
    }

    InstanceName instance() {
        return instance;
    }

    ArrayName arrayName() {
        return new ArrayName("array-of-" + instance);
    }

    /** The name that the first machine logs in with. */
    Initiator firstInitiator() {
        return first;
    }

    URI endpoint() {
        return server.baseUri();
    }

    Optional<String> scope() {
        return array.scope();
    }

    List<String> volumes() {
        return array.volumes().stream().map(FurnishedVolume::name).toList();
    }

    /** What Secrets Manager keeps for one of the array's accounts, with the pin of its certificate. */
    String secret(Account account) {
        return ((ObjectNode) WireJson.parse(array.secretDocument(account, endpoint())))
                .put("certificateSha256", certificate.sha256())
                .toString();
    }

    /** What the recovery template tells a guest, with markers where its name belongs. */
    String userDataTemplate() {
        List<Portal> portals = array.portals().stream()
                .map(portal -> new Portal(
                        io.github.outpostrecovery.lab.datapath.Protocol.ISCSI,
                        portal.address() + ":" + portal.port(),
                        portal.target()))
                .toList();
        List<String> targets =
                array.portals().stream().map(TargetPortal::target).distinct().toList();
        return GuestConfiguration.template(
                portals,
                array.volumes().stream()
                        .map(volume -> new BootVolume(targets, volume.lun()))
                        .toList());
    }

    /** The Outpost ARNs, the primary's first. */
    List<String> servers() {
        return List.copyOf(servers);
    }

    synchronized void putSubnet(String subnet, String outpost) {
        serverBySubnet.put(subnet, outpost);
    }

    synchronized Optional<String> serverOf(String subnet) {
        return Optional.ofNullable(serverBySubnet.get(subnet));
    }

    synchronized List<Machine> machines() {
        return List.copyOf(machines.values());
    }

    synchronized Optional<Machine> machine(String id) {
        return Optional.ofNullable(machines.get(id));
    }

    /** From now on EC2 has no room for this many launches. */
    synchronized void refuse(int launches) {
        launchesToRefuse = launches;
    }

    /** Whether there is no room for a launch; the same one asked again is told the same. */
    synchronized boolean refuses(String token) {
        if (refusedTokens.contains(token)) {
            return true;
        }
        if (launchesToRefuse == 0) {
            return false;
        }
        launchesToRefuse--;
        return refusedTokens.add(token);
    }

    /** The engine sends a launch. */
    synchronized void launching(String token) {
        generationOf(token).ifPresent(generation -> oracle.launching(instance.value(), generation));
    }

    /** EC2 has made a machine: it gets power and reads its user data. */
    synchronized void launched(Machine machine, String userData) {
        catchUp();
        machines.put(machine.id(), machine);
        generationOf(machine.token())
                .ifPresent(generation -> oracle.launched(instance.value(), generation, machine.id()));
        site.powerOn(machine.id(), Optional.of(machine.server()), userData);
    }

    /** EC2 ends a machine, where it reaches it. */
    synchronized void terminated(String id) {
        catchUp();
        Machine machine = requireNonNull(machines.get(id), "no such machine");
        machines.put(id, machine.in(Lifecycle.TERMINATED));
        if (site.reaches(machine.server())) {
            site.powerOff(id);
        }
    }

    synchronized Status status(String id) {
        catchUp();
        Machine machine = requireNonNull(machines.get(id), "no such machine");
        return new Status(machine.lifecycle(), site.reaches(machine.server()), site.health(id));
    }

    /** Whether the Region reaches a server. */
    synchronized boolean reaches(String outpost) {
        catchUp();
        return site.reaches(outpost);
    }

    synchronized void committed(InstanceLedger ledger) {
        feed.committed(ledger);
    }

    /** Lets what has failed fail, some minutes ago, and goes on in real time. */
    synchronized void begin(Failure failure) {
        agenda.advance(BEFORE_THE_FAILURE);
        if (failure != Failure.NONE) {
            site.apply(new SiteEvent.PowerLost(servers.getFirst()));
        }
        catchUp(true);
        if (failure == Failure.ARRAY_UNREACHABLE) {
            way.arm(new FaultRule(
                    "unreachable", RequestPattern.of(".*", ""), Occurrences.always(), new RestFault.Unreachable()));
        }
        worldBefore = Optional.of(oracle.worldSnapshot());
        life = Optional.of(
                Thread.ofPlatform().daemon().name("site-of-" + instance).start(this::live));
    }

    synchronized boolean hasBegun() {
        return life.isPresent();
    }

    /** What fails in a scenario. */
    enum Failure {
        NONE,
        SERVER_WITHOUT_POWER,
        /** The server, and then the array's management address. */
        ARRAY_UNREACHABLE
    }

    /** Whether who reaches which volume, and which machines there are, is as it was at the beginning. */
    synchronized boolean isUnchanged() {
        return worldBefore.filter(oracle.worldSnapshot()::equals).isPresent();
    }

    /** What the array was asked to change. */
    List<Call> changes() {
        return calls.calls().stream().filter(Call::write).toList();
    }

    /** Every name that reaches a volume of the instance. */
    Set<String> letIn() {
        Set<String> names = new TreeSet<>();
        array.volumes().forEach(volume -> names.addAll(array.blockTarget().initiatorsWithAccess(volume.identity())));
        return names;
    }

    List<Violation> violations() {
        return oracle.violations();
    }

    long checks() {
        return oracle.checks();
    }

    @Override
    public void close() {
        life.ifPresent(Thread::interrupt);
        server.close();
    }

    private void live() {
        try {
            while (true) {
                synchronized (this) {
                    catchUp();
                }
                Thread.sleep(TICK);
            }
        } catch (InterruptedException closed) {
            // Nobody looks at it any more.
        }
    }

    /** Before it begins, time stands still. */
    private void catchUp() {
        catchUp(life.isPresent());
    }

    private void catchUp(boolean living) {
        Duration behind = Duration.between(agenda.instant(), Instant.now());
        if (living && behind.isPositive()) {
            agenda.advance(behind);
        }
    }

    private List<Ec2Instance> instances() {
        return machines.values().stream()
                .map(machine -> new Ec2Instance(
                        machine.id(),
                        machine.server(),
                        new LaunchRequest(
                                machine.token(),
                                machine.server(),
                                machine.subnet(),
                                machine.template(),
                                machine.version(),
                                List.of()),
                        "",
                        Instant.EPOCH,
                        machine.lifecycle(),
                        LaunchFate.RUNS))
                .toList();
    }

    private Optional<Integer> generationOf(String token) {
        for (int number = 1; number <= GENERATIONS; number++) {
            if (ClientToken.of(instance, new Generation(number)).value().equals(token)) {
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }

    private String identityOf(String volume) {
        return array.volumes().stream()
                .filter(one -> one.name().equals(volume))
                .findFirst()
                .map(FurnishedVolume::identity)
                .orElseThrow(() -> new IllegalArgumentException("there is no volume " + volume));
    }

    /** The management API, after whatever was due has happened. */
    private final class InRealTime implements RestService {
        @Override
        public RestResponse serve(RestRequest request) throws DroppedConnectionException {
            synchronized (WireSite.this) {
                catchUp();
                return way.serve(request);
            }
        }

        @Override
        public boolean changes(RestRequest request) {
            return way.changes(request);
        }
    }
}
