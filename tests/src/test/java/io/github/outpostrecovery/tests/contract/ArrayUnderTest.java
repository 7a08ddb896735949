package io.github.outpostrecovery.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.fence.DrainWatch;
import io.github.outpostrecovery.core.fence.Fence;
import io.github.outpostrecovery.core.fence.FenceResult;
import io.github.outpostrecovery.core.fence.FenceTask;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.lab.array.ArrayModels;
import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.rest.Call;
import io.github.outpostrecovery.lab.rest.CallLog;
import io.github.outpostrecovery.lab.rest.FaultyRest;
import io.github.outpostrecovery.lab.rest.RestService;
import io.github.outpostrecovery.lab.site.InMemoryTransport;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import io.github.outpostrecovery.storage.RegisteredArrays;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.TransportFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A furnished array, the client that the engine would use for it, the machine that is to be fenced, and the neighbour that
 * nobody may touch.
 */
final class ArrayUnderTest {
    static final InstanceName WEB = new InstanceName("web-01");
    static final InstanceName OTHER = new InstanceName("db-07");
    static final Generation NEXT = new Generation(2);

    private static final URI ENDPOINT = URI.create("http://127.0.0.1:44391");
    private static final SecretArn SECRET =
            new SecretArn("arn:aws:secretsmanager:us-west-2:111122223333:secret:array-1");
    private static final Duration LATENCY = Duration.ofMillis(6);
    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(3);

    final Agenda agenda;
    final CallLog calls = new CallLog();
    final SimulatedArray simulated;
    final FaultyRest way;
    final SimulatedMachine victim;
    final SimulatedMachine neighbour;
    private final Cell cell;
    private final Furnishing furnishing;
    private final TransportFactory transports;
    private RestService entrance;
    private final Map<Integer, String> neighboursVolumes;
    private final Map<String, Set<String>> othersReach;

    private ArrayUnderTest(Cell cell, Furnishing furnishing, Agenda agenda) {
        this.cell = cell;
        this.furnishing = furnishing;
        this.agenda = agenda;
        this.simulated = ArrayModels.registered().of(cell.vendor()).furnish(furnishing, agenda);
        this.way = new FaultyRest(
                furnishing.name() + "/rest", simulated.rest(), simulated.errors(), agenda, calls, LATENCY);
        this.entrance = way;
        this.transports = (endpoint, trust, settings) -> new InMemoryTransport(entrance);
        this.victim = machine("old", name(1), furnishing.chap());
        this.neighbour = machine("neighbour", Initiator.parse(furnishing.neighbour()), Optional.empty());
        assertThat(victim.logIn()).as("portals that let the victim in").isPositive();
        neighbour.logIn();
        this.neighboursVolumes = neighbour.visible();
        this.othersReach = reachOfOthers();
        assertThat(othersReach.get(simulated.neighboursVolume().name()))
                .as("who reaches the neighbour's volume")
                .isNotEmpty();
    }

    static ArrayUnderTest of(Cell cell) {
        return of(cell, 3);
    }

    static ArrayUnderTest of(Cell cell, int volumes) {
        return on(new Agenda(Instant.parse("2026-02-10T06:00:00Z"), Pace.VIRTUAL), cell, "array-1", 0, volumes);
    }

    static ArrayUnderTest withChap(Cell cell, ChapAccount chap) {
        return new ArrayUnderTest(
                cell,
                withChap(furnishing(cell, "array-1", 0, 2), chap),
                new Agenda(Instant.parse("2026-02-10T06:00:00Z"), Pace.VIRTUAL));
    }

    static Furnishing withChap(Furnishing plain, ChapAccount chap) {
        return new Furnishing(
                plain.name(),
                plain.protocol(),
                plain.topology(),
                plain.instance(),
                plain.volumes(),
                plain.initiator(),
                plain.neighbour(),
                Optional.of(chap),
                plain.seed());
    }

    /** One of several arrays on one clock. */
    static ArrayUnderTest on(Agenda agenda, Cell cell, String name, int number, int volumes) {
        return new ArrayUnderTest(cell, furnishing(cell, name, number, volumes), agenda);
    }

    static Furnishing furnishing(Cell cell, String name, int number, int volumes) {
        return new Furnishing(
                name,
                cell.protocol(),
                cell.topology(),
                WEB.value(),
                volumes,
                number * volumes,
                nameOf(cell, WEB, 1).value(),
                nameOf(cell, OTHER, 1).value(),
                Optional.empty(),
                "10.10." + (20 + number),
                7 + number);
    }

    private static Initiator nameOf(Cell cell, InstanceName instance, int generation) {
        return Initiator.fresh(
                switch (cell.protocol()) {
                    case ISCSI -> io.github.outpostrecovery.core.name.Protocol.ISCSI;
                    case NVME_TCP -> io.github.outpostrecovery.core.name.Protocol.NVME_TCP;
                },
                instance,
                new Generation(generation),
                new UUID(generation, generation));
    }

    /** The name of a generation. */
    Initiator name(int generation) {
        return nameOf(cell, WEB, generation);
    }

    SimulatedMachine machine(String machine, Initiator initiator, Optional<ChapAccount> chap) {
        return new SimulatedMachine(simulated, cell.protocol(), machine, initiator.value(), chap);
    }

    Set<VolumeName> volumes() {
        return simulated.volumes().stream()
                .map(volume -> new VolumeName(volume.name()))
                .collect(Collectors.toSet());
    }

    Map<VolumeName, LunId> luns() {
        Map<VolumeName, LunId> luns = new TreeMap<>();
        simulated.volumes().forEach(volume -> luns.put(new VolumeName(volume.name()), new LunId(volume.lun())));
        return luns;
    }

