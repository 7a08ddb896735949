package io.github.outpostrecovery.tests.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.lab.array.ArrayModel;
import io.github.outpostrecovery.lab.array.ArrayModels;
import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.rest.Call;
import io.github.outpostrecovery.lab.rest.CallLog;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.FaultyRest;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.site.InMemoryTransport;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import io.github.outpostrecovery.storage.RegisteredArrays;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.inventory.CloneOutcome;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.OperatingSystem;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.RequestedVolume;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.rest.ArrayCredentials;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * An array on which an instance and its neighbour live already, with two volumes more that nobody is shown, for a new machine
 * to be let in to; and the client that the operator's command would use.
 */
final class ProvisionedArray {
    static final InstanceName NEW = new InstanceName("new-01");
    /** What a new machine's own object is called. */
    static final String HOST = "new-01";

    static final ChapCredentials CHAP =
            new ChapCredentials("new-user", new Secret("sesame-open-wide"), Optional.empty());

    private static final URI ENDPOINT = URI.create("http://127.0.0.1:44391");
    private static final SecretArn SECRET =
            new SecretArn("arn:aws:secretsmanager:us-west-2:111122223333:secret:array-1");
    private static final Duration LATENCY = Duration.ofMillis(6);

    final Agenda agenda = new Agenda(Instant.parse("2026-02-10T06:00:00Z"), Pace.VIRTUAL);
    final CallLog calls = new CallLog();
    final SimulatedArray simulated;
    final VolumeName boot;
    final VolumeName data;
    private final Offer offer;
    private final FaultyRest way;
    private final Furnishing furnishing;

    private ProvisionedArray(Offer offer) {
        this.offer = offer;
        ArrayModel model = ArrayModels.registered().of(offer.vendor());
        this.furnishing = new Furnishing(
                "array-1",
                offer.protocol(),
                Topology.PRIVATE_OBJECT,
                "web-01",
                2,
                name("web-01", 1).value(),
                name("db-07", 1).value(),
                Optional.empty(),
                7);
        this.simulated = model.furnish(furnishing, agenda);
        this.way = new FaultyRest("array-1/rest", simulated.rest(), simulated.errors(), agenda, calls, LATENCY);
        this.boot = new VolumeName(model.volumeName(NEW.value(), 0));
        this.data = new VolumeName(model.volumeName(NEW.value(), 1));
    }

    /** With the volumes of the furnishing alone. */
    static ProvisionedArray of(Offer offer) {
        return new ProvisionedArray(offer);
    }

    /** With two volumes more. */
    static ProvisionedArray withFreeVolumes(Offer offer) {
        ProvisionedArray array = new ProvisionedArray(offer);
        try (ArrayInventory inventory = array.inventory()) {
            VolumeName source =
                    new VolumeName(array.simulated.volumes().getFirst().name());
            for (VolumeName copy : List.of(array.boot, array.data)) {
                assertThat(inventory.clone(source, copy)).isInstanceOf(CloneOutcome.Cloned.class);
            }
        }
        return array;
    }

    /** Whether a successor always takes the victim's place: a namespace of ONTAP keeps its subsystem, whoever shares it. */
    boolean keepsItsPlace() {
        return offer.vendor().equals("netapp") && protocol() == io.github.outpostrecovery.core.name.Protocol.NVME_TCP;
    }

    ArrayProvisioning provisioning() {
        return registered().provisioning(connection(), credentials());
    }

    ArrayInventory inventory() {
        return registered().inventory(connection(), credentials());
    }

    StorageArray open() {
        return registered().open(connection(), credentials());
    }

    private ArrayConnection connection() {
        return new ArrayConnection(
                new ArrayName("array-1"),
                offer.vendor(),
                protocol(),
                ENDPOINT,
                SECRET,
                SECRET,
                Optional.empty(),
                simulated.scope());
    }

    private RegisteredArrays registered() {
        ClientSettings settings = ClientSettings.standard()
                .withTime(agenda, agenda::advance, new Random(1))
                .withFanOut(FanOut.inOrder())
                .withTransports((endpoint, trust, client) -> new InMemoryTransport(way));
        return new RegisteredArrays(
                secret -> simulated.secretDocument(SimulatedArray.Account.FENCING, ENDPOINT), settings);
    }

    private CredentialSource credentials() {
        ArrayCredentials known =
                ArrayCredentials.parse(simulated.secretDocument(SimulatedArray.Account.FENCING, ENDPOINT));
        return new CredentialSource() {
            @Override
            public ArrayCredentials current() {
                return known;
            }

            @Override
            public ArrayCredentials insteadOf(ArrayCredentials refused) {
                return known;
            }
        };
    }

    private io.github.outpostrecovery.core.name.Protocol protocol() {
        return switch (offer.protocol()) {
            case ISCSI -> io.github.outpostrecovery.core.name.Protocol.ISCSI;
            case NVME_TCP -> io.github.outpostrecovery.core.name.Protocol.NVME_TCP;
        };
    }

