package io.github.outpostrecovery.storage.flasharray;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.rest.CachedCredentials;
import io.github.outpostrecovery.storage.rest.CallListener;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.Endpoint;
import io.github.outpostrecovery.storage.rest.RestRequest;
import io.github.outpostrecovery.storage.rest.ScriptedTransport;
import io.github.outpostrecovery.storage.rest.SteppingClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client in front of a fake FlashArray, in a time that stands still. */
final class FlashArrayFixture {
    static final VolumeName BOOT = new VolumeName("web-01-boot");
    static final VolumeName DATA = new VolumeName("vg1/web-01-data");
    static final Initiator VICTIM =
            Initiator.parse("iqn.2006-03.com.amazon.aws:web-01.00000000-0000-0000-0000-000000000001.g1");
    static final Initiator OTHER = Initiator.parse("iqn.2006-03.com.amazon.aws:other");
    static final Initiator FRESH =
            Initiator.parse("iqn.2006-03.com.amazon.aws:web-01.00000000-0000-0000-0000-000000000002.g2");
    static final Initiator VICTIM_NQN =
            Initiator.parse("nqn.2014-08.org.nvmexpress:uuid:00000000-0000-0000-0000-000000000001");
    static final Initiator FRESH_NQN =
            Initiator.parse("nqn.2014-08.org.nvmexpress:uuid:00000000-0000-0000-0000-000000000002");
    static final String OWN_HOST = "outpost-web-01-g2";
    private static final SecretArn ARN = new SecretArn("arn:aws:secretsmanager:eu-west-1:123456789012:secret:a");
    private static final URI ADDRESS = URI.create("https://array.example");

    final FakeFlashArray fake = new FakeFlashArray();
    final FakeObjects objects = fake.objects;
    final ScriptedTransport transport = new ScriptedTransport(fake);
    final SteppingClock clock = new SteppingClock();
    final List<CallListener.Call> heard = new CopyOnWriteArrayList<>();
    private String login = "\"apiToken\":\"" + FakeFlashArray.API_TOKEN + "\"";
    private final ClientSettings settings = ClientSettings.standard()
            .withTime(clock, clock, new Random(7))
            .withFanOut(FanOut.inOrder())
            .withListener(heard::add)
            .withTransports(transport.asFactory());

    /** What the secret has besides vendor and endpoint. */
    void secretHas(String fields) {
        login = fields;
    }

    private CachedCredentials credentials() {
        return new CachedCredentials(
                "purestorage",
                new Endpoint(ADDRESS),
                ARN,
                arn -> "{\"vendor\":\"purestorage\",\"endpoint\":\"" + ADDRESS + "\"," + login + "}",
                Duration.ofMinutes(5),
                clock);
    }

    private static ArrayConnection connection(Protocol protocol) {
        return new ArrayConnection(
                new ArrayName("array-1"),
                "purestorage",
                protocol,
                ADDRESS,
                ARN,
                ARN,
                Optional.empty(),
                Optional.empty());
    }

    FlashArray array(Protocol protocol) {
        return new FlashArrayFactory().open(connection(protocol), credentials(), settings);
    }

    FlashArray iscsi() {
        return array(Protocol.ISCSI);
    }

    FlashArray nvme() {
        return array(Protocol.NVME_TCP);
    }

    ArrayInventory inventory(Protocol protocol) {
        return new FlashArrayFactory().inventory(connection(protocol), credentials(), settings);
    }

    FlashArrayProvisioning provisioning(Protocol protocol) {
        return new FlashArrayFactory().provisioning(connection(protocol), credentials(), settings);
    }

    /** Two volumes that nobody is shown, and a way to them. */
    void freeVolumes() {
        objects.volume(BOOT.value());
        objects.volume(DATA.value());
        objects.add("/ports", "{'name':'CT0.ETH4','iqn':'iqn.2010-06.com.purestorage:fa','portal':'10.0.0.1:3260'}");
        objects.add("/ports", "{'name':'CT0.ETH8','nqn':'nqn.2010-06.com.purestorage:fa','portal':'10.0.0.2:4420'}");
    }

    /** Two volumes, connected to a host that the victim has to itself. */
    void privateHost() {
        objects.volume(BOOT.value());
        objects.volume(DATA.value());
        objects.host("web-01", VICTIM.value());
        objects.connect(BOOT.value(), "web-01", 1);
        objects.connect(DATA.value(), "web-01", 5);
    }

    /** The same host in a group with a neighbour: BOOT is private, DATA comes with the group. */
    void sharedGroup() {
        objects.volume(BOOT.value());
        objects.volume(DATA.value());
        objects.host("web-01", VICTIM.value());
        objects.host("db-01", OTHER.value());
        objects.group("rack", "web-01", "db-01");
        objects.connect(BOOT.value(), "web-01", 1);
        objects.share(DATA.value(), "rack", 254);
    }

    static RevokeOrder fence(Initiator... victims) {
        return new RevokeOrder(Set.of(victims), Set.of(BOOT, DATA));
    }

    static GrantOrder grant(Initiator initiator, GrantRoute.Leg... legs) {
        return new GrantOrder(
                new InstanceName("web-01"),
                new Generation(2),
                initiator,
                new GrantRoute(List.of(legs)),
                Optional.empty());
    }

    static GrantOrder with(GrantOrder order, ChapCredentials chap) {
        return new GrantOrder(
                order.instance(), order.generation(), order.initiator(), order.route(), Optional.of(chap));
    }

    static GrantRoute.Swap swap(String host) {
        return new GrantRoute.Swap(new AccessObject(host, host), numbers());
    }

    static GrantRoute.Move move(String host) {
        return new GrantRoute.Move(new AccessObject(host, host), Map.of("personality", "aix"), numbers());
    }

    private static Map<VolumeName, LunId> numbers() {
        return Map.of(BOOT, new LunId(1), DATA, new LunId(5));
    }

    /** What was sent to change something: method and path, without the version. */
    List<String> writes() {
        return transport.writes().stream()
                .filter(request ->
                        !request.path().endsWith("/login") && !request.path().endsWith("/logout"))
                .map(request -> request.toString().replace(FakeFlashArray.API, ""))
                .toList();
    }

    /** The questions and changes so far, without log-ins and the negotiation of the version. */
    List<RestRequest> asked() {
        return transport.requests().stream()
                .filter(request ->
                        !request.path().endsWith("/login") && !request.path().contains("api_version"))
                .toList();
    }
}
