package io.github.outpostrecovery.lab.ontap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.outpostrecovery.lab.array.ArrayModels;
import io.github.outpostrecovery.lab.array.ArrayRequests;
import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.array.SimulatedArray.TargetPortal;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OntapModelTest {
    private static final ChapAccount ONE_WAY = new ChapAccount("web", "its-own-secret-1");
    private static final ChapAccount MUTUAL = new ChapAccount(
            "web", "its-own-secret-1", Optional.of(new ChapAccount.Target("array", "the-arrays-secret")));

    private final Agenda agenda = new Agenda(Instant.parse("2026-02-10T06:00:00Z"), Pace.VIRTUAL);
    private final OntapModel model = new OntapModel();

    private static String name(Protocol protocol, String instance) {
        return switch (protocol) {
            case ISCSI -> "iqn.2006-03.com.amazon.aws:" + instance;
            case NVME_TCP -> "nqn.2014-08.org.nvmexpress:uuid:" + instance;
        };
    }

    private static Furnishing furnishing(Protocol protocol, Topology topology, Optional<ChapAccount> chap) {
        return new Furnishing(
                "array-1",
                protocol,
                topology,
                "web-01",
                3,
                name(protocol, "web"),
                name(protocol, "neighbour"),
                chap,
                1);
    }

    private SimulatedArray furnish(Protocol protocol, Topology topology) {
        return model.furnish(furnishing(protocol, topology, Optional.empty()), agenda);
    }

    private static LoginAttempt attempt(
            Protocol protocol, String initiator, TargetPortal portal, Optional<ChapAccount> chap) {
        return new LoginAttempt(
                "machine of " + initiator,
                initiator,
                protocol,
                portal.target(),
                "00023d000001",
                "10.20.0.1",
                portal.address() + ":" + portal.port(),
                chap);
    }

    /** What a machine sees that logs in at every portal: volumes by LUN. */
    private static Set<String> seen(SimulatedArray array, Protocol protocol, String initiator) {
        Set<String> seen = new TreeSet<>();
        for (TargetPortal portal : array.portals()) {
            LoginReply reply = array.blockTarget().login(attempt(protocol, initiator, portal, Optional.empty()));
            if (reply instanceof LoginReply.Accepted(String session)) {
                array.blockTarget()
                        .reportLuns(session)
                        .forEach(volume -> seen.add(volume.lun() + " " + volume.volume()));
            }
        }
        return seen;
    }

    private static Set<String> expected(SimulatedArray array) {
        Set<String> expected = new TreeSet<>();
        array.volumes().forEach(volume -> expected.add(volume.lun() + " " + volume.identity()));
        return expected;
    }

    @ParameterizedTest
    @CsvSource({
        "ISCSI,    PRIVATE_OBJECT, 1",
        "ISCSI,    TWO_WAYS,       1",
        "ISCSI,    SHARED_GROUP,   2",
        "ISCSI,    NESTED_GROUP,   2",
        "ISCSI,    BY_PORT,        1",
        "NVME_TCP, PRIVATE_OBJECT, 1",
        "NVME_TCP, TWO_WAYS,       1",
        "NVME_TCP, SHARED_GROUP,   2"
    })
    void instance_reachesItsVolumes_andTheNeighbourItsOwn(Protocol protocol, Topology topology, int reaching) {
        SimulatedArray array = furnish(protocol, topology);

        assertThat(array.volumes())
                .extracting(FurnishedVolume::name)
                .containsExactly("/vol/v/web-01-boot", "/vol/v/web-01-data-1", "/vol/v/web-01-data-2");
        assertThat(array.volumes())
                .allSatisfy(volume -> assertThat(array.blockTarget().initiatorsWithAccess(volume.identity()))
                        .contains(name(protocol, "web"))
                        .hasSize(reaching));
        assertThat(array.blockTarget()
                        .initiatorsWithAccess(array.neighboursVolume().identity()))
                .containsExactly(name(protocol, "neighbour"));
        assertThat(seen(array, protocol, name(protocol, "web"))).isEqualTo(expected(array));
    }

    @ParameterizedTest
    @EnumSource
    void restoredArray_isTheSame(Protocol protocol) {
        SimulatedArray array = furnish(protocol, Topology.TWO_WAYS);
        JsonNode saved = array.save();

        Agenda other = new Agenda(agenda.instant(), Pace.VIRTUAL);
        SimulatedArray restored = model.restore(saved, other);

        assertThat(restored.save()).isEqualTo(saved);
        assertThat(restored.portals()).isEqualTo(array.portals());
        assertThat(restored.volumes()).isEqualTo(array.volumes());
        assertThat(restored.requests()).isEqualTo(array.requests());
    }

    @Test
    void secondArray_hasItsOwnNumbersAndAddresses() {
        Furnishing second = new Furnishing(
                "array-2",
                Protocol.ISCSI,
                Topology.PRIVATE_OBJECT,
                "web-01",
                2,
                3,
                name(Protocol.ISCSI, "web"),
                name(Protocol.ISCSI, "neighbour"),
                Optional.empty(),
                "10.10.21",
                1);
        SimulatedArray first = furnish(Protocol.ISCSI, Topology.PRIVATE_OBJECT);
        SimulatedArray array = model.furnish(second, agenda);

        assertThat(array.volumes())
                .extracting(FurnishedVolume::name)
                .containsExactly("/vol/v/web-01-data-3", "/vol/v/web-01-data-4");
        assertThat(array.portals()).extracting(TargetPortal::address).containsExactly("10.10.21.11", "10.10.21.12");
        assertThat(first.portals()).extracting(TargetPortal::address).containsExactly("10.10.20.11", "10.10.20.12");
        assertThat(array.portals().getFirst().target())
                .isNotEqualTo(first.portals().getFirst().target());
    }

    @ParameterizedTest
    @EnumSource
    void admitted_reachesWhatItWasLetInTo_whateverItReachedBefore(Protocol protocol) {
        SimulatedArray array = furnish(protocol, Topology.TWO_WAYS);
        FurnishedVolume last = array.volumes().getLast();
        String stranger = name(protocol, "stranger");
        JsonNode before = array.blockTarget().accessState();

        array.admit(stranger, List.of(last.name()));
        array.admit(name(protocol, "web"), List.of(last.name()));

        assertThat(array.blockTarget().initiatorsWithAccess(last.identity()))
                .containsExactlyInAnyOrder(stranger, name(protocol, "web"));
        assertThat(array.blockTarget()
                        .initiatorsWithAccess(array.volumes().getFirst().identity()))
                .containsExactly(name(protocol, "web"));
        assertThat(seen(array, protocol, stranger)).containsExactly(last.lun() + " " + last.identity());
        assertThat(array.blockTarget().accessState()).isNotEqualTo(before);
    }

    @Test
    void chap_isAskedOfTheInstance_andNobodyElseGetsIn() {
        SimulatedArray array =
                model.furnish(furnishing(Protocol.ISCSI, Topology.PRIVATE_OBJECT, Optional.of(ONE_WAY)), agenda);
        String web = name(Protocol.ISCSI, "web");

        assertThat(login(array, web, Optional.of(ONE_WAY))).isInstanceOf(LoginReply.Accepted.class);
        assertThat(login(array, web, Optional.empty())).isInstanceOf(LoginReply.Refused.class);
        assertThat(login(array, web, Optional.of(new ChapAccount("web", "not-its-secret"))))
                .isInstanceOf(LoginReply.Refused.class);
        assertThat(login(array, name(Protocol.ISCSI, "neighbour"), Optional.empty()))
                .isInstanceOf(LoginReply.Accepted.class);
        assertThat(login(array, name(Protocol.ISCSI, "next"), Optional.of(ONE_WAY)))
                .as("a name without a record")
                .isInstanceOf(LoginReply.Refused.class);
        assertThat(login(array, web, Optional.of(MUTUAL)))
                .as("a machine that asks the array to prove itself, which it cannot")
                .isInstanceOf(LoginReply.Refused.class);
    }

    @Test
    void mutualChap_isGivenUpByTheMachine_unlessTheArrayShowsTheRightSecret() {
        SimulatedArray array =
                model.furnish(furnishing(Protocol.ISCSI, Topology.PRIVATE_OBJECT, Optional.of(MUTUAL)), agenda);
        String web = name(Protocol.ISCSI, "web");
        ChapAccount otherArray = new ChapAccount(
                "web", "its-own-secret-1", Optional.of(new ChapAccount.Target("array", "another-secret")));

        assertThat(login(array, web, Optional.of(MUTUAL))).isInstanceOf(LoginReply.Accepted.class);
        assertThat(login(array, web, Optional.of(ONE_WAY))).isInstanceOf(LoginReply.Accepted.class);
        assertThat(login(array, web, Optional.of(otherArray))).isInstanceOf(LoginReply.Refused.class);
    }

    @Test
    void recordWithBothHalves_isTakenFromTheApi_andTellsNoSecret() {
        SimulatedArray array =
                model.furnish(furnishing(Protocol.ISCSI, Topology.PRIVATE_OBJECT, Optional.of(MUTUAL)), agenda);
        String next = name(Protocol.ISCSI, "next");
        String chap = "{\"svm\":{\"name\":\"svm1\"},\"initiator\":\"" + next + "\",\"authentication_type\":\"chap\","
                + "\"chap\":{\"inbound\":{\"user\":\"web\",\"password\":\"its-own-secret-1\"},"
                + "\"outbound\":{\"user\":\"array\",\"password\":\"the-arrays-secret\"}}}";

        assertThat(call(array, "POST", "/api/protocols/san/iscsi/credentials", chap))
                .startsWith("201");
        assertThat(login(array, next, Optional.of(MUTUAL))).isInstanceOf(LoginReply.Accepted.class);
        assertThat(call(array, "GET", "/api/protocols/san/iscsi/credentials?initiator=" + next + "&fields=*", ""))
                .contains("\"outbound\":{\"user\":\"array\"}")
                .doesNotContain("secret");
        assertThat(array.blockTarget().accessState().toString()).doesNotContain("secret");
    }

    @Test
    void keyOfAHost_isAskedOverNvme() {
        SimulatedArray array =
                model.furnish(furnishing(Protocol.NVME_TCP, Topology.TWO_WAYS, Optional.of(ONE_WAY)), agenda);
        String web = name(Protocol.NVME_TCP, "web");

        for (TargetPortal portal : array.portals()) {
            assertThat(array.blockTarget().login(attempt(Protocol.NVME_TCP, web, portal, Optional.of(ONE_WAY))))
                    .isInstanceOf(LoginReply.Accepted.class);
            assertThat(array.blockTarget().login(attempt(Protocol.NVME_TCP, web, portal, Optional.empty())))
                    .isInstanceOf(LoginReply.Refused.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"NVME_TCP, NESTED_GROUP", "NVME_TCP, BY_PORT"})
    void topologyThatOntapHasNot_isObjectedTo(Protocol protocol, Topology topology) {
        Furnishing furnishing = furnishing(protocol, topology, Optional.empty());

        assertThat(model.objection(furnishing)).isPresent();
        assertThatThrownBy(() -> model.furnish(furnishing, agenda)).isInstanceOf(IllegalArgumentException.class);
        assertThat(model.objection(furnishing(protocol, Topology.PRIVATE_OBJECT, Optional.of(MUTUAL))))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DELETE | /api/protocols/san/igroups/u/initiators/iqn.x | ''                             | revoke
            DELETE | /api/protocols/nvme/subsystems/u/hosts/nqn.x  | ''                             | revoke
            POST   | /api/protocols/san/iscsi/credentials          | {"authentication_type":"deny"} | revoke
            PATCH  | /api/protocols/san/iscsi/credentials/u/iqn.x  | {"authentication_type":"deny"} | revoke
            POST   | /api/protocols/san/iscsi/credentials          | {"authentication_type":"chap"} | grant
            POST   | /api/protocols/san/igroups/u/initiators       | {"name":"iqn.x"}               | grant
            POST   | /api/protocols/san/igroups                    | {"name":"x"}                   | grant
            POST   | /api/protocols/san/lun-maps                   | {"lun":{}}                     | grant
            POST   | /api/protocols/nvme/subsystems/u/hosts        | {"nqn":"nqn.x"}                | grant
            GET    | /api/protocols/san/lun-maps                   | ''                             | access
            GET    | /api/protocols/nvme/subsystem-maps            | ''                             | access
            GET    | /api/protocols/san/iscsi/sessions             | ''                             | sessions
            GET    | /api/protocols/nvme/subsystem-controllers     | ''                             | sessions
            """)
    void request_isOfOneKind(String method, String path, String body, String kind) {
        ArrayRequests requests =
                furnish(Protocol.ISCSI, Topology.PRIVATE_OBJECT).requests();
        RestRequest request = RestRequest.of(method, path, Map.of(), body);
        Map<String, RequestPattern> kinds = Map.of(
                "revoke", requests.revoke(),
                "grant", requests.grant(),
                "access", requests.access(),
                "sessions", requests.sessions());

        assertThat(kinds)
                .allSatisfy((name, pattern) ->
                        assertThat(pattern.matches(request)).as(name).isEqualTo(name.equals(kind)));
        boolean changes = kind.equals("revoke") || kind.equals("grant");
        assertThat(requests.changes().matches(request)).isEqualTo(changes);
        assertThat(requests.reads().matches(request)).isEqualTo(!changes);
        assertThat(requests.any().matches(request)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void revokeOfTheLastVolume_isThatOfTheSecondObject(Protocol protocol) {
        SimulatedArray array = furnish(protocol, Topology.TWO_WAYS);
        int matched = 0;
        for (String kind : List.of("igroups", "subsystems")) {
            for (JsonNode object :
                    array.save().path("cluster").path("inventory").path(kind)) {
                String path =
                        (kind.equals("igroups") ? "/api/protocols/san/igroups/" : "/api/protocols/nvme/subsystems/")
                                + object.path("uuid").asText()
                                + (kind.equals("igroups") ? "/initiators/x" : "/hosts/x");
                boolean last =
                        array.requests().lastVolumeRevoke().matches(RestRequest.of("DELETE", path, Map.of(), ""));
                assertThat(last).isEqualTo(object.path("name").asText().equals("web-01-archive"));
                matched += last ? 1 : 0;
            }
        }
        assertThat(matched).isEqualTo(1);
    }

    @Test
    void model_isRegistered() {
        assertThat(ArrayModels.registered().of("netapp")).isInstanceOf(OntapModel.class);
        assertThatThrownBy(() -> ArrayModels.registered().of("acme"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("netapp");
    }

    private static LoginReply login(SimulatedArray array, String initiator, Optional<ChapAccount> chap) {
        return array.blockTarget()
                .login(attempt(Protocol.ISCSI, initiator, array.portals().getFirst(), chap));
    }

    private static String call(SimulatedArray array, String method, String target, String body) {
        try {
            JsonNode secret = new ObjectMapper()
                    .readTree(array.secretDocument(SimulatedArray.Account.FENCING, URI.create("http://127.0.0.1:1")));
            RestUser user = RestUser.admin(
                    secret.path("username").asText(), secret.path("password").asText());
            RestResponse answer = array.rest()
                    .serve(RestRequest.of(method, target, Map.of("Authorization", user.authorization()), body));
            return answer.status() + " " + answer.body();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
