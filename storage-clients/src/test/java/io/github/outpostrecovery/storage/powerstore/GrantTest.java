package io.github.outpostrecovery.storage.powerstore;

import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.BOOT;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.DATA;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.FRESH;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.FRESH_HOST;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.VICTIM;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.VICTIM_HOST;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.fence;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.grant;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.move;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.object;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.swap;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantOutcome.AlreadyThere;
import io.github.outpostrecovery.core.array.GrantOutcome.Clean;
import io.github.outpostrecovery.core.array.GrantOutcome.InDoubt;
import io.github.outpostrecovery.core.array.GrantOutcome.Refused;
import io.github.outpostrecovery.core.array.GrantRoute.Move;
import io.github.outpostrecovery.core.array.GrantRoute.Swap;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestRequest;
import io.github.outpostrecovery.storage.rest.RestResponse;
import io.github.outpostrecovery.storage.rest.ScriptedTransport;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantTest {
    private static final ChapCredentials CHAP = new ChapCredentials(
            "web",
            new Secret("chap-canary-1"),
            Optional.of(new ChapCredentials.Mutual("array", new Secret("back-canary-1"))));
    private static final ChapCredentials ONE_WAY =
            new ChapCredentials("web", new Secret("chap-canary-1"), Optional.empty());

    private final PowerStoreFixture fixture = new PowerStoreFixture();
    private final FakePowerStore dell = fixture.dell;

    /** The victim has been taken out of its host. */
    @BeforeEach
    void site() {
        fixture.ownHost();
        dell.rows("/initiator").clear();
    }

    private GrantOutcome grantOf(GrantOrder order) {
        return fixture.iscsi().grant(order);
    }

    private JsonNode bodyOfWrite(int index) {
        return FakePowerStore.json(fixture.transport.writes().stream()
                .filter(PowerStoreFixture::changes)
                .toList()
                .get(index)
                .body()
                .orElseThrow());
    }

    /** Every kind of order, and at which request it is disturbed. */
    static Stream<Arguments> grants() {
        return Stream.of(
                Arguments.of(Named.of("swap", grant(FRESH, swap("web-01"))), 1),
                Arguments.of(Named.of("swap with CHAP", with(grant(FRESH, swap("web-01")), CHAP)), 1),
                Arguments.of(Named.of("move, host", grant(FRESH, move("web-01"))), 1),
                Arguments.of(Named.of("move, last attachment", grant(FRESH, move("web-01"))), 3));
    }

    private void disturb(int nth, ScriptedTransport.Script script) {
        dell.when(
                request ->
                        PowerStoreFixture.changes(request) && fixture.writes().size() >= nth,
                script);
    }

    /** Whatever leaves open what the request did. */
    private static List<ScriptedTransport.Script> doubts() {
        return List.of(
                request -> {
                    throw new ConnectException("refused");
                },
                request -> {
                    throw new HttpTimeoutException("slow");
                },
                request -> {
                    throw new EOFException("cut");
                },
                request -> RestResponse.json(500, ""),
                request -> FakePowerStore.error(500, "0xE0A080010052"),
                request -> RestResponse.json(503, ""),
                request -> RestResponse.json(202, "{\"id\":\"job-1\"}"),
                request -> RestResponse.json(400, "<html>proxy</html>"),
                request -> RestResponse.json(404, ""),
                request -> RestResponse.json(302, ""),
                request -> RestResponse.json(200, "{\"cut"),
                request -> RestResponse.json(200, "{\"messages\":[]}"));
    }

    @ParameterizedTest
    @MethodSource("grants")
    void grant_when_anAnswerIsLost_isInDoubtAndSentOnce(GrantOrder order, int nth) {
        for (ScriptedTransport.Script doubt : doubts()) {
            GrantTest other = new GrantTest();
            other.site();
            other.disturb(nth, doubt);

            assertThat(other.grantOf(order)).isInstanceOf(InDoubt.class);
            assertThat(other.fixture.writes()).hasSize(nth).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @MethodSource("grants")
    void grant_when_itHadItsEffectAndNoAnswer_isInDoubtAndSentOnce(GrantOrder order, int nth) {
        disturb(nth, request -> {
            dell.apply(request);
            throw new EOFException("lost");
        });

        assertThat(grantOf(order)).isInstanceOf(InDoubt.class);
        assertThat(fixture.writes()).hasSize(nth);
    }

    @ParameterizedTest
    @MethodSource("grants")
    void grant_when_arrayRefusesWithACode_isRefused(GrantOrder order, int nth) {
        for (int status : List.of(400, 404, 422)) {
            GrantTest other = new GrantTest();
            other.site();
            other.disturb(nth, request -> FakePowerStore.error(status, FakeWrites.SOME_REFUSAL));

            assertThat(other.grantOf(order))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.failure().code()).isEqualTo(FakeWrites.SOME_REFUSAL));
            assertThat(other.fixture.writes()).hasSize(nth);
        }
    }

    @Test
    void grant_when_logInIsRefusedOrLost_isRefusedAndNothingWasSent() {
        dell.when(FakePowerStore.to(HttpMethod.GET, "/login_session"), request -> RestResponse.json(503, ""));

        assertThat(grantOf(grant(FRESH, swap("web-01"))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.failure().detail()).startsWith("nothing was sent"));
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void grant_when_routeIsASwap_addsTheInitiator() {
        assertThat(grantOf(grant(FRESH, swap("web-01")))).isEqualTo(new Clean(1));

        assertThat(fixture.writes()).containsExactly("PATCH /host/" + FakePowerStore.idOf("web-01"));
        assertThat(bodyOfWrite(0))
                .isEqualTo(
                        FakePowerStore.json("{'add_initiators':[{'port_name':'" + FRESH + "','port_type':'iSCSI'}]}"));
        assertThat(fixture.access().initiatorsOf(BOOT)).containsExactly(FRESH);
        assertThat(fixture.access().initiatorsOf(DATA)).containsExactly(FRESH);
    }

    @Test
    void grant_when_theHostIsInAGroup_keepsTheGroupsMappings() {
        PowerStoreFixture grouped = new PowerStoreFixture();
        grouped.sharedGroup();
        grouped.iscsi().revoke(fence(VICTIM));

        assertThat(grouped.iscsi().grant(grant(FRESH, swap("web-01")))).isEqualTo(new Clean(1));
        assertThat(grouped.access().initiatorsOf(BOOT)).contains(FRESH).hasSize(2);
    }

    @Test
    void grant_when_routeIsAMove_makesAHostAndAttachesAtTheSameNumbers() {
        dell.initiator("web-01", "iSCSI", "iqn.2006-03.com.amazon.aws:other");

        assertThat(grantOf(grant(FRESH, move("web-01")))).isEqualTo(new Clean(3));

        assertThat(bodyOfWrite(0))
                .isEqualTo(FakePowerStore.json("{'name':'outpost-web-01-g2','os_type':'Windows','host_connectivity':"
                        + "'Local_Only','initiators':[{'port_name':'" + FRESH + "','port_type':'iSCSI'}]}"));
        assertThat(fixture.access().pathsOf(Set.of(FRESH)))
                .extracting(path ->
                        path.volume() + " " + path.lun() + " " + path.through().name())
                .containsExactlyInAnyOrder(BOOT + " 0 outpost-web-01-g2", DATA + " 5 outpost-web-01-g2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void grant_when_chapIsGiven_sendsItWithTheInitiator(boolean moved) {
        assertThat(grantOf(with(grant(FRESH, moved ? move("web-01") : swap("web-01")), CHAP)))
                .isInstanceOf(Clean.class);

        assertThat(bodyOfWrite(0).path(moved ? "initiators" : "add_initiators").path(0))
                .isEqualTo(FakePowerStore.json("{'port_name':'" + FRESH + "','port_type':'iSCSI',"
                        + "'chap_single_username':'web','chap_single_password':'chap-canary-1',"
                        + "'chap_mutual_username':'array','chap_mutual_password':'back-canary-1'}"));
    }

    @Test
    void grant_when_overNvme_attachesWithoutANumber() {
        Map<io.github.outpostrecovery.core.name.VolumeName, LunId> namespaces =
                Map.of(BOOT, new LunId(11), DATA, new LunId(12));
        Move route = new Move(object("web-01"), Map.of("os_type", "Linux"), namespaces);

        assertThat(fixture.nvme().grant(grant(FRESH_HOST, route))).isEqualTo(new Clean(3));
        assertThat(bodyOfWrite(1).has("logical_unit_number")).isFalse();
        assertThat(fixture.nvme().grant(grant(VICTIM_HOST, new Swap(object("web-01"), namespaces))))
                .isEqualTo(new Clean(1));
    }

    @Test
    void grant_when_aVolumeHasAnotherNamespaceId_sendsNothing() {
        Move route = new Move(object("web-01"), Map.of("os_type", "Linux"), Map.of(BOOT, new LunId(99)));

        assertThat(fixture.nvme().grant(grant(FRESH_HOST, route))).isInstanceOf(Refused.class);
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void grant_when_theNumbersDiffer_isInDoubt() {
        dell.when(request -> request.path().endsWith("/attach"), request -> {
            RestRequest without = new RestRequest(
                    request.method(),
                    request.uri(),
                    request.headers(),
                    request.body().map(body -> body.replaceAll(",\"logical_unit_number\":\\d+", "")),
                    request.timeout());
            return dell.apply(without);
        });

        assertThat(grantOf(grant(FRESH, move("web-01")))).isInstanceOf(InDoubt.class);
    }

    @Test
    void grant_when_theResultCannotBeRead_isInDoubt() {
        dell.when(
                request -> request.path().endsWith("/host_volume_mapping")
                        && !fixture.writes().isEmpty(),
                request -> RestResponse.json(503, ""));

        assertThat(grantOf(grant(FRESH, move("web-01")))).isInstanceOf(InDoubt.class);
    }

    @Test
    void grant_when_theNewHostsIdDoesNotComeBack_isInDoubt() {
        disturb(1, request -> RestResponse.json(201, "{}"));

        assertThat(grantOf(grant(FRESH, move("web-01")))).isInstanceOf(InDoubt.class);
        assertThat(fixture.writes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/initiator", "/discovered_initiator"})
    void grant_when_theNameIsThere_isAlreadyThereAndNothingIsSent(String where) {
        if (where.equals("/initiator")) {
            dell.host("elsewhere", "iSCSI", FRESH.value());
        } else {
            dell.add(where, "{'name':'" + FRESH + "','protocol_type':'iSCSI'}");
        }

        assertThat(grantOf(grant(FRESH, swap("web-01")))).isInstanceOf(AlreadyThere.class);
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void grant_when_theHostsNameIsTaken_isAlreadyThereAndNothingIsSent() {
        dell.host("outpost-web-01-g2", "iSCSI");

        assertThat(grantOf(grant(FRESH, move("web-01")))).isInstanceOf(AlreadyThere.class);
        assertThat(fixture.writes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0xE0A01001000C", "0xe0a01001000c"})
    void grant_when_arraySaysThatTheHostHasIt_isAlreadyThere(String code) {
        disturb(1, request -> FakePowerStore.error(400, code));

        assertThat(grantOf(grant(FRESH, swap("web-01")))).isInstanceOf(AlreadyThere.class);
        assertThat(fixture.writes()).hasSize(1);
    }

    @Test
    void grant_when_severalCodesCome_noneOfThemDecides() {
        disturb(
                1,
                request -> RestResponse.json(
                        400, "{\"messages\":[{\"code\":\"0xE0A01001000C\"},{\"code\":\"0xE0A0FFFF0001\"}]}"));

        assertThat(grantOf(grant(FRESH, swap("web-01")))).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void grant_when_anotherHostGotTheNameMeanwhile_isAlreadyThere(boolean moved) {
        disturb(1, request -> {
            dell.host("elsewhere", "iSCSI", FRESH.value());
            return dell.apply(request);
        });

        assertThat(grantOf(grant(FRESH, moved ? move("web-01") : swap("web-01"))))
                .isInstanceOf(AlreadyThere.class);
        assertThat(fixture.writes()).hasSize(1);
    }

    @Test
    void grant_when_theFenceHadToDetach_getsAHostOfItsOwn() {
        PowerStoreFixture stubborn = new PowerStoreFixture();
        stubborn.ownHost();
        stubborn.dell.writes().keepLastInitiator();
        stubborn.iscsi().revoke(fence(VICTIM));
        int before = stubborn.writes().size();

        assertThat(stubborn.iscsi().grant(grant(FRESH, swap("web-01")))).isEqualTo(new Clean(3));
        assertThat(stubborn.writes().get(before)).isEqualTo("POST /host");
        assertThat(stubborn.access().initiatorsOf(BOOT)).containsExactly(FRESH);
        assertThat(stubborn.access().initiatorsOf(DATA)).containsExactly(FRESH);
    }

    @Test
    void grant_when_somebodyIsInTheHost_getsAHostOfItsOwn() {
        dell.initiator("web-01", "iSCSI", "iqn.2006-03.com.amazon.aws:late");

        assertThat(grantOf(grant(FRESH, swap("web-01")))).isEqualTo(new Clean(3));
    }

    @Test
    void grant_when_theHostIsGone_sendsNothing() {
        dell.rows("/host").clear();
        dell.rows("/host_volume_mapping").clear();

        assertThat(grantOf(grant(FRESH, swap("web-01")))).isInstanceOf(Refused.class);
        assertThat(fixture.writes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/initiator", "/discovered_initiator", "/volume", "/host_volume_mapping", "/host"})
    void grant_when_itCannotBeSeenWhatIsThere_sendsNothing(String unreadable) {
        dell.when(request -> request.path().equals("/api/rest" + unreadable), request -> RestResponse.json(503, ""));

        assertThat(grantOf(grant(FRESH, swap("web-01"))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.failure().detail()).startsWith("nothing was sent"));
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void grant_when_orderDoesNotFit_sendsNothing() {
        ChapCredentials shortSecret = new ChapCredentials("web", new Secret("eleven-char"), Optional.empty());
        Map<String, String> mutual = Map.of("os_type", "Linux", "chap", "mutual");
        Move withChap = new Move(object("web-01"), mutual, Map.of(BOOT, new LunId(0)));
        Move unknownSystem = new Move(object("web-01"), Map.of("os_type", "BeOS"), Map.of(BOOT, new LunId(0)));
        Move metro = new Move(
                object("web-01"),
                Map.of("os_type", "Linux", "host_connectivity", "Metro_Optimize_Both"),
                Map.of(BOOT, new LunId(0)));

        for (GrantOrder order : List.of(
                grant(FRESH_HOST, swap("web-01")),
                grant(FRESH),
                grant(FRESH, swap("web-01"), move("web-02")),
                with(grant(FRESH, swap("web-01")), shortSecret),
                grant(FRESH, withChap),
                with(grant(FRESH, withChap), ONE_WAY),
                grant(FRESH, unknownSystem),
                grant(FRESH, metro))) {
            assertThat(grantOf(order))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.failure().kind()).isEqualTo(Kind.REFUSED));
        }
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void grant_when_chapIsGivenOverNvme_isRefusedBeforeAnythingIsSent() {
        assertThat(fixture.nvme().grant(with(grant(FRESH_HOST, swap("web-01")), CHAP)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.failure().detail()).contains("CHAP"));
        assertThat(fixture.transport.requests()).isEmpty();
    }
}
