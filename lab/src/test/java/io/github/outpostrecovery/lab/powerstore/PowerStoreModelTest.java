package io.github.outpostrecovery.lab.powerstore;

import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.A;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.B;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.BOTH_WAYS;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.ONE_WAY;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.array.ArrayModel;
import io.github.outpostrecovery.lab.array.ArrayModels;
import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.array.SimulatedArray.TargetPortal;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PowerStoreModelTest {
    private final ArrayModel model = ArrayModels.registered().of("dell");
    private final Agenda agenda = new Agenda(SimulatedCluster.START, Pace.VIRTUAL);

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void privateObject_letsEachReachItsOwn(Protocol protocol) {
        SimulatedArray array = model.furnish(furnishing(protocol, Topology.PRIVATE_OBJECT, Optional.empty()), agenda);

        assertThat(array.volumes())
                .extracting(FurnishedVolume::name)
                .containsExactly("web-01-boot", "web-01-data-1", "web-01-data-2");
        array.volumes()
                .forEach(volume -> assertThat(array.blockTarget().initiatorsWithAccess(volume.identity()))
                        .containsExactly(A));
        assertThat(array.blockTarget()
                        .initiatorsWithAccess(array.neighboursVolume().identity()))
                .containsExactly(OTHER);
        assertSees(array, protocol, A, array.volumes());
        assertSees(array, protocol, OTHER, List.of(array.neighboursVolume()));
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void sharedGroup_letsTheNeighbourIn_andKeepsItsOwnVolumeApart(Protocol protocol) {
        SimulatedArray array = model.furnish(furnishing(protocol, Topology.SHARED_GROUP, Optional.empty()), agenda);

        array.volumes()
                .forEach(volume -> assertThat(array.blockTarget().initiatorsWithAccess(volume.identity()))
                        .containsExactlyInAnyOrder(A, OTHER));
        assertThat(array.blockTarget()
                        .initiatorsWithAccess(array.neighboursVolume().identity()))
                .containsExactly(PowerStoreModel.secondInitiator(OTHER));
        assertSees(array, protocol, A, array.volumes());
        assertSees(array, protocol, PowerStoreModel.secondInitiator(OTHER), List.of(array.neighboursVolume()));
    }

    @Test
    void objection_tellsWhy() {
        for (Topology topology : List.of(Topology.TWO_WAYS, Topology.NESTED_GROUP, Topology.BY_PORT)) {
            Furnishing furnishing = furnishing(Protocol.ISCSI, topology, Optional.empty());
            assertThat(model.objection(furnishing)).isPresent();
            assertThatThrownBy(() -> model.furnish(furnishing, agenda))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("PowerStore");
        }
        assertThat(objection(Protocol.NVME_TCP, ONE_WAY)).contains("PowerStore asks for CHAP over iSCSI only.");
        assertThat(objection(Protocol.ISCSI, new ChapAccount("u", "short"))).isPresent();
        assertThat(objection(Protocol.ISCSI, ONE_WAY)).isEmpty();
        assertThat(objection(Protocol.ISCSI, BOTH_WAYS)).isEmpty();
    }

    @Test
    void portals_areOneOnEachNode_withTargetsAsTheProtocolHasThem() {
        List<TargetPortal> iscsi = model.furnish(
                        furnishing(Protocol.ISCSI, Topology.PRIVATE_OBJECT, Optional.empty()), agenda)
                .portals();
        List<TargetPortal> nvme = model.furnish(
                        furnishing(Protocol.NVME_TCP, Topology.PRIVATE_OBJECT, Optional.empty()),
                        new Agenda(SimulatedCluster.START, Pace.VIRTUAL))
                .portals();

        assertThat(iscsi).hasSize(2).allMatch(portal -> portal.port() == 3260);
        assertThat(iscsi.get(0).target())
                .startsWith("iqn.")
                .isNotEqualTo(iscsi.get(1).target());
        assertThat(nvme).hasSize(2).allMatch(portal -> portal.port() == 4420);
        assertThat(nvme.get(0).target())
                .startsWith("nqn.")
                .isEqualTo(nvme.get(1).target());
    }

    @Test
    void chap_isAskedOfTheInstance_asItWasFurnished() {
        SimulatedArray array =
                model.furnish(furnishing(Protocol.ISCSI, Topology.PRIVATE_OBJECT, Optional.of(BOTH_WAYS)), agenda);
        LoginAttempt plain = attempt(array, Protocol.ISCSI, A);

        assertThat(array.blockTarget().login(plain)).isInstanceOf(LoginReply.Refused.class);
        assertThat(array.blockTarget().login(SimulatedCluster.with(BOTH_WAYS, plain)))
                .isInstanceOf(LoginReply.Accepted.class);
        array.admit(B, List.of("web-01-boot"));
        assertThat(array.blockTarget().login(SimulatedCluster.with(BOTH_WAYS, attempt(array, Protocol.ISCSI, B))))
                .isInstanceOf(LoginReply.Accepted.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Topology.class,
            names = {"PRIVATE_OBJECT", "SHARED_GROUP"})
    void admit_letsAnInitiatorIn_andTakesNothingFromAnybody(Topology topology) {
        SimulatedArray array = model.furnish(furnishing(Protocol.ISCSI, topology, Optional.empty()), agenda);
        String boot = array.volumes().getFirst().identity();
        List<String> before = List.copyOf(array.blockTarget().initiatorsWithAccess(boot));
        array.admit(B, List.of("web-01-boot", "web-01-data-1"));
        array.admit(A, List.of("neighbour-boot", "web-01-boot"));

        assertThat(array.blockTarget().initiatorsWithAccess(boot))
                .containsAll(before)
                .contains(B);
        assertThat(array.blockTarget()
                        .initiatorsWithAccess(array.volumes().getLast().identity()))
                .doesNotContain(B);
        assertThat(array.blockTarget()
                        .initiatorsWithAccess(array.neighboursVolume().identity()))
                .as("a mapping of a host in a group is one of the group")
                .contains(A, OTHER);
        assertThatThrownBy(() -> array.admit(B, List.of("nothing"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void secretDocument_opensTheAccount() {
        SimulatedArray array =
                model.furnish(furnishing(Protocol.ISCSI, Topology.PRIVATE_OBJECT, Optional.empty()), agenda);
        String document = array.secretDocument(SimulatedArray.Account.FENCING, URI.create("https://array-d.example"));

        assertThat(document).contains("\"vendor\":\"dell\"").contains("\"username\":\"outpost-recovery-fence\"");
        assertThat(array.secretDocument(SimulatedArray.Account.READING, URI.create("https://array-d.example")))
                .contains("outpost-recovery-read");
        assertThat(SimulatedCluster.send(
                                array.rest(),
                                RestRequest.of(
                                        "GET",
                                        "/api/rest/login_session",
                                        Map.of("Authorization", LabAccounts.FENCER.authorization()),
                                        ""))
                        .status())
                .isEqualTo(200);
        assertThat(array.managementSessions()).isOne();
        assertThat(array.scope()).isEmpty();
    }

    @Test
    void save_isRestored() {
        SimulatedArray array =
                model.furnish(furnishing(Protocol.ISCSI, Topology.SHARED_GROUP, Optional.of(ONE_WAY)), agenda);
        array.admit(B, List.of("web-01-boot"));
        JsonNode saved = array.save();
        SimulatedArray other = model.restore(saved, Agenda.restore(agenda.save(), Pace.VIRTUAL));

        assertThat(other.save()).isEqualTo(saved);
        assertThat(other.portals()).isEqualTo(array.portals());
        assertThat(other.volumes()).isEqualTo(array.volumes());
        assertThat(other.neighboursVolume()).isEqualTo(array.neighboursVolume());
        assertThat(other.blockTarget().accessState())
                .isEqualTo(array.blockTarget().accessState());
        assertThat(saved.toString()).doesNotContain("only-in-the-lab");
    }

    @Test
    void changes_areTold_fromReads() {
        SimulatedArray array =
                model.furnish(furnishing(Protocol.ISCSI, Topology.PRIVATE_OBJECT, Optional.empty()), agenda);

        assertThat(array.rest().changes(request("POST", "/api/rest/metrics/generate")))
                .isFalse();
        assertThat(array.rest().changes(request("GET", "/api/rest/host"))).isFalse();
        assertThat(array.rest().changes(request("POST", "/api/rest/logout"))).isFalse();
        assertThat(array.rest().changes(request("POST", "/api/rest/volume/x/detach")))
                .isTrue();
        assertThat(array.rest().changes(request("PATCH", "/api/rest/host/x"))).isTrue();
    }

    private static RestRequest request(String method, String path) {
        return RestRequest.of(method, path, Map.of(), "");
    }

    private Optional<String> objection(Protocol protocol, ChapAccount chap) {
        return model.objection(furnishing(protocol, Topology.PRIVATE_OBJECT, Optional.of(chap)));
    }

    private static Furnishing furnishing(Protocol protocol, Topology topology, Optional<ChapAccount> chap) {
        return new Furnishing("array-d", protocol, topology, "web-01", 3, A, OTHER, chap, 11);
    }

    private static LoginAttempt attempt(SimulatedArray array, Protocol protocol, String initiator) {
        TargetPortal portal = array.portals().getFirst();
        return new LoginAttempt(
                "server-1",
                initiator,
                protocol,
                portal.target(),
                "00:02:3d:00:00:01",
                "10.10.30.1",
                portal.address() + ":" + portal.port(),
                Optional.empty());
    }

    private static void assertSees(
            SimulatedArray array, Protocol protocol, String initiator, List<FurnishedVolume> volumes) {
        LoginReply reply = array.blockTarget().login(attempt(array, protocol, initiator));
        assertThat(reply).isInstanceOf(LoginReply.Accepted.class);
        assertThat(array.blockTarget().reportLuns(((LoginReply.Accepted) reply).sessionId()))
                .containsExactlyInAnyOrderElementsOf(volumes.stream()
                        .map(volume -> new VisibleVolume(volume.lun(), volume.identity()))
                        .toList());
    }
}
