package io.github.outpostrecovery.storage.alletra;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.ArrayFailure;
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
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
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

/** A client in front of a fake array, in a time that stands still. */
final class AlletraFixture {
    static final VolumeName BOOT = new VolumeName("web-boot");
    static final VolumeName DATA = new VolumeName("web-data");
    static final Initiator VICTIM =
            Initiator.parse("iqn.2006-03.com.amazon.aws:web-01.00000000-0000-0000-0000-000000000001.g1");
    static final Initiator OTHER = Initiator.parse("iqn.2006-03.com.amazon.aws:other");
    static final Initiator FRESH =
            Initiator.parse("iqn.2006-03.com.amazon.aws:web-01.00000000-0000-0000-0000-000000000002.g2");
    static final Initiator VICTIM_NQN =
            Initiator.parse("nqn.2014-08.org.nvmexpress:uuid:00000000-0000-0000-0000-000000000001");
    static final Initiator OTHER_NQN =
            Initiator.parse("nqn.2014-08.org.nvmexpress:uuid:00000000-0000-0000-0000-00000000000a");
    static final Initiator FRESH_NQN =
            Initiator.parse("nqn.2014-08.org.nvmexpress:uuid:00000000-0000-0000-0000-000000000002");
    static final String PASSWORD = "canary-of-the-array";
    static final String KEY = "canary-key-";
    static final String SUCCESSOR = "outpost-web-01-g2";
    private static final SecretArn ARN = new SecretArn("arn:aws:secretsmanager:eu-west-1:123456789012:secret:a");
    private static final URI ADDRESS = URI.create("https://array.example");

    final SteppingClock clock = new SteppingClock();
    final FakeWsapi wsapi = new FakeWsapi(clock);
    final ScriptedTransport transport = new ScriptedTransport(wsapi);
    final List<CallListener.Call> heard = new CopyOnWriteArrayList<>();
    final AlletraFactory factory;
    final ClientSettings settings = ClientSettings.standard()
            .withTime(clock, clock, new Random(7))
            .withListener(heard::add)
            .withTransports(transport.asFactory());

    AlletraFixture() {
        this(AlletraSettings.standard());
    }

    AlletraFixture(AlletraSettings alletraSettings) {
        factory = new AlletraFactory(alletraSettings);
    }

    AlletraArray array(Protocol protocol) {
        return array(protocol, settings);
    }

    AlletraArray array(Protocol protocol, ClientSettings changed) {
        return factory.open(connection(protocol), credentials(), changed);
    }

    /** As another process would open it. */
    AlletraArray elsewhere(ClientSettings changed) {
        return new AlletraFactory().open(connection(Protocol.ISCSI), credentials(), changed);
    }

    ArrayInventory inventory(Protocol protocol) {
        return factory.inventory(connection(protocol), credentials(), settings);
    }

    ArrayProvisioning provisioning(Protocol protocol) {
        return factory.provisioning(connection(protocol), credentials(), settings);
    }

    private CachedCredentials credentials() {
        return new CachedCredentials(
                "hpe",
                new Endpoint(ADDRESS),
                ARN,
                arn -> "{\"vendor\":\"hpe\",\"endpoint\":\"array.example\",\"username\":\"u\",\"password\":\""
                        + PASSWORD + "\"}",
                Duration.ofMinutes(5),
                clock);
    }

    private static ArrayConnection connection(Protocol protocol) {
        return new ArrayConnection(
                new ArrayName("array-1"), "hpe", protocol, ADDRESS, ARN, ARN, Optional.empty(), Optional.empty());
    }

    AlletraArray iscsi() {
        return array(Protocol.ISCSI);
    }

    AlletraArray nvme() {
        return array(Protocol.NVME_TCP);
    }

    /** Two volumes, exported to a host that the victim has to itself, and a host of somebody else. */
    void privateHost() {
        volumes();
        wsapi.iscsiHost("web-01", VICTIM.value());
        wsapi.iscsiHost("other", OTHER.value());
        exportTo("web-01");
    }

    void privateNvmeHost() {
        volumes();
        wsapi.nvmeHost("web-01", VICTIM_NQN.value());
        wsapi.nvmeHost("other", OTHER_NQN.value());
        exportTo("web-01");
    }

    void volumes() {
        wsapi.volume(BOOT.value());
        wsapi.volume(DATA.value());
    }

    void exportTo(String host) {
        wsapi.template(BOOT.value(), 1, host);
        wsapi.template(DATA.value(), 5, host);
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

    static GrantRoute.Swap swap() {
        return new GrantRoute.Swap(new AccessObject("web-01", "web-01"), luns());
    }

    static GrantRoute.Move move(Map<String, String> settings) {
        return new GrantRoute.Move(new AccessObject("web-01", "web-01"), settings, luns());
    }

    static Map<VolumeName, LunId> luns() {
        return Map.of(BOOT, new LunId(1), DATA, new LunId(5));
    }

    static <T> T answered(Answer<T> answer) {
        return switch (answer) {
            case Answer.Answered<T>(T value) -> value;
            case Answer.Unanswered<T>(ArrayFailure failure) -> throw new AssertionError("unanswered: " + failure);
            case Answer.NotOffered<T>() -> throw new AssertionError("not offered");
        };
    }

    static <T> ArrayFailure unanswered(Answer<T> answer) {
        return switch (answer) {
            case Answer.Unanswered<T>(ArrayFailure failure) -> failure;
            case Answer.Answered<T>(T value) -> throw new AssertionError("answered: " + value);
            case Answer.NotOffered<T>() -> throw new AssertionError("not offered");
        };
    }

    /** What was sent to change something but keys: method, path as it is read, body. */
    List<String> writes() {
        return transport.writes().stream()
                .filter(request -> !request.path().startsWith("/api/v1/credentials"))
                .map(AlletraFixture::line)
                .toList();
    }

    static String line(RestRequest request) {
        return (request.method() + " " + FakeWsapi.decoded(request.path()).substring("/api/v1/".length()) + " "
                        + request.body().orElse(""))
                .strip();
    }
}