    /** From now on whatever a client asks goes through what is put in front of the array. */
    void putInFront(UnaryOperator<RestService> observer) {
        entrance = observer.apply(entrance);
    }

    /** Opens the array with the client of its vendor, in memory. */
    StorageArray open() {
        return open(transports, ENDPOINT);
    }

    StorageArray open(TransportFactory through, URI endpoint) {
        return registered(through, endpoint).forFencing(connection(endpoint));
    }

    /** Opens what there is on the array, in memory. */
    ArrayInventory inventory() {
        return registered(transports, ENDPOINT).inventory(connection(ENDPOINT));
    }

    private ArrayConnection connection(URI endpoint) {
        return new ArrayConnection(
                new ArrayName(furnishing.name()),
                cell.vendor(),
                name(1) instanceof io.github.outpostrecovery.core.name.Iqn
                        ? io.github.outpostrecovery.core.name.Protocol.ISCSI
                        : io.github.outpostrecovery.core.name.Protocol.NVME_TCP,
                endpoint,
                SECRET,
                SECRET,
                Optional.empty(),
                simulated.scope());
    }

    private RegisteredArrays registered(TransportFactory through, URI endpoint) {
        String document = simulated.secretDocument(SimulatedArray.Account.FENCING, endpoint);
        ClientSettings settings = ClientSettings.standard()
                .withTime(agenda, agenda::advance, new Random(1))
                .withFanOut(FanOut.inOrder())
                .withTransports(through);
        return new RegisteredArrays(secret -> document, settings);
    }

    /** How a successor would be let in, found before anything was changed. */
    GrantRoute route() {
        try (StorageArray array = open()) {
            GrantRoute route = Answers.answered(array.route(name(1), volumes()));
            Map<VolumeName, LunId> covered = new HashMap<>();
            route.legs().forEach(leg -> covered.putAll(leg.volumes()));
            assertThat(covered).as("the volumes of the route").isEqualTo(luns());
            return route;
        }
    }

    GrantOrder order(GrantRoute route, int generation) {
        return new GrantOrder(
                WEB,
                new Generation(generation),
                name(generation),
                route,
                furnishing.chap().map(ArrayUnderTest::chap));
    }

    private static ChapCredentials chap(ChapAccount account) {
        return new ChapCredentials(
                account.user(),
                new Secret(account.secret()),
                account.mutual().map(target -> new ChapCredentials.Mutual(target.user(), new Secret(target.secret()))));
    }

    /** Fences a generation as the engine does, round after round, until it is proven or the patience is over. */
    FenceResult fence(int generation, Duration patience) {
        FenceTask task = new FenceTask(
                WEB, new Generation(generation + 1), Map.of(name(generation), new Generation(generation)), volumes());
        Instant end = agenda.instant().plus(patience);
        Optional<DrainWatch> watch = Optional.empty();
        while (true) {
            FenceResult result;
            try (StorageArray array = open()) {
                result = new Fence(agenda).run(array, task, watch);
            }
            nobodyElseWasTouched();
            switch (result) {
                case FenceResult.Proven proven -> {
                    assertThat(reaching(name(generation)))
                            .as("volumes that the array still gives to a fenced name")
                            .isEmpty();
                    return proven;
                }
                case FenceResult.Draining draining -> watch = Optional.of(draining.watch());
                case FenceResult.NotProven notProven -> watch = Optional.empty();
                case FenceResult.NewerGeneration newer -> throw new AssertionError("no newer name is there: " + newer);
            }
            if (agenda.instant().isAfter(end)) {
                return result;
            }
            agenda.advance(BETWEEN_ROUNDS);
        }
    }

    /** The volumes that the array, whatever its API says, lets a name reach. */
    List<String> reaching(Initiator initiator) {
        return simulated.volumes().stream()
                .filter(volume -> simulated
                        .blockTarget()
                        .initiatorsWithAccess(volume.identity())
                        .contains(initiator.value()))
                .map(FurnishedVolume::name)
                .toList();
    }

    void nobodyElseWasTouched() {
        assertThat(reachOfOthers()).as("what others reach").isEqualTo(othersReach);
        assertThat(neighbour.visible()).as("what the neighbour sees").isEqualTo(neighboursVolumes);
        if (!neighboursVolumes.isEmpty()) {
            assertThat(neighbour.write()).as("writes of the neighbour").isPositive();
        }
    }

    /** Who reaches each volume, besides all generations of the instance. */
    private Map<String, Set<String>> reachOfOthers() {
        Set<String> own = IntStream.rangeClosed(1, 9)
                .mapToObj(generation -> name(generation).value())
                .collect(Collectors.toSet());
        Map<String, Set<String>> reach = new TreeMap<>();
        Stream.concat(simulated.volumes().stream(), Stream.of(simulated.neighboursVolume()))
                .forEach(volume -> reach.put(
                        volume.name(),
                        simulated.blockTarget().initiatorsWithAccess(volume.identity()).stream()
                                .filter(initiator -> !own.contains(initiator))
                                .collect(Collectors.toSet())));
        return reach;
    }

    /** Nothing of the management API stays open after the client was closed, but a log-in that it was told is over. */
    void nobodyIsLoggedIn(Trouble trouble) {
        int denied = trouble == Trouble.SESSION_ENDS_MIDWAY ? 1 : 0;
        assertThat(simulated.managementSessions())
                .as("log-ins of the management API")
                .isLessThanOrEqualTo(denied);
    }

    /** Writes in the log from {@code since} on, without those that it refused for want of authentication. */
    List<Call> writesSince(int since) {
        return calls.calls().stream()
                .skip(since)
                .filter(Call::write)
                .filter(call -> !call.fault().startsWith("Unauthorized"))
                .toList();
    }

    int callsSoFar() {
        return calls.calls().size();
    }

    Protocol protocol() {
        return cell.protocol();
    }
}
