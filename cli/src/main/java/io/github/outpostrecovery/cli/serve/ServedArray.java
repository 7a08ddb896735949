package io.github.outpostrecovery.cli.serve;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.account.FunctionEnvironment;
import io.github.outpostrecovery.cli.account.ServedVolumes;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.lab.array.ArrayModels;
import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.array.SimulatedArray.Account;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.rest.CallLog;
import io.github.outpostrecovery.lab.rest.FaultyRest;
import io.github.outpostrecovery.lab.rest.RestServer;
import io.github.outpostrecovery.lab.rest.SelfSignedCertificate;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A simulated array on 127.0.0.1, over HTTPS with a certificate of its own, in real time. An instance {@code web-01} has
 * volumes on it; a neighbour has one too, and writes to it all the while.
 */
public final class ServedArray implements AutoCloseable {
    private static final InstanceName INSTANCE = new InstanceName("web-01");
    private static final InstanceName NEIGHBOUR = new InstanceName("db-07");
    private static final Duration VALID = Duration.ofDays(30);
    private static final Duration TICK = Duration.ofMillis(250);

    private final SimulatedArray array;
    private final Furnishing furnishing;
    private final Initiator victim;
    private final Initiator successor;
    private final SelfSignedCertificate certificate;
    private final RestServer server;
    private final Thread life;

    /** What the instance's machine does. */
    public enum Machine {
        /** It is logged in and writes. */
        ALIVE,
        /** It was logged in, and lost its power. */
        DEAD,
        /** It has never logged in. */
        NONE
    }

    /** Who can reach the array. */
    public enum Audience {
        /** Processes of this machine. */
        THIS_MACHINE,
        /** Containers, too: it listens on every address, and is called by the name that containers have for this machine. */
        CONTAINERS
    }

    /**
     * What to serve.
     *
     * @param port {@link RestServer#ANY_PORT} for any
     */
    public record Order(
            String vendor,
            Protocol protocol,
            Topology topology,
            int volumes,
            int port,
            Audience audience,
            Machine machine,
            Set<BadNight> nights) {}

    private ServedArray(Order order) {
        this.victim = name(order.protocol(), INSTANCE, 1);
        this.successor = name(order.protocol(), INSTANCE, 2);
        this.furnishing = new Furnishing(
                "lab-" + order.vendor(),
                order.protocol(),
                order.topology(),
                INSTANCE.value(),
                order.volumes(),
                victim.value(),
                name(order.protocol(), NEIGHBOUR, 1).value(),
                Optional.empty(),
                1);
        Agenda agenda = new Agenda(Instant.now(), Pace.VIRTUAL);
        this.array = ArrayModels.registered().of(order.vendor()).furnish(furnishing, agenda);
        CallLog calls = new CallLog();
        FaultyRest way =
                new FaultyRest(furnishing.name() + "/rest", array.rest(), array.errors(), agenda, calls, Duration.ZERO);
        order.nights().forEach(night -> night.arm(way, array, victim.value(), calls));
        RealTime rest = new RealTime(way, agenda);
        Instant now = Instant.now();
        this.certificate =
                SelfSignedCertificate.make("simulated array", now.minus(Duration.ofHours(1)), now.plus(VALID));
        this.server = switch (order.audience()) {
            case THIS_MACHINE -> RestServer.https(rest, certificate, order.port());
            case CONTAINERS ->
                RestServer.httpsOnEveryAddress(rest, certificate, order.port(), FunctionEnvironment.HOST_OF_CONTAINERS);
        };
        WritingMachine machine = machine(order);
        WritingMachine neighbour = new WritingMachine(array, "neighbour");
        neighbour.logIn(order.protocol(), furnishing.neighbour());
        this.life = Thread.ofPlatform().daemon().name("served-array").start(() -> live(rest, machine, neighbour));
    }

    /** Lets time pass and the machines write, until it is interrupted. */
    private static void live(RealTime rest, WritingMachine machine, WritingMachine neighbour) {
        try {
            while (true) {
                rest.catchUp();
                machine.write();
                neighbour.write();
                Thread.sleep(TICK);
            }
        } catch (InterruptedException closed) {
            // Nobody looks at it any more.
        }
    }

    /**
     * Furnishes an array and serves it.
     *
     * @throws IllegalArgumentException if there is no such array; the message says why
     */
    public static ServedArray start(Order order) {
        return new ServedArray(requireNonNull(order, "order is null"));
    }

    private WritingMachine machine(Order order) {
        WritingMachine machine = new WritingMachine(array, "machine");
        switch (order.machine()) {
            case ALIVE -> machine.logIn(order.protocol(), furnishing.initiator());
            case DEAD -> {
                machine.logIn(order.protocol(), furnishing.initiator());
                machine.die();
            }
            case NONE -> {
                // Nothing to see.
            }
        }
        return machine;
    }

    private static Initiator name(Protocol protocol, InstanceName instance, int generation) {
        return Initiator.fresh(inCore(protocol), instance, new Generation(generation), UUID.randomUUID());
    }

    /** Core's word for a protocol of the data path. */
    private static io.github.outpostrecovery.core.name.Protocol inCore(Protocol protocol) {
        return switch (protocol) {
            case ISCSI -> io.github.outpostrecovery.core.name.Protocol.ISCSI;
            case NVME_TCP -> io.github.outpostrecovery.core.name.Protocol.NVME_TCP;
        };
    }

    /** The array behind it, with what it was furnished with. */
    public SimulatedArray array() {
        return array;
    }

    /** The instance's volumes, and how functions reach them. */
    public ServedVolumes volumes() {
        return new ServedVolumes(
                array.vendor(),
                inCore(furnishing.protocol()),
                endpoint(),
                array.scope(),
                victim,
                array.volumes().stream()
                        .map(volume -> new VolumeName(volume.name()))
                        .toList(),
                secret(Account.READING),
                secret(Account.FENCING));
    }

    /** What Secrets Manager would keep for one of the array's accounts, with the pin of its certificate. */
    public String secret(Account account) {
        return CredentialsFile.document(this, account).toString();
    }

    /** The name that the instance's machine logs in with. */
    public String initiator() {
        return furnishing.initiator();
    }

    /** A name that nobody has had yet. */
    public String successor() {
        return successor.value();
    }

    /** The name of the one that must keep its volume. */
    public String neighbour() {
        return furnishing.neighbour();
    }

    public URI endpoint() {
        return server.baseUri();
    }

    /** The SHA-256 of its certificate, to pin. */
    public String certificateSha256() {
        return certificate.sha256();
    }

    @Override
    public void close() {
        life.interrupt();
        server.close();
    }
}
