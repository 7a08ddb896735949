package io.github.outpostrecovery.storage.flasharray;

import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.BOOT;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.DATA;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.FRESH;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.FRESH_NQN;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.OTHER;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.OWN_HOST;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.VICTIM;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.fence;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.grant;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.move;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.swap;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessObject;
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
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostGrantTest {
    private static final String ADDITION = "PATCH /hosts";
    private static final String CREATION = "POST /hosts";
    private static final String CONNECTION = "POST /connections";
    private static final ChapCredentials CHAP = new ChapCredentials(
            "web",
            new Secret("chap-canary-01"),
            Optional.of(new ChapCredentials.Mutual("array", new Secret("back-canary-01"))));

    private final FlashArrayFixture fixture = new FlashArrayFixture();
    private final FakeFlashArray fake = fixture.fake;
    private final FakeObjects objects = fixture.objects;

    /** The victim was taken out of its host. */
    @BeforeEach
    void site() {
        fixture.privateHost();
        objects.host("web-01");
    }

    private static boolean changes(RestRequest request) {
        return request.method() != HttpMethod.GET && !request.path().endsWith("/login");
    }

    private void disturb(int nth, ScriptedTransport.Script script) {
        fake.when(request -> changes(request) && fixture.writes().size() >= nth, script);
    }

    private Set<Initiator> reaching(VolumeName volume) {
        Answer<AccessReport> answer = fixture.iscsi().access(Set.of(volume));
        assertThat(answer).isInstanceOf(Answer.Answered.class);
        return ((Answer.Answered<AccessReport>) answer).value().initiatorsOf(volume);
    }

    /** Every kind of order, and at which request it is disturbed. */
    static Stream<Arguments> grants() {
        return Stream.of(
                Arguments.of(Protocol.ISCSI, Named.of("swap", grant(FRESH, swap("web-01"))), 1),
                Arguments.of(Protocol.ISCSI, Named.of("swap, CHAP", with(grant(FRESH, swap("web-01")), CHAP)), 1),
                Arguments.of(Protocol.ISCSI, Named.of("move, host", grant(FRESH, move("web-01"))), 1),
                Arguments.of(Protocol.ISCSI, Named.of("move, first volume", grant(FRESH, move("web-01"))), 2),
                Arguments.of(Protocol.ISCSI, Named.of("move, last volume", grant(FRESH, move("web-01"))), 3),
                Arguments.of(Protocol.NVME_TCP, Named.of("NVMe swap", grant(FRESH_NQN, swap("web-01"))), 1));
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
                request -> FakeFlashArray.error(500, "Host already exists."),
                request -> RestResponse.json(502, "<html>"),
                request -> RestResponse.json(503, ""),
                request -> RestResponse.json(200, "{\"items\":["),
                request -> RestResponse.json(200, "{\"errors\":[{\"message\":\"x\"}]}"),
                request -> RestResponse.json(202, "{}"),
                request -> RestResponse.json(207, "{\"items\":[]}"),
                request -> RestResponse.json(302, ""),
                request -> RestResponse.json(400, "<html>bad request</html>"),
                request -> RestResponse.json(404, "{\"message\":\"no route\"}"));
    }

    @ParameterizedTest
    @MethodSource("grants")
    void grant_when_aRequestMayHaveHadItsEffect_isInDoubtAndNothingIsSentAgain(
            Protocol protocol, GrantOrder order, int nth) {
        for (ScriptedTransport.Script doubt : doubts()) {
            HostGrantTest again = new HostGrantTest();
            again.site();
            again.disturb(nth, doubt);

            GrantOutcome outcome = again.fixture.array(protocol).grant(order);

            assertThat(outcome).isInstanceOf(InDoubt.class);
            assertThat(again.fixture.writes()).hasSize(nth);
        }
    }

    @ParameterizedTest
    @MethodSource("grants")
    void grant_when_theAnswerIsLostAfterTheEffect_isInDoubt(Protocol protocol, GrantOrder order, int nth) {
        disturb(nth, request -> {
            assertThat(fake.apply(request).status()).isEqualTo(200);
            throw new EOFException("closed");
        });

        assertThat(fixture.array(protocol).grant(order)).isInstanceOf(InDoubt.class);
        assertThat(fixture.writes()).hasSize(nth);
    }

    @ParameterizedTest
    @MethodSource("grants")
    void grant_when_theArrayRefuses_isRefusedAndEndsThere(Protocol protocol, GrantOrder order, int nth) {
        disturb(nth, request -> FakeFlashArray.error(400, "Host limit reached."));

        assertThat(fixture.array(protocol).grant(order)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.failure().kind()).isEqualTo(Kind.REFUSED);
            assertThat(refused.failure().code()).isEqualTo("Host limit reached.");
        });
        assertThat(fixture.writes()).hasSize(nth);
    }

    @ParameterizedTest
    @MethodSource("grants")
    void grant_when_theSessionEndsInTheMiddle_isClean(Protocol protocol, GrantOrder order, int nth) {
        fake.once(request -> changes(request) && fixture.writes().size() >= nth, request -> {
            fake.forgetSessions();
            return fake.apply(request);
        });

        assertThat(fixture.array(protocol).grant(order)).isInstanceOf(Clean.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429})
    void grant_when_theRefusalIsAboutWhoAsks_isRefused(int status) {
        disturb(1, request -> RestResponse.json(status, ""));

        assertThat(fixture.iscsi().grant(grant(FRESH, swap("web-01")))).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1, Host already exists.",
        "1, The specified IQN is already in use.",
        "1, The specified host NQN is already in use.",
        "1, The specified NQN is already in use.",
        "1, Host already belongs to hgroup rack.",
        "2, Connection already exists.",
    })
    void grant_when_theArrayHasItAlready_isAlreadyThere(int nth, String message) {
        disturb(nth, request -> FakeFlashArray.error(400, message));

        assertThat(fixture.iscsi().grant(grant(FRESH, move("web-01"))))
                .isInstanceOfSatisfying(
                        AlreadyThere.class, there -> assertThat(there.where()).contains(message));
        assertThat(fixture.writes()).hasSize(nth);
    }

    @Test
    void grant_when_oneOfSeveralMessagesIsAnother_isRefused() {
        disturb(
                1,
                request -> RestResponse.json(
                        400,
                        "{\"errors\":[{\"message\":\"Host already exists.\"},{\"message\":\"Invalid personality.\"}]}"));

        assertThat(fixture.iscsi().grant(grant(FRESH, move("web-01")))).isInstanceOf(Refused.class);
    }

    @Test
    void grant_when_noSessionCanBeHad_isRefusedSinceNothingWasSent() {
        fake.when(request -> request.method() != HttpMethod.GET, request -> RestResponse.json(503, ""));

        assertThat(fixture.iscsi().grant(grant(FRESH, swap("web-01"))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.failure().detail()).contains("nothing was sent"));
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void grant_when_routeIsASwap_addsTheInitiatorAndItsChapAtOnce() {
        assertThat(fixture.iscsi().grant(with(grant(FRESH, swap("web-01")), CHAP)))
                .isEqualTo(new Clean(1));

        assertThat(fixture.writes()).containsExactly(ADDITION);
        assertThat(reaching(BOOT)).containsExactly(FRESH);
        assertThat(objects.hostNamed("web-01").path("chap"))
                .isEqualTo(FakeObjects.json("{'host_user':'web','host_password':'chap-canary-01','target_user':'array',"
                        + "'target_password':'back-canary-01'}"));
    }

    @Test
    void grant_when_routeIsAMove_makesAHostAndConnectsUnderTheSameNumbers() {
        assertThat(fixture.iscsi().grant(with(grant(FRESH, move("web-01")), CHAP)))
                .isEqualTo(new Clean(3));

        assertThat(fixture.writes()).containsExactly(CREATION, CONNECTION, CONNECTION);
        assertThat(objects.connections()).contains(BOOT + " " + OWN_HOST + " 1", DATA + " " + OWN_HOST + " 5");
        assertThat(objects.hostNamed(OWN_HOST).path("personality").asText()).isEqualTo("aix");
        assertThat(objects.hostNamed(OWN_HOST).path("chap").path("host_user").asText())
                .isEqualTo("web");
    }

    @Test
    void grant_when_theHostIsForNvme_asksForNoNumberAndComparesTheNamespaceId() {
        GrantRoute.Move route =
                new GrantRoute.Move(new AccessObject("web-01", "web-01"), Map.of(), Map.of(BOOT, new LunId(10)));
        assertThat(fixture.nvme().grant(grant(FRESH_NQN, route))).isEqualTo(new Clean(2));
        assertThat(fixture.transport.writes().getLast().body()).contains("{}");

        HostGrantTest again = new HostGrantTest();
        again.site();
        assertThat(again.fixture.nvme().grant(grant(FRESH_NQN, move("web-01")))).isInstanceOf(InDoubt.class);
    }

    @Test
    void grant_when_anotherNumberComesBack_isInDoubt() {
        fake.when(
                FakeFlashArray.to(HttpMethod.POST, "/connections"),
                request -> RestResponse.json(200, "{\"items\":[{\"lun\":7}]}"));

        assertThat(fixture.iscsi().grant(grant(FRESH, move("web-01"))))
                .isInstanceOfSatisfying(
                        InDoubt.class,
                        doubt -> assertThat(doubt.failure().detail()).contains("7 instead of 5"));
        assertThat(fixture.writes()).containsExactly(CREATION, CONNECTION);
    }

    @Test
    void grant_when_theHostComesBackWithoutTheName_isInDoubt() {
        fake.when(
                FakeFlashArray.to(HttpMethod.PATCH, "/hosts"),
                request -> RestResponse.json(200, "{\"items\":[{\"name\":\"web-01\",\"iqns\":[]}]}"));

        assertThat(fixture.iscsi().grant(grant(FRESH, swap("web-01")))).isInstanceOf(InDoubt.class);
    }

    @Test
    void grant_when_theNameIsKnown_sendsNothing() {
        objects.host("elsewhere", FRESH.value());

        assertThat(fixture.iscsi().grant(grant(FRESH, swap("web-01"))))
                .isEqualTo(new AlreadyThere("host elsewhere has " + FRESH));
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void grant_when_absenceIsSaidInWords_believesThem() {
        fake.when(
                request -> FakeFlashArray.parameters(request).containsKey("filter"),
                request -> FakeFlashArray.error(400, "Host does not exist."));

        assertThat(fixture.iscsi().grant(grant(FRESH, swap("web-01")))).isEqualTo(new Clean(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hosts", "/volumes", "/connections"})
    void grant_when_whatIsThereCannotBeRead_sendsNothing(String path) {
        fake.when(FakeFlashArray.to(HttpMethod.GET, path), request -> RestResponse.json(503, ""));

        assertThat(fixture.iscsi().grant(grant(FRESH, swap("web-01"))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.failure().kind()).isEqualTo(Kind.UNREACHABLE));
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void grant_when_aNeighbourIsInTheHost_makesAHostOfItsOwn() {
        objects.host("web-01", OTHER.value());

        assertThat(fixture.iscsi().grant(grant(FRESH, swap("web-01")))).isEqualTo(new Clean(3));
        assertThat(fixture.writes()).containsExactly(CREATION, CONNECTION, CONNECTION);
        assertThat(reaching(BOOT)).containsExactlyInAnyOrder(OTHER, FRESH);
    }

    @Test
    void grant_when_theFenceHadToDisconnectTheHost_doesNotLetTheVictimBackIn() {
        objects.host("web-01", VICTIM.value()).put("personality", "esxi");
        fake.when(
                FakeFlashArray.to(HttpMethod.PATCH, "/hosts"),
                request -> FakeFlashArray.error(400, "The initiator is logged in."));
        FlashArray array = fixture.iscsi();
        assertThat(array.revoke(fence(VICTIM)).done()).hasSize(2);

        assertThat(array.grant(grant(FRESH, swap("web-01")))).isEqualTo(new Clean(3));

        assertThat(reaching(BOOT)).containsExactly(FRESH);
        assertThat(reaching(DATA)).containsExactly(FRESH);
        assertThat(objects.hostNamed(OWN_HOST).path("personality").asText()).isEqualTo("esxi");
    }

    @Test
    void grant_when_theHostIsGoneOrHasOtherNumbers_makesAHostOfItsOwn() {
        assertThat(fixture.iscsi().grant(grant(FRESH, swap("no-such-host")))).isEqualTo(new Clean(3));

        HostGrantTest again = new HostGrantTest();
        again.site();
        GrantRoute.Swap route = new GrantRoute.Swap(
                new AccessObject("web-01", "web-01"), Map.of(BOOT, new LunId(2), DATA, new LunId(5)));
        assertThat(again.fixture.iscsi().grant(grant(FRESH, route))).isEqualTo(new Clean(3));
    }

    @Test
    void grant_when_theModelProvesItselfByChapAndNoneIsGiven_sendsNothing() {
        GrantRoute.Move route = new GrantRoute.Move(
                new AccessObject("web-01", "web-01"), Map.of("chap", "required"), Map.of(BOOT, new LunId(1)));

        assertThat(fixture.iscsi().grant(grant(FRESH, route))).isInstanceOf(Refused.class);
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void grant_when_itCannotBeRight_asksAndSendsNothing() {
        VolumeName volume = BOOT;
        AccessObject host = new AccessObject("web-01", "web-01");
        ChapCredentials same = new ChapCredentials(
                "web",
                new Secret("the-same-secret"),
                Optional.of(new ChapCredentials.Mutual("array", new Secret("the-same-secret"))));
        List<GrantOrder> unfit = List.of(
                grant(FRESH_NQN, swap("web-01")),
                grant(FRESH),
                grant(FRESH, swap("web-01"), swap("web-02")),
                grant(FRESH, new GrantRoute.Swap(host, Map.of())),
                grant(FRESH, new GrantRoute.Swap(host, Map.of(volume, new LunId(0)))),
                grant(FRESH, new GrantRoute.Move(host, Map.of(), Map.of(volume, new LunId(0)))),
                grant(FRESH, new GrantRoute.Swap(host, Map.of(volume, new LunId(4096)))),
                with(grant(FRESH, swap("web-01")), new ChapCredentials("w", new Secret("short"), Optional.empty())),
                with(grant(FRESH, swap("web-01")), same));
        for (GrantOrder order : unfit) {
            assertThat(fixture.iscsi().grant(order))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.failure().detail()).startsWith("nothing was sent"));
        }
        assertThat(fixture.nvme().grant(with(grant(FRESH_NQN, swap("web-01")), CHAP)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.failure().detail()).contains("CHAP"));
        assertThat(fixture.transport.requests()).isEmpty();
    }

    @Test
    void grant_when_thereAre256Volumes_takesAsManyRequestsAsForOne() {
        assertThat(requestsFor(256)).isEqualTo(requestsFor(1));
    }

    private static List<String> requestsFor(int volumes) {
        FlashArrayFixture fixture = new FlashArrayFixture();
        fixture.objects.host("web-01");
        Map<VolumeName, LunId> numbers = IntStream.rangeClosed(1, volumes)
                .boxed()
                .collect(Collectors.toMap(number -> new VolumeName("web-01-data-" + number), LunId::new));
        numbers.forEach((volume, number) -> {
            fixture.objects.volume(volume.value());
            fixture.objects.connect(volume.value(), "web-01", number.number());
        });
        GrantRoute.Swap route = new GrantRoute.Swap(new AccessObject("web-01", "web-01"), numbers);
        assertThat(fixture.iscsi().grant(grant(FRESH, route))).isEqualTo(new Clean(1));
        return fixture.asked().stream().map(Object::toString).toList();
    }
}
