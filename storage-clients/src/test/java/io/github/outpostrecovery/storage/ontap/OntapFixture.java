package io.github.outpostrecovery.storage.ontap;

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

/** An ONTAP client in front of a fake ONTAP, in a time that stands still, with one request after the other. */
final class OntapFixture {
    static final VolumeName BOOT = new VolumeName("/vol/v1/boot");
    static final VolumeName DATA = new VolumeName("/vol/v1/data");
    static final Initiator VICTIM =
            Initiator.parse("iqn.2006-03.com.amazon.aws:web-01.00000000-0000-0000-0000-000000000001.g1");
    static final Initiator OTHER = Initiator.parse("iqn.2006-03.com.amazon.aws:other");
    static final Initiator FRESH =
            Initiator.parse("iqn.2006-03.com.amazon.aws:web-01.00000000-0000-0000-0000-000000000002.g2");
    static final Initiator VICTIM_HOST =
            Initiator.parse("nqn.2014-08.org.nvmexpress:uuid:00000000-0000-0000-0000-000000000001");
    static final Initiator OTHER_HOST =
            Initiator.parse("nqn.2014-08.org.nvmexpress:uuid:00000000-0000-0000-0000-00000000000a");
    static final Initiator FRESH_HOST =
            Initiator.parse("nqn.2014-08.org.nvmexpress:uuid:00000000-0000-0000-0000-000000000002");
    static final String PASSWORD = "canary-of-the-array";
    private static final SecretArn ARN = new SecretArn("arn:aws:secretsmanager:eu-west-1:123456789012:secret:a");
    private static final URI ADDRESS = URI.create("https://array.example");

    final FakeOntap ontap = new FakeOntap();
    final ScriptedTransport transport = new ScriptedTransport(ontap);
    final SteppingClock clock = new SteppingClock();
    final List<CallListener.Call> heard = new CopyOnWriteArrayList<>();
    private final ClientSettings settings = ClientSettings.standard()
            .withTime(clock, clock, new Random(7))
            .withListener(heard::add)
            .withFanOut(FanOut.inOrder())
            .withTransports(transport.asFactory());

    OntapArray array(Protocol protocol) {
        return array(protocol, settings);
    }

    OntapArray array(Protocol protocol, ClientSettings changed) {
        return new OntapArrayFactory().open(connection(protocol, Optional.of(FakeOntap.SVM)), credentials(), changed);
    }

    OntapInventory inventory(Protocol protocol) {
        return inventory(protocol, Optional.of(FakeOntap.SVM));
    }

    OntapInventory inventory(Protocol protocol, Optional<String> svm) {
        return new OntapArrayFactory().inventory(connection(protocol, svm), credentials(), settings);
    }

    OntapProvisioning provisioning(Protocol protocol) {
        return new OntapArrayFactory()
                .provisioning(connection(protocol, Optional.of(FakeOntap.SVM)), credentials(), settings);
    }

    /** Two LUNs that nobody is shown, and a way to them. */
    void freeLuns() {
        for (VolumeName volume : List.of(BOOT, DATA)) {
            ontap.add(
                    OntapVolumes.LUNS,
                    "{'name':'" + volume + "','uuid':'uuid-" + volume
                            + "','enabled':true,'status':{'state':'online'},'space':{'size':1}}");
        }
        ontap.add("/api/protocols/san/iscsi/services", "{'enabled':true,'target':{'name':'iqn.1992-08.com.netapp:t'}}");
        lif("data_iscsi");
    }

    /** Two namespaces that are in no subsystem, and a way to them. */
    void freeNamespaces() {
        for (VolumeName volume : List.of(BOOT, DATA)) {
            ontap.add(
                    OntapVolumes.NAMESPACES,
                    "{'name':'" + volume + "','uuid':'uuid-" + volume
                            + "','enabled':true,'status':{'state':'online'},'space':{'size':1}}");
        }
        lif("data_nvme_tcp");
    }

    private void lif(String service) {
        ontap.add(
                "/api/network/ip/interfaces",
                "{'name':'lif1','ip':{'address':'10.0.1.1'},'enabled':true,'state':'up','services':['" + service
                        + "'],'location':{'node':{'name':'node1'}}}");
    }

    ClientSettings settings() {
        return settings;
    }

    private CachedCredentials credentials() {
        return new CachedCredentials(
                "netapp",
                new Endpoint(ADDRESS),
                ARN,
                arn -> "{\"vendor\":\"netapp\",\"endpoint\":\"array.example\",\"username\":\"u\",\"password\":\""
                        + PASSWORD + "\"}",
                Duration.ofMinutes(5),
                clock);
    }

    private static ArrayConnection connection(Protocol protocol, Optional<String> svm) {
        return new ArrayConnection(
                new ArrayName("array-1"), "netapp", protocol, ADDRESS, ARN, ARN, Optional.empty(), svm);
    }

    OntapArray iscsi() {
        return array(Protocol.ISCSI);
    }

    OntapArray nvme() {
        return array(Protocol.NVME_TCP);
    }

    /** Two LUNs in an igroup that the victim has to itself. */
    void privateIgroup() {
        ontap.lun(BOOT.value());
        ontap.lun(DATA.value());
        ontap.igroup("web-01", VICTIM.value());
        ontap.map(BOOT.value(), "web-01", 0);
        ontap.map(DATA.value(), "web-01", 5);
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

    static GrantRoute.Swap swap(String group) {
        return new GrantRoute.Swap(
                new AccessObject(group + "-uuid", group), Map.of(BOOT, new LunId(0), DATA, new LunId(5)));
    }

    static GrantRoute.Move move(String group) {
        return new GrantRoute.Move(
                new AccessObject(group + "-uuid", group),
                Map.of("os_type", "windows", "protocol", "mixed", "portset", "ps1"),
                Map.of(BOOT, new LunId(0), DATA, new LunId(5)));
    }

    /** What was sent to change something: method and path. */
    List<String> writes() {
        return transport.writes().stream().map(RestRequest::toString).toList();
    }
}
