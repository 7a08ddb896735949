package io.github.outpostrecovery.lab.alletra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlletraModelTest {
    private static final ChapAccount CHAP =
            new ChapAccount("u", "initiator-123", Optional.of(new ChapAccount.Target("array", "target-45678")));

    private final Agenda agenda = new Agenda(AlletraSite.START, Pace.VIRTUAL);
    private final ArrayModel model = ArrayModels.registered().of("hpe");

    private static Furnishing furnishing(Protocol protocol, Topology topology, int volumes) {
        boolean nvme = protocol == Protocol.NVME_TCP;
        return new Furnishing(
                "array-1",
                protocol,
                topology,
                "web-01",
                volumes,
                nvme ? AlletraSite.NQN_A : AlletraSite.A,
                nvme ? AlletraSite.NQN_B : AlletraSite.OTHER,
                Optional.empty(),
                42);
    }

    private static LoginAttempt attempt(
            Furnishing furnishing, String initiator, TargetPortal portal, Optional<ChapAccount> chap) {
        return new LoginAttempt(
                "server-1",
                initiator,
                furnishing.protocol(),
                portal.target(),
                "00023d000001",
                "10.20.0.1",
                portal.address() + ":" + portal.port(),
                chap);
    }

    private static List<VisibleVolume> seen(
            SimulatedArray array, Furnishing furnishing, String initiator, TargetPortal portal) {
        LoginReply reply = array.blockTarget().login(attempt(furnishing, initiator, portal, furnishing.chap()));
        return reply instanceof LoginReply.Accepted accepted
                ? array.blockTarget().reportLuns(accepted.sessionId())
                : List.of();
    }

    @ParameterizedTest
    @EnumSource(Topology.class)
    void everyTopology_showsTheInstanceItsVolumes_throughEveryPortal(Topology topology) {
        for (Protocol protocol : Protocol.values()) {
            Furnishing furnishing = furnishing(protocol, topology, 3);
            if (model.objection(furnishing).isPresent()) {
                assertThat(protocol).isEqualTo(Protocol.NVME_TCP);
                assertThat(topology).isEqualTo(Topology.BY_PORT);
                assertThatThrownBy(() -> model.furnish(furnishing, agenda))
                        .isInstanceOf(IllegalArgumentException.class);
                continue;
            }
            Agenda own = new Agenda(AlletraSite.START, Pace.VIRTUAL);
            SimulatedArray array = model.furnish(furnishing, own);
            List<VisibleVolume> expected = array.volumes().stream()
                    .map(volume -> new VisibleVolume(volume.lun(), volume.identity()))
                    .toList();
            assertThat(array.portals()).hasSize(2);
            for (TargetPortal portal : array.portals()) {
                assertThat(seen(array, furnishing, furnishing.initiator(), portal))
                        .containsExactlyInAnyOrderElementsOf(expected);
                Set<String> neighbours = new HashSet<>();
                seen(array, furnishing, furnishing.neighbour(), portal).forEach(one -> neighbours.add(one.volume()));
                assertThat(neighbours).contains(array.neighboursVolume().identity());
                boolean shared = topology == Topology.SHARED_GROUP || topology == Topology.NESTED_GROUP;
                assertThat(neighbours).hasSize(shared ? 4 : 1);
            }
            assertThat(array.blockTarget()
                            .initiatorsWithAccess(array.neighboursVolume().identity()))
                    .containsExactly(furnishing.neighbour());
        }
    }

    @Test
    void iscsiPortals_areTargetsOfTheirOwn_andNvmePortalsAreNot() {
        SimulatedArray iscsi = model.furnish(furnishing(Protocol.ISCSI, Topology.PRIVATE_OBJECT, 1), agenda);
        assertThat(iscsi.portals()).extracting(TargetPortal::port).containsOnly(3260);
        assertThat(iscsi.portals()).extracting(TargetPortal::target).doesNotHaveDuplicates();
        SimulatedArray nvme = model.furnish(
                furnishing(Protocol.NVME_TCP, Topology.PRIVATE_OBJECT, 1), new Agenda(AlletraSite.START, Pace.VIRTUAL));
        assertThat(nvme.portals()).extracting(TargetPortal::port).containsOnly(4420);
        assertThat(new HashSet<>(
                        nvme.portals().stream().map(TargetPortal::target).toList()))
                .hasSize(1);
        assertThat(nvme.volumes()).extracting(FurnishedVolume::lun).containsExactly(1);
    }

    @Test
    void lastVolumeOfTwoWays_comesThroughASetThatTheHostIsInAlone() throws DroppedConnectionException {
        SimulatedArray array = model.furnish(furnishing(Protocol.ISCSI, Topology.TWO_WAYS, 2), agenda);
        String key = logIn(array, Account.READING);
        assertThat(get(array, key, "/api/v1/hostsets").path("members"))
                .singleElement()
                .satisfies(set -> assertThat(set.path("setmembers")).hasSize(1));
        assertThat(get(array, key, "/api/v1/vluns").path("members"))
                .extracting(row -> row.path("volumeName").asText() + " "
                        + row.path("hostname").asText())
                .containsExactlyInAnyOrder(
                        "web-01-boot web-01", "web-01-data-1 set:web-01-set", "neighbour-boot neighbour");
    }

    @Test
    void chap_isAskedFor_andGiven() {
        Furnishing plain = furnishing(Protocol.ISCSI, Topology.PRIVATE_OBJECT, 1);
        Furnishing guarded = withChap(plain, CHAP);
        SimulatedArray array = model.furnish(guarded, agenda);
        TargetPortal portal = array.portals().getFirst();

        assertThat(seen(array, guarded, guarded.initiator(), portal)).hasSize(1);
        assertThat(seen(array, plain, plain.initiator(), portal)).isEmpty();
        assertThat(model.objection(withChap(plain, new ChapAccount("u", "too-short"))))
                .isPresent();
        assertThat(model.objection(withChap(furnishing(Protocol.NVME_TCP, Topology.PRIVATE_OBJECT, 1), CHAP)))
                .isPresent();
    }

    private static Furnishing withChap(Furnishing plain, ChapAccount account) {
        return new Furnishing(
                plain.name(),
                plain.protocol(),
                plain.topology(),
                plain.instance(),
                plain.volumes(),
                plain.initiator(),
                plain.neighbour(),
                Optional.of(account),
                plain.seed());
    }

    @Test
    void volumeNames_fitTheArray() {
        assertThat(model.volumeName("web-01", 0)).isEqualTo("web-01-boot");
        assertThat(model.volumeName("web-01", 2)).isEqualTo("web-01-data-2");
        String first = "a-very-long-name-of-an-instance-1";
        String second = "a-very-long-name-of-an-instance-2";
        assertThat(model.volumeName(first, 11)).hasSizeLessThanOrEqualTo(31).endsWith("-data-11");
        assertThat(model.volumeName(first, 0)).isNotEqualTo(model.volumeName(second, 0));
    }

    @Test
    void savedArray_isMadeAgain() throws DroppedConnectionException {
        SimulatedArray array = model.furnish(furnishing(Protocol.ISCSI, Topology.NESTED_GROUP, 2), agenda);
        String key = logIn(array, Account.FENCING);
        JsonNode saved = array.save();
        SimulatedArray again = model.restore(saved, Agenda.restore(agenda.save(), Pace.VIRTUAL));

        assertThat(again.save()).isEqualTo(saved);
        assertThat(again.managementSessions()).isEqualTo(1);
        assertThat(again.portals()).isEqualTo(array.portals());
        assertThat(again.volumes()).isEqualTo(array.volumes());
        assertThat(get(again, key, "/api/v1/vluns")).isEqualTo(get(array, key, "/api/v1/vluns"));
        assertThat(again.blockTarget().accessState())
                .isEqualTo(array.blockTarget().accessState());
    }

    @Test
    void whoIsAdmittedByHand_reachesTheVolumes() {
        SimulatedArray array = model.furnish(furnishing(Protocol.ISCSI, Topology.BY_PORT, 2), agenda);
        array.admit(
                AlletraSite.B,
                array.volumes().stream().map(FurnishedVolume::name).toList());
        Furnishing furnishing = furnishing(Protocol.ISCSI, Topology.BY_PORT, 2);
        assertThat(seen(array, furnishing, AlletraSite.B, array.portals().getLast()))
                .hasSize(2);
        assertThat(seen(
                        array,
                        furnishing,
                        furnishing.initiator(),
                        array.portals().getLast()))
                .hasSize(2);
    }

    private static String logIn(SimulatedArray array, Account account) throws DroppedConnectionException {
        JsonNode secret = AlletraSite.tree(array.secretDocument(account, URI.create("https://array-1")));
        assertThat(secret.path("vendor").asText()).isEqualTo("hpe");
        String body = AlletraSite.json(Map.of(
                "user",
                secret.path("username").asText(),
                "password",
                secret.path("password").asText()));
        return AlletraSite.tree(array.rest()
                        .serve(RestRequest.of(
                                "POST", "/api/v1/credentials", Map.of("Content-Type", "application/json"), body))
                        .body())
                .path("key")
                .asText();
    }

    private static JsonNode get(SimulatedArray array, String key, String path) throws DroppedConnectionException {
        return AlletraSite.tree(array.rest()
                .serve(RestRequest.of("GET", path, Map.of("X-HP3PAR-WSAPI-SessionKey", key), ""))
                .body());
    }
}