    private Initiator name(String instance, int generation) {
        return Initiator.fresh(
                protocol(),
                new InstanceName(instance),
                new Generation(generation),
                new UUID(generation, instance.hashCode()));
    }

    /** The new machine's name; another one for each generation. */
    Initiator name(int generation) {
        return name(NEW.value(), generation);
    }

    /** The name of the machine that lives there already. */
    Initiator resident() {
        return name("web-01", 1);
    }

    AccessRequest request(RequestedVolume... volumes) {
        return request(name(1), HOST, OperatingSystem.LINUX, volumes);
    }

    AccessRequest request(
            Initiator initiator, String host, OperatingSystem operatingSystem, RequestedVolume... volumes) {
        return new AccessRequest(
                initiator, host, Optional.empty(), List.of(volumes), operatingSystem, Optional.empty());
    }

    /** Through a host group. */
    AccessRequest in(String group, RequestedVolume... volumes) {
        return new AccessRequest(
                name(1), HOST, Optional.of(group), List.of(volumes), OperatingSystem.LINUX, Optional.empty());
    }

    AccessRequest withChap(RequestedVolume... volumes) {
        return new AccessRequest(
                name(1), HOST, Optional.empty(), List.of(volumes), OperatingSystem.LINUX, Optional.of(CHAP));
    }

    static RequestedVolume anywhere(VolumeName volume) {
        return new RequestedVolume(volume, Optional.empty());
    }

    static RequestedVolume at(VolumeName volume, int lun) {
        return new RequestedVolume(volume, Optional.of(new LunId(lun)));
    }

    /** Plans and makes what is needed, which has to go well. */
    ProvisioningPlan provision(AccessRequest request) {
        try (ArrayProvisioning provisioning = provisioning()) {
            ProvisioningPlan plan = answered(provisioning.plan(request));
            assertThat(provisioning.apply(plan)).isInstanceOf(ProvisioningOutcome.Provisioned.class);
            return plan;
        }
    }

    Map<VolumeName, LunId> shown(Initiator initiator) {
        try (ArrayProvisioning provisioning = provisioning()) {
            return answered(provisioning.shown(initiator));
        }
    }

    /** Takes the volumes from a name, as a fence does. */
    void revoke(Initiator initiator) {
        try (StorageArray array = open()) {
            assertThat(array.revoke(new RevokeOrder(Set.of(initiator), Set.of(boot, data)))
                            .failures())
                    .isEmpty();
        }
    }

    /** A machine logs in under a name wherever the array lets it; the sessions that it has then. */
    List<String> logIn(Initiator initiator) {
        return logIn(initiator, Optional.empty());
    }

    /** The same with something to prove itself by. */
    List<String> logIn(Initiator initiator, Optional<ChapAccount> chap) {
        List<TargetPortal> portals;
        try (ArrayInventory inventory = inventory()) {
            portals = answered(inventory.portals(initiator));
        }
        return portals.stream()
                .map(portal -> simulated
                        .blockTarget()
                        .login(new LoginAttempt(
                                "new",
                                initiator.value(),
                                offer.protocol(),
                                portal.target(),
                                "00023d000001",
                                "10.20.0.9",
                                portal.address() + ":" + portal.port(),
                                chap)))
                .filter(LoginReply.Accepted.class::isInstance)
                .map(reply -> ((LoginReply.Accepted) reply).sessionId())
                .toList();
    }

    void logOut(List<String> sessions) {
        sessions.forEach(simulated.blockTarget()::logout);
    }

    /** Everything that decides who reaches what. */
    JsonNode state() {
        return simulated.blockTarget().accessState();
    }

    /** The {@code number}th change from now on goes wrong in this way. */
    void trouble(int number, RestFault fault) {
        way.arm(new FaultRule("trouble", simulated.requests().changes(), Occurrences.nth(number), fault));
    }

    /** No request is answered any more. */
    void silence() {
        way.arm(new FaultRule(
                "silence", simulated.requests().any(), Occurrences.always(), new RestFault.Unreachable()));
    }

    /** Takes the boot volume from the new machine's object by hand, and leaves the object. */
    void detach() {
        revoke(name(1));
    }

    /** A state without the counter by which ONTAP gives no namespace id a second time: nobody can put that back. */
    static String comparable(JsonNode state) {
        return state.toString().replaceAll("nextNsid=[0-9]+", "").replaceAll("#[0-9a-f]+", "");
    }

    void noTrouble() {
        way.clear("trouble");
    }

    int callsSoFar() {
        return calls.calls().size();
    }

    List<Call> writesSince(int since) {
        return calls.calls().stream().skip(since).filter(Call::write).toList();
    }

    static <T> T answered(Answer<T> answer) {
        if (answer instanceof Answer.Answered<T>(T value)) {
            return value;
        }
        throw new AssertionError("not an answer: " + answer);
    }
}
