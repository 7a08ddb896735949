package io.github.outpostrecovery.storage.powerstore;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.AccessReport;
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
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.rest.CachedCredentials;
import io.github.outpostrecovery.storage.rest.CallListener;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.Endpoint;
import io.github.outpostrecovery.storage.rest.HttpMethod;
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

/** A PowerStore client in front of a fake PowerStore, in a time that stands still. */
final class PowerStoreFixture {
    static final VolumeName BOOT = new VolumeName("web-01-boot");
    static final VolumeName DATA = new VolumeName("web-01-data");
    static final Initiator VICTIM =
            Initiator.parse("iqn.2006-03.com.amazon.aws:web-01.00000000-0000-0000-0000-000000000001.g1");
    static final Initiator OTHER = Initiator.parse("iqn.2006-03.com.amazon.aws:other");
    static final Initiator FRESH =
            Initiator.parse("iqn.2006-03.com.amazon.aws:web-01.00000000-0000-0000-0000-000000000002.g2");
    static final Initiator VICTIM_HOST =
            Initiator.parse("nqn.2014-08.org.nvmexpress:uuid:00000000-0000-0000-0000-000000000001");
    static final Initiator FRESH_HOST =
            Initiator.parse("nqn.2014-08.org.nvmexpress:uuid:00000000-0000-0000-0000-000000000002");
    static final String PASSWORD = "canary-of-the-array";
    private static final SecretArn ARN = new SecretArn("arn:aws:secretsmanager:eu-west-1:123456789012:secret:a");
    private static final URI ADDRESS = URI.create("https://array.example");

    final FakePowerStore dell = new FakePowerStore();
    final ScriptedTransport transport = new ScriptedTransport(dell);
    final SteppingClock clock = new SteppingClock();
    final List<CallListener.Call> heard = new CopyOnWriteArrayList<>();
    private final ClientSettings settings = ClientSettings.standard()
            .withTime(clock, clock, new Random(7))
            .withFanOut(FanOut.inOrder())
            .withListener(heard::add)
            .withTransports(transport.asFactory());

    private CachedCredentials credentials() {
        return new CachedCredentials(
                "dell",
                new Endpoint(ADDRESS),
                ARN,
                arn -> "{\"vendor\":\"dell\",\"endpoint\":\"array.example\",\"username\":\"u\",\"password\":\""
                        + PASSWORD + "\"}",
                Duration.ofMinutes(5),
                clock);
    }

    private static ArrayConnection connection(Protocol protocol) {
        return new ArrayConnection(
                new ArrayName("array-1"), "dell", protocol, ADDRESS, ARN, ARN, Optional.empty(), Optional.empty());
    }

    PowerStoreArray array(Protocol protocol) {
        return new PowerStoreFactory().open(connection(protocol), credentials(), settings);
    }

    PowerStoreArray iscsi() {
        return array(Protocol.ISCSI);
    }

    PowerStoreArray nvme() {
        return array(Protocol.NVME_TCP);
    }

    ArrayInventory inventory(Protocol protocol) {
        return new PowerStoreFactory().inventory(connection(protocol), credentials(), settings);
    }

    ArrayProvisioning provisioning(Protocol protocol) {
        return new PowerStoreFactory().provisioning(connection(protocol), credentials(), settings);
    }

    void volumes() {
        dell.volume(BOOT.value());
        dell.volume(DATA.value());
    }

    /** Two volumes on a host that the victim has to itself. */
    void ownHost() {
        volumes();
        dell.host("web-01", "iSCSI", VICTIM.value());
        dell.map(BOOT.value(), "web-01", 0);
        dell.map(DATA.value(), "web-01", 5);
    }

    /** Two volumes on a host group with the victim's host and another one. */
    void sharedGroup() {
        volumes();
        dell.host("web-01", "iSCSI", VICTIM.value());
        dell.host("web-02", "iSCSI", OTHER.value());
        dell.group("webs", "web-01", "web-02");
        dell.mapGroup(BOOT.value(), "webs", 0);
        dell.mapGroup(DATA.value(), "webs", 5);
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

    static AccessObject object(String name) {
        return new AccessObject(FakePowerStore.idOf(name), name);
    }

    static GrantRoute.Swap swap(String host) {
        return new GrantRoute.Swap(object(host), Map.of(BOOT, new LunId(0), DATA, new LunId(5)));
    }

    static GrantRoute.Move move(String host) {
        return new GrantRoute.Move(
                object(host),
                Map.of("os_type", "Windows", "host_connectivity", "Local_Only", "chap", "none"),
                Map.of(BOOT, new LunId(0), DATA, new LunId(5)));
    }

    AccessReport access() {
        return value(iscsi().access(Set.of(BOOT, DATA)));
    }

    static <T> T value(Answer<T> answer) {
        if (answer instanceof Answer.Answered<T>(T value)) {
            return value;
        }
        throw new AssertionError("not answered: " + answer);
    }

    static ArrayFailure failure(Answer<?> answer) {
        if (answer instanceof Answer.Unanswered<?>(ArrayFailure failure)) {
            return failure;
        }
        throw new AssertionError("answered: " + answer);
    }

    /** What was sent to change something, log-outs and metrics left out: method and path. */
    List<String> writes() {
        return transport.writes().stream()
                .filter(PowerStoreFixture::changes)
                .map(RestRequest::toString)
                .map(text -> text.replace("/api/rest", ""))
                .toList();
    }

    static boolean changes(RestRequest request) {
        return request.method() != HttpMethod.GET
                && !request.path().endsWith("/logout")
                && !request.path().endsWith("/metrics/generate");
    }
}
