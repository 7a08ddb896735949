package io.github.outpostrecovery.storage.alletra;

import static io.github.outpostrecovery.storage.alletra.AlletraFixture.BOOT;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.DATA;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.FRESH;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.FRESH_NQN;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.OTHER_NQN;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.SUCCESSOR;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.VICTIM;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.VICTIM_NQN;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.answered;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.fence;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.grant;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.move;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.swap;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantTest {
    private static final ChapCredentials CHAP = new ChapCredentials(
            "web", new Secret("machine-secret"), Optional.of(new ChapCredentials.Mutual("array", new Secret("back"))));

    private final AlletraFixture fixture = new AlletraFixture();
    private final FakeWsapi wsapi = fixture.wsapi;

    private GrantOutcome iscsi(GrantOrder order) {
        try (AlletraArray array = fixture.iscsi()) {
            return array.grant(order);
        }
    }

    private GrantOutcome nvme(GrantOrder order) {
        try (AlletraArray array = fixture.nvme()) {
            return array.grant(order);
        }
    }

    private void fenced() {
        fixture.privateHost();
        try (AlletraArray array = fixture.iscsi()) {
            assertThat(array.revoke(fence(VICTIM)).failures()).isEmpty();
        }
    }

    private java.util.List<String> newWrites() {
        return fixture.writes().stream()
                .filter(line -> !line.contains("\"pathOperation\":2"))
                .toList();
    }

    @Test
    void grant_when_hostWasLeft_letsTheSuccessorIntoItByOneRequest() {
        fenced();

        assertThat(iscsi(grant(FRESH, swap()))).isEqualTo(new GrantOutcome.Clean(1));
        assertThat(newWrites())
                .containsExactly("PUT hosts/web-01 {\"pathOperation\":1,\"iSCSINames\":[\"" + FRESH + "\"]}");
        try (AlletraArray array = fixture.iscsi()) {
            AccessReport access = answered(array.access(Set.of(BOOT, DATA)));
            assertThat(access.initiatorsOf(BOOT)).containsExactly(FRESH);
            assertThat(access.initiatorsOf(DATA)).containsExactly(FRESH);
        }
    }

    @Test
    void grant_when_chapIsOrdered_setsItBeforeThePath() {
        fenced();

        assertThat(iscsi(with(grant(FRESH, swap()), CHAP))).isEqualTo(new GrantOutcome.Clean(3));
        assertThat(newWrites())
                .containsExactly(
                        "PUT hosts/web-01 {\"chapOperation\":1,\"chapOperationMode\":1,\"chapName\":\"web\","
                                + "\"chapSecret\":\"machine-secret\"}",
                        "PUT hosts/web-01 {\"chapOperation\":1,\"chapOperationMode\":2,\"chapName\":\"array\","
                                + "\"chapSecret\":\"back\"}",
                        "PUT hosts/web-01 {\"pathOperation\":1,\"iSCSINames\":[\"" + FRESH + "\"]}");
    }

    @Test
    void grant_when_victimIsStillInTheHost_sendsNothing() {
        fixture.privateHost();

        assertThat(iscsi(grant(FRESH, swap())))
                .isInstanceOfSatisfying(
                        GrantOutcome.Refused.class,
                        refused -> assertThat(refused.failure().detail())
                                .contains("still has")
                                .contains(VICTIM.value()));
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void grant_when_hostIsGone_sendsNothing() {
        assertThat(iscsi(grant(FRESH, swap()))).isInstanceOf(GrantOutcome.Refused.class);
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void grant_when_nameIsSomewhere_isAlreadyThereWithoutARequest() {
        fenced();
        wsapi.iscsiHost("elsewhere", FRESH.value().toUpperCase(java.util.Locale.ROOT));
        wsapi.nvmeHost("elsewhere-too", FRESH_NQN.value());

        assertThat(iscsi(grant(FRESH, swap()))).isEqualTo(new GrantOutcome.AlreadyThere("elsewhere has " + FRESH));
        assertThat(nvme(grant(FRESH_NQN, move(Map.of())))).isInstanceOf(GrantOutcome.AlreadyThere.class);
        assertThat(newWrites()).isEmpty();
    }

    @Test
    void grant_when_itCannotLook_sendsNothing() {
        fenced();
        wsapi.when(FakeWsapi.to(HttpMethod.GET, "hosts"), request -> FakeWsapi.error(500, 1));

        assertThat(iscsi(grant(FRESH, swap())))
                .isInstanceOfSatisfying(
                        GrantOutcome.Refused.class,
                        refused -> assertThat(refused.failure().detail()).startsWith("nothing was sent"));
        assertThat(newWrites()).isEmpty();
    }

    @Test
    void grant_when_answerIsLost_isInDoubtAndWasSentOnce() {
        fenced();
        wsapi.when(FakeWsapi.to(HttpMethod.PUT, "hosts"), request -> {
            wsapi.apply(request);
            throw new IOException("connection reset");
        });

        assertThat(iscsi(grant(FRESH, swap()))).isInstanceOf(GrantOutcome.InDoubt.class);
        assertThat(newWrites()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"500, 1", "503, 30000", "408, 7"})
    void grant_when_answerLeavesTheEffectOpen_isInDoubtAndWasSentOnce(int status, int code) {
        fenced();
        wsapi.when(FakeWsapi.to(HttpMethod.PUT, "hosts"), request -> FakeWsapi.error(status, code));

        assertThat(iscsi(grant(FRESH, swap()))).isInstanceOf(GrantOutcome.InDoubt.class);
        assertThat(newWrites()).hasSize(1);
    }

    @Test
    void grant_when_refusalHasNoCode_isInDoubt() {
        fenced();
        wsapi.when(FakeWsapi.to(HttpMethod.PUT, "hosts"), request -> RestResponse.json(404, "{}"));

        assertThat(iscsi(grant(FRESH, swap()))).isInstanceOf(GrantOutcome.InDoubt.class);
    }

    @ParameterizedTest
    @CsvSource({"403, 13, UNAUTHORISED", "404, 17, NOT_FOUND", "400, 12, REFUSED"})
    void grant_when_arraySaysNo_isRefused(int status, int code, Kind kind) {
        fenced();
        wsapi.when(FakeWsapi.to(HttpMethod.PUT, "hosts"), request -> FakeWsapi.error(status, code));

        assertThat(iscsi(grant(FRESH, swap()))).isInstanceOfSatisfying(GrantOutcome.Refused.class, refused -> {
            assertThat(refused.failure().kind()).isEqualTo(kind);
            assertThat(refused.failure().code()).isEqualTo(Integer.toString(code));
        });
    }

    @Test
    void grant_when_keyHasExpiredMeanwhile_logsInOnceAndSendsOnceMore() {
        fenced();
        wsapi.once(FakeWsapi.to(HttpMethod.PUT, "hosts"), request -> {
            wsapi.keys.loseAll();
            return wsapi.apply(request);
        });

        assertThat(iscsi(grant(FRESH, swap()))).isEqualTo(new GrantOutcome.Clean(1));
        assertThat(newWrites()).hasSize(2);
        assertThat(wsapi.named("hosts", "web-01").path("iSCSIPaths")).hasSize(1);
        assertThat(wsapi.keys.open()).isZero();
    }

    @Test
    void grant_when_itMoves_makesHostAndExportsAtTheSameNumbers() {
        fixture.volumes();

        assertThat(nvme(grant(FRESH_NQN, move(Map.of("persona", "2", "descriptors.os", "linux", "domain", "d")))))
                .isEqualTo(new GrantOutcome.Clean(3));
        assertThat(fixture.writes())
                .containsExactly(
                        "POST hosts {\"name\":\"" + SUCCESSOR + "\",\"NQN\":\"" + FRESH_NQN
                                + "\",\"transportType\":2,\"persona\":2,\"domain\":\"d\","
                                + "\"descriptors\":{\"os\":\"linux\"}}",
                        "POST vluns {\"volumeName\":\"web-boot\",\"lun\":1,\"hostname\":\"" + SUCCESSOR + "\"}",
                        "POST vluns {\"volumeName\":\"web-data\",\"lun\":5,\"hostname\":\"" + SUCCESSOR + "\"}");
    }

    @Test
    void grant_when_routeWasMadeByTheArray_reachesTheSameVolumesAgain() {
        fixture.volumes();
        wsapi.nvmeHost("web-01", VICTIM_NQN.value());
        wsapi.nvmeHost("other", OTHER_NQN.value());
        wsapi.set("hostsets", "hs", "web-01", "other");
        wsapi.set("volumesets", "vvs", BOOT.value());
        wsapi.template("set:vvs", 1, "web-01").set("portPos", FakeWsapi.portPos(0, 3, 1));
        wsapi.template(DATA.value(), 5, "set:hs");
        try (AlletraArray array = fixture.nvme()) {
            GrantRoute route = answered(array.route(VICTIM_NQN, Set.of(BOOT, DATA)));
            assertThat(array.revoke(fence(VICTIM_NQN)).failures()).isEmpty();
            assertThat(answered(array.access(Set.of(BOOT, DATA))).initiatorsOf(DATA))
                    .containsExactly(OTHER_NQN);
            assertThat(array.grant(grant(FRESH_NQN, route.legs().toArray(GrantRoute.Leg[]::new))))
                    .isEqualTo(new GrantOutcome.Clean(3));
            AccessReport access = answered(array.access(Set.of(BOOT, DATA)));
            assertThat(access.initiatorsOf(BOOT)).containsExactly(FRESH_NQN);
            assertThat(access.initiatorsOf(DATA)).containsExactlyInAnyOrder(FRESH_NQN, OTHER_NQN);
        }
        assertThat(fixture.writes())
                .contains(
                        "PUT hostsets/hs {\"action\":1,\"setmembers\":[\"" + SUCCESSOR + "\"]}",
                        "POST vluns {\"volumeName\":\"set:vvs\",\"lun\":1,\"hostname\":\"" + SUCCESSOR
                                + "\",\"portPos\":{\"node\":0,\"slot\":3,\"cardPort\":1}}");
    }

    @Test
    void grant_when_moveHasChap_setsItBeforeAnyVolume() {
        fixture.volumes();

        assertThat(iscsi(with(grant(FRESH, move(Map.of())), CHAP))).isEqualTo(new GrantOutcome.Clean(5));
        assertThat(fixture.writes().get(0)).startsWith("POST hosts {").contains("iSCSINames");
        assertThat(fixture.writes().get(1)).contains("\"chapOperationMode\":1");
        assertThat(fixture.writes().get(2)).contains("\"chapOperationMode\":2");
        assertThat(fixture.writes().get(3)).startsWith("POST vluns");
    }

    @ParameterizedTest
    @CsvSource({"hosts, 409, 16, 1", "hosts, 409, 73, 1", "vluns, 409, 29, 2"})
    void grant_when_somethingIsThereAlready_endsAtOnce(String what, int status, int code, int writes) {
        fixture.volumes();
        wsapi.when(FakeWsapi.to(HttpMethod.POST, what), request -> FakeWsapi.error(status, code));

        assertThat(nvme(grant(FRESH_NQN, move(Map.of())))).isInstanceOf(GrantOutcome.AlreadyThere.class);
        assertThat(fixture.writes()).hasSize(writes);
    }

    @Test
    void grant_when_hostNameIsTaken_isAlreadyThereWithoutARequest() {
        fixture.volumes();
        wsapi.nvmeHost(SUCCESSOR, OTHER_NQN.value());

        assertThat(nvme(grant(FRESH_NQN, move(Map.of()))))
                .isEqualTo(new GrantOutcome.AlreadyThere("a host " + SUCCESSOR));
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void grant_when_volumeWasExportedUnderAnotherNumber_isInDoubt() {
        fixture.volumes();
        wsapi.when(
                FakeWsapi.to(HttpMethod.POST, "vluns"),
                request -> new RestResponse(
                        201, Map.of("Location", "/api/v1/vluns/web-boot,7," + SUCCESSOR), new byte[0]));

        assertThat(nvme(grant(FRESH_NQN, move(Map.of())))).isInstanceOf(GrantOutcome.InDoubt.class);
        assertThat(fixture.writes()).hasSize(2);
    }

    @Test
    void grant_when_successIsNoneOfThoseThatMeanDone_isInDoubt() {
        fenced();
        wsapi.when(FakeWsapi.to(HttpMethod.PUT, "hosts"), request -> RestResponse.json(202, "{}"));

        assertThat(iscsi(grant(FRESH, swap()))).isInstanceOf(GrantOutcome.InDoubt.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 257})
    void grant_when_namespaceIdIsNone_sendsNothing(int id) {
        GrantRoute.Move move = new GrantRoute.Move(swap().in(), Map.of(), Map.of(BOOT, new LunId(id)));

        assertThat(nvme(grant(FRESH_NQN, move))).isInstanceOf(GrantOutcome.Refused.class);
        assertThat(fixture.transport.requests()).isEmpty();
    }

    @Test
    void grant_when_orderDoesNotFitTheProtocol_sendsNothing() {
        assertThat(nvme(grant(FRESH, move(Map.of())))).isInstanceOf(GrantOutcome.Refused.class);
        assertThat(iscsi(grant(FRESH_NQN, swap()))).isInstanceOf(GrantOutcome.Refused.class);
        assertThat(nvme(grant(FRESH_NQN, swap()))).isInstanceOf(GrantOutcome.Refused.class);
        assertThat(nvme(with(grant(FRESH_NQN, move(Map.of())), CHAP))).isInstanceOf(GrantOutcome.Refused.class);
        assertThat(iscsi(grant(FRESH))).isInstanceOf(GrantOutcome.Refused.class);
        assertThat(iscsi(grant(FRESH, swap(), swap()))).isInstanceOf(GrantOutcome.Refused.class);
        assertThat(iscsi(grant(FRESH, move(Map.of("export 1", "nonsense"))))).isInstanceOf(GrantOutcome.Refused.class);
        assertThat(iscsi(grant(FRESH, move(Map.of("export 1", "web-boot 1 0:2 web-boot")))))
                .isInstanceOf(GrantOutcome.Refused.class);
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void move_when_volumesAreMany_takesOneRequestForEachAndFewMore() {
        fixture.volumes();
        wsapi.nvmeHost("web-01", VICTIM_NQN.value());
        Map<VolumeName, LunId> many = new HashMap<>();
        for (int number = 1; number <= 256; number++) {
            many.put(new VolumeName("v" + number), new LunId(number));
            wsapi.volume("v" + number);
            wsapi.template("v" + number, number, "web-01");
        }
        Initiator fresh = FRESH_NQN;
        try (AlletraArray array = fixture.nvme()) {
            GrantRoute route = answered(array.route(VICTIM_NQN, many.keySet()));
            assertThat(route.legs().getFirst().volumes()).isEqualTo(many);
            array.revoke(new RevokeOrder(Set.of(VICTIM_NQN), many.keySet()));
            assertThat(array.grant(grant(fresh, route.legs().getFirst()))).isEqualTo(new GrantOutcome.Clean(257));
        }
        assertThat(fixture.transport.requests())
                .filteredOn(request -> !request.path().startsWith("/api/v1/credentials"))
                .hasSizeLessThan(2 * 256 + 23);
    }
}
