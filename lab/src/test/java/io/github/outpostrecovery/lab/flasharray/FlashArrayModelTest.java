package io.github.outpostrecovery.lab.flasharray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.outpostrecovery.lab.array.ArrayModel;
import io.github.outpostrecovery.lab.array.ArrayModels;
import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.array.SimulatedArray.Account;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.array.SimulatedArray.TargetPortal;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.rest.DroppedConnectionException;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlashArrayModelTest {
    private static final URI ENDPOINT = URI.create("https://192.0.2.1");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ArrayModel model = ArrayModels.registered().of("purestorage");
    private final Agenda agenda = new Agenda(FlashArraySite.START, Pace.VIRTUAL);

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void privateObject_isOneHostWithEverything(Protocol protocol) {
        SimulatedArray array = furnish(protocol, Topology.PRIVATE_OBJECT, 3);

        assertThat(array.volumes())
                .extracting(FurnishedVolume::name)
                .containsExactly("web-01-boot", "web-01-data-1", "web-01-data-2");
        assertSeen(array, protocol);
        assertThat(connections(array, "web-01"))
                .allSatisfy(row -> assertThat(row.path("host_group")).isEmpty());
        assertThat(array.blockTarget()
                        .initiatorsWithAccess(array.volumes().getFirst().identity()))
                .containsExactly(initiator(protocol));
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void twoWays_areAHostAndAGroupItIsAloneIn(Protocol protocol) {
        SimulatedArray array = furnish(protocol, Topology.TWO_WAYS, 3);

        assertSeen(array, protocol);
        assertThat(connections(array, "web-01"))
                .extracting(row -> row.path("host_group").has("name"))
                .containsExactly(false, false, true);
        assertThat(array.blockTarget()
                        .initiatorsWithAccess(array.volumes().getLast().identity()))
                .containsExactly(initiator(protocol));
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void sharedGroup_hasTheNeighbourInIt(Protocol protocol) {
        SimulatedArray array = furnish(protocol, Topology.SHARED_GROUP, 2);

        assertSeen(array, protocol);
        assertThat(array.volumes())
                .allSatisfy(volume -> assertThat(array.blockTarget().initiatorsWithAccess(volume.identity()))
                        .containsExactlyInAnyOrder(initiator(protocol), neighbour(protocol)));
        assertThat(array.blockTarget()
                        .initiatorsWithAccess(array.neighboursVolume().identity()))
                .containsExactly(neighbour(protocol));
    }

    @Test
    void whatAFlashArrayDoesNotHave_isObjectedTo() {
        for (Furnishing impossible : List.of(
                furnishing(Protocol.ISCSI, Topology.NESTED_GROUP, 1, Optional.empty()),
                furnishing(Protocol.ISCSI, Topology.BY_PORT, 1, Optional.empty()),
                furnishing(
                        Protocol.NVME_TCP,
                        Topology.PRIVATE_OBJECT,
                        1,
                        Optional.of(new ChapAccount("u", "only-in-this-test"))))) {
            String objection = model.objection(impossible).orElseThrow();
            assertThatThrownBy(() -> model.furnish(impossible, agenda)).hasMessage(objection);
        }
        assertThat(model.objection(furnishing(Protocol.ISCSI, Topology.TWO_WAYS, 1, Optional.empty())))
                .isEmpty();
    }

    @Test
    void chap_isAskedOfTheInstance_notOfTheNeighbour() {
        ChapAccount account = new ChapAccount(
                "u", "only-in-this-test", Optional.of(new ChapAccount.Target("t", "only-in-this-test-2")));
        SimulatedArray array =
                model.furnish(furnishing(Protocol.ISCSI, Topology.PRIVATE_OBJECT, 1, Optional.of(account)), agenda);

        assertThat(login(array, initiator(Protocol.ISCSI), Optional.empty())).isInstanceOf(LoginReply.Refused.class);
        assertThat(login(array, initiator(Protocol.ISCSI), Optional.of(account)))
                .isInstanceOf(LoginReply.Accepted.class);
        assertThat(login(array, neighbour(Protocol.ISCSI), Optional.empty())).isInstanceOf(LoginReply.Accepted.class);
    }

    @Test
    void portals_areOneOnEachController() {
        SimulatedArray iscsi = furnish(Protocol.ISCSI, Topology.PRIVATE_OBJECT, 1);

        assertThat(iscsi.portals()).hasSize(2).extracting(TargetPortal::port).containsOnly(3260);
        assertThat(iscsi.portals())
                .extracting(TargetPortal::target)
                .containsOnly(iscsi.portals().getFirst().target());
        assertThat(iscsi.portals()).extracting(TargetPortal::address).doesNotHaveDuplicates();
        assertThat(iscsi.scope()).isEmpty();
        assertThat(iscsi.vendor()).isEqualTo("purestorage");
    }

    @Test
    void secrets_openTheApi_toReadOrToFence() {
        SimulatedArray array = furnish(Protocol.ISCSI, Topology.PRIVATE_OBJECT, 1);
        String change = "/api/2.52/host-groups?names=new";

        JsonNode document = json(array.secretDocument(Account.READING, ENDPOINT));
        assertThat(document.path("vendor").asText()).isEqualTo("purestorage");
        assertThat(document.path("endpoint").asText()).isEqualTo("https://192.0.2.1");
        assertThat(call(array, Account.READING, "GET", "/api/2.52/hosts").status())
                .isEqualTo(200);
        assertThat(call(array, Account.READING, "POST", change).status()).isEqualTo(403);
        assertThat(call(array, Account.FENCING, "POST", change).status()).isEqualTo(200);
        assertThat(array.managementSessions()).isEqualTo(3);
    }

    @Test
    void admit_letsAnybodyInAtOnce_andTakesNothingFromAnybody() {
        SimulatedArray array = furnish(Protocol.ISCSI, Topology.TWO_WAYS, 2);
        List<String> names = array.volumes().stream().map(FurnishedVolume::name).toList();
        ((FurnishedFlashArray) array).simulator().change(settings -> settings.withApplyDelay(Duration.ofMinutes(1)));
        call(array, Account.FENCING, "POST", "/api/2.52/host-groups?names=new");
        String stranger = "iqn.2006-03.com.example:stranger";
        array.admit(stranger, names);
        array.admit(initiator(Protocol.ISCSI), names);
        array.admit(neighbour(Protocol.ISCSI), names);

        for (FurnishedVolume volume : array.volumes()) {
            assertThat(array.blockTarget().initiatorsWithAccess(volume.identity()))
                    .containsExactlyInAnyOrder(stranger, initiator(Protocol.ISCSI), neighbour(Protocol.ISCSI));
        }
        assertSeen(array, Protocol.ISCSI);
        agenda.advance(Duration.ofMinutes(2));
        assertThat(array.blockTarget()
                        .initiatorsWithAccess(array.volumes().getFirst().identity()))
                .contains(stranger);
        assertThat(login(array, stranger, Optional.empty())).isInstanceOf(LoginReply.Accepted.class);
        assertThatThrownBy(() -> array.admit(stranger, List.of("gone"))).hasMessageContaining("gone");
    }

    @Test
    void restoredArray_isTheSame() {
        SimulatedArray array = furnish(Protocol.NVME_TCP, Topology.SHARED_GROUP, 2);
        login(array, initiator(Protocol.NVME_TCP), Optional.empty());
        JsonNode saved = array.save();
        SimulatedArray restored = model.restore(saved, Agenda.restore(agenda.save(), Pace.VIRTUAL));

        assertThat(restored.save()).isEqualTo(saved);
        assertThat(restored.portals()).isEqualTo(array.portals());
        assertThat(restored.volumes()).isEqualTo(array.volumes());
        assertThat(restored.neighboursVolume()).isEqualTo(array.neighboursVolume());
        assertThat(restored.secretDocument(Account.FENCING, ENDPOINT))
                .isEqualTo(array.secretDocument(Account.FENCING, ENDPOINT));
        assertThat(call(restored, Account.READING, "GET", "/api/2.52/hosts").status())
                .isEqualTo(200);
    }

    @Test
    void identifiers_areDrawnFromNameAndSeed() {
        Furnishing one = furnishing(Protocol.ISCSI, Topology.PRIVATE_OBJECT, 1, Optional.empty());
        Furnishing other = new Furnishing(
                "array-a",
                one.protocol(),
                one.topology(),
                "web-01",
                1,
                one.initiator(),
                one.neighbour(),
                one.chap(),
                8);
        Agenda second = new Agenda(FlashArraySite.START, Pace.VIRTUAL);

        SimulatedArray array = model.furnish(one, agenda);
        assertThat(model.furnish(one, second).volumes()).isEqualTo(array.volumes());
        SimulatedArray different = model.furnish(other, new Agenda(FlashArraySite.START, Pace.VIRTUAL));
        assertThat(different.volumes().getFirst().identity())
                .isNotEqualTo(array.volumes().getFirst().identity());
        assertThat(different.secretDocument(Account.READING, ENDPOINT))
                .isNotEqualTo(array.secretDocument(Account.READING, ENDPOINT));
    }

    private SimulatedArray furnish(Protocol protocol, Topology topology, int volumes) {
        return model.furnish(furnishing(protocol, topology, volumes, Optional.empty()), agenda);
    }

    private static Furnishing furnishing(
            Protocol protocol, Topology topology, int volumes, Optional<ChapAccount> chap) {
        return new Furnishing(
                "array-a", protocol, topology, "web-01", volumes, initiator(protocol), neighbour(protocol), chap, 7);
    }

    private static String initiator(Protocol protocol) {
        return switch (protocol) {
            case ISCSI -> FlashArraySite.A;
            case NVME_TCP -> FlashArraySite.NQN_A;
        };
    }

    private static String neighbour(Protocol protocol) {
        return switch (protocol) {
            case ISCSI -> FlashArraySite.OTHER;
            case NVME_TCP -> FlashArraySite.NQN_B;
        };
    }

    private static LoginReply login(SimulatedArray array, String initiator, Optional<ChapAccount> chap) {
        TargetPortal portal = array.portals().getFirst();
        return array.blockTarget()
                .login(new LoginAttempt(
                        "machine-of-" + initiator,
                        initiator,
                        initiator.startsWith("nqn.") ? Protocol.NVME_TCP : Protocol.ISCSI,
                        portal.target(),
                        "00:02:3d:00:00:01",
                        "10.10.30.1",
                        portal.address() + ":" + portal.port(),
                        chap));
    }

    private static void assertSeen(SimulatedArray array, Protocol protocol) {
        LoginReply reply = login(array, initiator(protocol), Optional.empty());
        List<VisibleVolume> expected = array.volumes().stream()
                .map(volume -> new VisibleVolume(volume.lun(), volume.identity()))
                .toList();
        assertThat(reply)
                .isInstanceOfSatisfying(
                        LoginReply.Accepted.class,
                        accepted -> assertThat(array.blockTarget().reportLuns(accepted.sessionId()))
                                .containsExactlyInAnyOrderElementsOf(expected));
    }

    private static List<JsonNode> connections(SimulatedArray array, String host) {
        String target = "/api/2.52/connections?sort=volume.name&host_names=" + host;
        return List.copyOf(json(call(array, Account.READING, "GET", target).body())
                .path("items")
                .valueStream()
                .toList());
    }

    private static RestResponse call(SimulatedArray array, Account account, String method, String target) {
        try {
            String apiToken = json(array.secretDocument(account, ENDPOINT))
                    .path("apiToken")
                    .asText();
            RestResponse in =
                    array.rest().serve(RestRequest.of("POST", "/api/2.52/login", Map.of("api-token", apiToken), ""));
            Map<String, String> token = Map.of("x-auth-token", in.headers().getOrDefault("x-auth-token", ""));
            return array.rest().serve(RestRequest.of(method, target, token, ""));
        } catch (DroppedConnectionException dropped) {
            throw new AssertionError(dropped);
        }
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
