package io.github.outpostrecovery.storage.ontap;

import static io.github.outpostrecovery.storage.ontap.OntapFixture.BOOT;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.DATA;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.FRESH;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.FRESH_HOST;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.VICTIM_HOST;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.grant;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.move;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.swap;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
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
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.rest.HttpMethod;
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
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantTest {
    private static final String IGROUPS = "/api/protocols/san/igroups";
    private static final String MAPS = "/api/protocols/san/lun-maps";
    private static final String CREDENTIALS = "/api/protocols/san/iscsi/credentials";
    private static final ChapCredentials CHAP = new ChapCredentials(
            "web",
            new Secret("chap-canary"),
            Optional.of(new ChapCredentials.Mutual("array", new Secret("back-canary"))));

    private static final String HOST_KEY = DhHmacChapKeyTest.key("01", 32);
    private static final String ARRAY_KEY = DhHmacChapKeyTest.key("00", 48);
    private static final ChapCredentials DH_CHAP = new ChapCredentials(
            "unused", new Secret(HOST_KEY), Optional.of(new ChapCredentials.Mutual("unused", new Secret(ARRAY_KEY))));

    private final OntapFixture fixture = new OntapFixture();
    private final FakeOntap ontap = fixture.ontap;

    @BeforeEach
    void site() {
        fixture.privateIgroup();
        ontap.igroupNamed("web-01").putArray("initiators");
        ontap.subsystem("sub", VICTIM_HOST.value());
        ontap.namespace("/vol/v1/ns", "sub", "00000001h");
    }

    /** Every kind of order, and at which request it is disturbed; requests that are sent together are not among them. */
    static Stream<Arguments> grants() {
        return Stream.of(
                Arguments.of(Protocol.ISCSI, Named.of("swap", grant(FRESH, swap("web-01"))), 1),
                Arguments.of(Protocol.ISCSI, Named.of("move, igroup", grant(FRESH, move("web-01"))), 1),
                Arguments.of(Protocol.ISCSI, Named.of("chap record", with(grant(FRESH, swap("web-01")), CHAP)), 1),
                Arguments.of(Protocol.ISCSI, Named.of("chap and move", with(grant(FRESH, move("web-01")), CHAP)), 1),
                Arguments.of(Protocol.ISCSI, Named.of("after the record", with(grant(FRESH, swap("web-01")), CHAP)), 2),
                Arguments.of(
                        Protocol.ISCSI,
                        Named.of("igroup after the record", with(grant(FRESH, move("web-01")), CHAP)),
                        2),
                Arguments.of(Protocol.NVME_TCP, Named.of("host", grant(FRESH_HOST, swap("sub"))), 1),
                Arguments.of(
                        Protocol.NVME_TCP,
                        Named.of("host with a key", with(grant(FRESH_HOST, swap("sub")), DH_CHAP)),
                        1));
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
                    throw new EOFException("closed");
                },
                request -> {
                    throw new SSLException("broken");
                },
                request -> FakeOntap.error(500, "1"),
                request -> RestResponse.json(502, "<html>"),
                request -> RestResponse.json(503, ""),
                request -> RestResponse.json(504, ""),
                request -> RestResponse.json(201, "{\"records\":["),
                request -> RestResponse.json(200, "{\"error\":{\"code\":\"1\"}}"),
                request -> RestResponse.json(202, "{}"),
                request -> RestResponse.json(207, "{}"),
                request -> RestResponse.json(302, ""),
                request -> RestResponse.json(408, ""),
                request -> RestResponse.json(404, "<html>no such page</html>"));
    }

    private void disturb(int nth, ScriptedTransport.Script script) {
        ontap.when(
                request -> request.method() != HttpMethod.GET
                        && fixture.transport.writes().size() >= nth,
                script);
    }

    @ParameterizedTest
    @MethodSource("grants")
    void grant_when_aRequestMayHaveHadItsEffect_isInDoubtAndNothingIsSentAgain(
            Protocol protocol, GrantOrder order, int nth) {
        for (ScriptedTransport.Script doubt : doubts()) {
            GrantTest again = new GrantTest();
            again.site();
            again.disturb(nth, doubt);

            GrantOutcome outcome = again.fixture.array(protocol).grant(order);

            assertThat(outcome).isInstanceOf(InDoubt.class);
            assertThat(again.fixture.transport.writes()).hasSize(nth);
        }
    }

    @ParameterizedTest
    @MethodSource("grants")
    void grant_when_arrayRefuses_isRefusedAndEndsThere(Protocol protocol, GrantOrder order, int nth) {
        disturb(nth, request -> FakeOntap.error(400, "5374734"));

        assertThat(fixture.array(protocol).grant(order)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.failure().kind()).isEqualTo(Kind.REFUSED);
            assertThat(refused.failure().code()).isEqualTo("5374734");
        });
        assertThat(fixture.transport.writes()).hasSize(nth);
    }

    @ParameterizedTest
    @MethodSource("grants")
    void grant_when_credentialsAreRefusedOnce_isCleanAfterOneMoreTry(Protocol protocol, GrantOrder order, int nth) {
        ontap.once(
                request -> request.method() != HttpMethod.GET
                        && fixture.transport.writes().size() >= nth,
                request -> FakeOntap.error(401, "6"));

        assertThat(fixture.array(protocol).grant(order)).isInstanceOf(Clean.class);
    }

    @ParameterizedTest
    @MethodSource("grants")
    void grant_when_credentialsStayRefused_isRefusedAfterTwo(Protocol protocol, GrantOrder order, int nth) {
        disturb(nth, request -> FakeOntap.error(401, "6"));

        assertThat(fixture.array(protocol).grant(order))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.failure().kind()).isEqualTo(Kind.UNAUTHORISED));
        assertThat(fixture.transport.writes()).hasSize(nth + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void grant_when_oneOfTheMapsMayHaveHadItsEffect_isInDoubtAndEachWasSentOnce(int nth) {
        for (ScriptedTransport.Script doubt : doubts()) {
            GrantTest again = new GrantTest();
            again.site();
            again.disturb(nth, doubt);

            assertThat(again.fixture.iscsi().grant(grant(FRESH, move("web-01"))))
                    .isInstanceOf(InDoubt.class);
            assertThat(again.fixture.writes()).containsExactly("POST " + IGROUPS, "POST " + MAPS, "POST " + MAPS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void grant_when_oneOfTheMapsIsRefused_isInDoubtWithTheCodeAndNothingFollows(int nth) {
        disturb(nth, request -> FakeOntap.error(400, "1254201"));

        assertThat(fixture.iscsi().grant(grant(FRESH, move("web-01"), swap("web-01"))))
                .isInstanceOfSatisfying(
                        InDoubt.class,
                        doubt -> assertThat(doubt.failure().code()).isEqualTo("1254201"));
        assertThat(fixture.writes()).containsExactly("POST " + IGROUPS, "POST " + MAPS, "POST " + MAPS);
    }

    @Test
    void grant_when_oneMapIsRefusedAndAnotherUnanswered_tellsOfTheUnanswered() {
        disturb(3, request -> RestResponse.json(503, ""));
        ontap.once(FakeOntap.to(HttpMethod.POST, MAPS), request -> FakeOntap.error(400, "1254201"));

        assertThat(fixture.iscsi().grant(grant(FRESH, move("web-01"))))
                .isInstanceOfSatisfying(
                        InDoubt.class,
                        doubt -> assertThat(doubt.failure().kind()).isEqualTo(Kind.UNREACHABLE));
    }

    @Test
    void grant_when_thereIsOneMapAloneAndItIsRefused_isRefused() {
        Move one = new Move(move("web-01").modelledOn(), Map.of(), Map.of(BOOT, new LunId(0)));
        disturb(2, request -> FakeOntap.error(400, "1254201"));

        assertThat(fixture.iscsi().grant(grant(FRESH, one))).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "ISCSI, 5374035",
        "ISCSI, 1254207",
        "ISCSI, 5374142",
        "ISCSI, 5374023",
        "NVME_TCP, 72089705",
    })
    void grant_when_arrayHasItAlready_isAlreadyThere(Protocol protocol, String code) {
        disturb(1, request -> FakeOntap.error(409, code));
        GrantOrder order = protocol == Protocol.ISCSI ? grant(FRESH, swap("web-01")) : grant(FRESH_HOST, swap("sub"));

        assertThat(fixture.array(protocol).grant(order))
                .isInstanceOfSatisfying(
                        AlreadyThere.class, there -> assertThat(there.where()).contains(code));
        assertThat(fixture.transport.writes()).hasSize(1);
    }

    @Test
    void grant_when_routeIsASwap_addsTheInitiator() {
        assertThat(fixture.iscsi().grant(grant(FRESH, swap("web-01")))).isEqualTo(new Clean(1));
        assertThat(access().initiatorsOf(BOOT)).containsExactly(FRESH);
        assertThat(fixture.writes()).containsExactly("POST " + IGROUPS + "/web-01-uuid/initiators");
    }

    @Test
    void grant_when_routeIsAMove_makesAnIgroupAndMapsAtTheSameNumbers() {
        assertThat(fixture.iscsi().grant(grant(FRESH, move("web-01")))).isEqualTo(new Clean(3));

        assertThat(fixture.writes()).containsExactly("POST " + IGROUPS, "POST " + MAPS, "POST " + MAPS);
        JsonNode igroup = ontap.igroupNamed("outpost-web-01-g2");
        assertThat(igroup.path("os_type").asText()).isEqualTo("windows");
        assertThat(igroup.path("protocol").asText()).isEqualTo("mixed");
        assertThat(igroup.path("portset").path("name").asText()).isEqualTo("ps1");
        assertThat(igroup.path("initiators").path(0).path("name").asText()).isEqualTo(FRESH.value());
        assertThat(fixture.transport.writes().stream()
                        .skip(1)
                        .map(request -> FakeOntap.json(request.body().orElseThrow()))
                        .map(body -> body.path("lun").path("name").asText() + " "
                                + body.path("igroup").path("uuid").asText() + " "
                                + body.path("logical_unit_number").asInt(-1)))
                .containsExactly(
                        BOOT + " " + igroup.path("uuid").asText() + " 0",
                        DATA + " " + igroup.path("uuid").asText() + " 5");
    }

    @Test
    void grant_when_thereAreTwoMoves_namesTheIgroupsApart() {
        assertThat(fixture.iscsi().grant(grant(FRESH, move("web-01"), move("other"))))
                .isInstanceOf(Clean.class);
        assertThat(ontap.collection(IGROUPS))
                .extracting(igroup -> igroup.path("name").asText())
                .contains("outpost-web-01-g2", "outpost-web-01-g2-2");
    }

    @Test
    void grant_when_chapIsGiven_makesTheRecordFirst() {
        assertThat(fixture.iscsi().grant(with(grant(FRESH, swap("web-01")), CHAP)))
                .isEqualTo(new Clean(2));

        assertThat(fixture.writes())
                .containsExactly("POST " + CREDENTIALS, "POST " + IGROUPS + "/web-01-uuid/initiators");
        JsonNode record = ontap.collection(CREDENTIALS).getFirst();
        assertThat(record.path("authentication_type").asText()).isEqualTo("chap");
        assertThat(record.path("initiator").asText()).isEqualTo(FRESH.value());
        assertThat(record.at("/chap/inbound/user").asText()).isEqualTo("web");
        assertThat(record.at("/chap/inbound/password").asText()).isEqualTo("chap-canary");
        assertThat(record.at("/chap/outbound/user").asText()).isEqualTo("array");
        assertThat(record.at("/chap/outbound/password").asText()).isEqualTo("back-canary");
    }

    @Test
    void grant_when_chapIsGivenAndTheRouteIsAMove_makesTheRecordBeforeTheIgroup() {
        assertThat(fixture.iscsi().grant(with(grant(FRESH, move("web-01")), CHAP)))
                .isEqualTo(new Clean(4));

        assertThat(fixture.writes())
                .containsExactly("POST " + CREDENTIALS, "POST " + IGROUPS, "POST " + MAPS, "POST " + MAPS);
        assertThat(ontap.collection(CREDENTIALS).getFirst().path("initiator").asText())
                .isEqualTo(FRESH.value());
    }

    @Test
    void grant_when_chapGoesOneWay_makesARecordWithoutTheOtherWay() {
        ChapCredentials oneWay = new ChapCredentials("web", new Secret("chap-canary"), Optional.empty());

        assertThat(fixture.iscsi().grant(with(grant(FRESH, swap("web-01")), oneWay)))
                .isEqualTo(new Clean(2));
        assertThat(ontap.collection(CREDENTIALS).getFirst().path("chap"))
                .isEqualTo(FakeOntap.json("{'inbound':{'user':'web','password':'chap-canary'}}"));
    }

    @Test
    void grant_when_hostHasKeys_givesThemAtItsCreation() {
        assertThat(fixture.nvme().grant(with(grant(FRESH_HOST, swap("sub")), DH_CHAP)))
                .isEqualTo(new Clean(1));

        assertThat(fixture.transport.writes())
                .singleElement()
                .satisfies(request -> assertThat(FakeOntap.json(request.body().orElseThrow()))
                        .isEqualTo(FakeOntap.json("{'nqn':'" + FRESH_HOST + "','dh_hmac_chap':{'host_secret_key':'"
                                + HOST_KEY + "','controller_secret_key':'" + ARRAY_KEY + "'}}")));
    }

    @Test
    void grant_when_onlyTheHostHasAKey_givesNoneOfTheArray() {
        ChapCredentials oneWay = new ChapCredentials("unused", new Secret(HOST_KEY), Optional.empty());

        assertThat(fixture.nvme().grant(with(grant(FRESH_HOST, swap("sub")), oneWay)))
                .isEqualTo(new Clean(1));
        assertThat(fixture.transport.writes())
                .singleElement()
                .satisfies(request -> assertThat(
                                FakeOntap.json(request.body().orElseThrow()).path("dh_hmac_chap"))
                        .isEqualTo(FakeOntap.json("{'host_secret_key':'" + HOST_KEY + "'}")));
    }

    @Test
    void grant_when_aKeyIsNone_saysWhoseAndSendsNothing() {
        ChapCredentials ofTheHost = new ChapCredentials("u", new Secret("canary"), Optional.empty());
        ChapCredentials ofTheArray = new ChapCredentials(
                "u", new Secret(HOST_KEY), Optional.of(new ChapCredentials.Mutual("u", new Secret("canary"))));

        assertThat(fixture.nvme().grant(with(grant(FRESH_HOST, swap("sub")), ofTheHost)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.toString())
                                .contains("the host's DH-HMAC-CHAP secret", "nothing was sent")
                                .doesNotContain("canary"));
        assertThat(fixture.nvme().grant(with(grant(FRESH_HOST, swap("sub")), ofTheArray)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.toString())
                                .contains("the array's DH-HMAC-CHAP secret", "nothing was sent")
                                .doesNotContain("canary"));
        assertThat(fixture.transport.requests()).isEmpty();
    }

    @Test
    void grant_when_lunGotAnotherNumber_isInDoubt() {
        ontap.when(
                FakeOntap.to(HttpMethod.POST, MAPS),
                request -> RestResponse.json(201, "{\"records\":[{\"logical_unit_number\":7}]}"));

        assertThat(fixture.iscsi().grant(grant(FRESH, move("web-01")))).isInstanceOf(InDoubt.class);
        assertThat(fixture.transport.writes()).hasSize(3);
    }

    @Test
    void grant_when_igroupComesBackWithoutItsUuid_isInDoubt() {
        ontap.when(FakeOntap.to(HttpMethod.POST, IGROUPS), request -> RestResponse.json(201, "{\"num_records\":1}"));

        assertThat(fixture.iscsi().grant(grant(FRESH, move("web-01")))).isInstanceOf(InDoubt.class);
        assertThat(fixture.transport.writes()).hasSize(1);
    }

    @Test
    void grant_when_theNameIsInAnIgroup_isAlreadyThereAndNothingIsSent() {
        ontap.igroup("elsewhere", FRESH.value());

        assertThat(fixture.iscsi().grant(grant(FRESH, swap("web-01"))))
                .isEqualTo(new AlreadyThere("igroup elsewhere has " + FRESH));
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void grant_when_theNameHasACredentialsRecord_isAlreadyThereAndNothingIsSent() {
        ontap.add(CREDENTIALS, "{'initiator':'" + FRESH + "','authentication_type':'deny'}");

        assertThat(fixture.iscsi().grant(grant(FRESH, swap("web-01")))).isInstanceOf(AlreadyThere.class);
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void grant_when_theHostIsInASubsystem_isAlreadyThereAndNothingIsSent() {
        ontap.subsystem("elsewhere", FRESH_HOST.value());

        assertThat(fixture.nvme().grant(grant(FRESH_HOST, swap("sub")))).isInstanceOf(AlreadyThere.class);
        assertThat(fixture.writes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {IGROUPS, CREDENTIALS})
    void grant_when_itCannotBeSeenWhetherTheNameIsThere_sendsNothing(String unreadable) {
        ontap.when(FakeOntap.to(HttpMethod.GET, unreadable), request -> RestResponse.json(503, ""));

        assertThat(fixture.iscsi().grant(grant(FRESH, swap("web-01"))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.failure().detail()).startsWith("nothing was sent"));
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void grant_when_orderDoesNotFit_sendsNothing() {
        assertThat(fixture.iscsi().grant(grant(FRESH_HOST, swap("web-01")))).isInstanceOf(Refused.class);
        assertThat(fixture.iscsi().grant(grant(FRESH))).isInstanceOf(Refused.class);
        assertThat(fixture.iscsi().grant(grant(FRESH, new Swap(swap("web-01").in(), Map.of(BOOT, new LunId(4096))))))
                .isInstanceOf(Refused.class);
        assertThat(fixture.nvme().grant(grant(FRESH, swap("sub")))).isInstanceOf(Refused.class);
        assertThat(fixture.nvme().grant(grant(FRESH_HOST, move("sub")))).isInstanceOf(Refused.class);
        assertThat(fixture.nvme().grant(grant(FRESH_HOST))).isInstanceOf(Refused.class);
        assertThat(fixture.nvme().grant(with(grant(FRESH_HOST, swap("sub")), CHAP)))
                .isInstanceOf(Refused.class);
        assertThat(fixture.transport.requests()).isEmpty();
    }

    @Test
    void grant_when_itBecomesAJob_waitsForItsEnd() {
        job("{'state':'running'}", "{'state':'running'}", "{'state':'success'}");

        assertThat(fixture.iscsi().grant(grant(FRESH, swap("web-01")))).isEqualTo(new Clean(1));
        assertThat(fixture.clock.pauses()).hasSize(2);
        assertThat(fixture.transport.writes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'state':'failure','code':1}", "{'state':'running'}", "{'state':'odd'}", "{}"})
    void grant_when_itsJobDoesNotSucceed_isInDoubt(String state) {
        job(state);

        assertThat(fixture.iscsi().grant(grant(FRESH, swap("web-01")))).isInstanceOf(InDoubt.class);
        assertThat(fixture.transport.writes()).hasSize(1);
    }

    @Test
    void grant_when_itsJobCannotBeRead_isInDoubt() {
        job("{}");
        ontap.when(FakeOntap.to(HttpMethod.GET, "/api/cluster/jobs"), request -> FakeOntap.error(404, "4"));

        assertThat(fixture.iscsi().grant(grant(FRESH, swap("web-01")))).isInstanceOf(InDoubt.class);
    }

    private void job(String... states) {
        java.util.ArrayDeque<String> left = new java.util.ArrayDeque<>(List.of(states));
        ontap.when(
                request -> request.method() == HttpMethod.POST,
                request -> RestResponse.json(202, "{\"job\":{\"uuid\":\"job-1\"}}"));
        ontap.when(
                FakeOntap.to(HttpMethod.GET, "/api/cluster/jobs/job-1"),
                request -> RestResponse.json(
                        200,
                        FakeOntap.json(left.size() > 1 ? left.removeFirst() : left.getFirst())
                                .toString()));
    }

    private AccessReport access() {
        return ((Answer.Answered<AccessReport>) fixture.iscsi().access(Set.of(BOOT, DATA))).value();
    }
}
