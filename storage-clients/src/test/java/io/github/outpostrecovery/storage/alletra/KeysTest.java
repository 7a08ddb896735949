package io.github.outpostrecovery.storage.alletra;

import static io.github.outpostrecovery.storage.alletra.AlletraFixture.BOOT;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.FRESH;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.VICTIM;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.answered;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.fence;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.grant;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.swap;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.unanswered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestRequest;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {
    private static final Predicate<RestRequest> LOG_IN = FakeWsapi.to(HttpMethod.POST, "credentials");
    private static final Predicate<RestRequest> LOG_OUT = FakeWsapi.to(HttpMethod.DELETE, "credentials");
    private static final Predicate<RestRequest> HOSTS = FakeWsapi.to(HttpMethod.GET, "hosts");

    private final AlletraFixture fixture = new AlletraFixture();
    private final FakeWsapi wsapi = fixture.wsapi;

    private List<RestRequest> sent(Predicate<RestRequest> kind) {
        return fixture.transport.requests().stream().filter(kind).toList();
    }

    @Test
    void array_when_asked_logsInOnceShowsTheKeyAndLogsOut() {
        fixture.privateHost();
        try (AlletraArray array = fixture.iscsi()) {
            answered(array.access(Set.of(BOOT)));
            answered(array.access(Set.of(BOOT)));
            assertThat(wsapi.keys.open()).isEqualTo(1);
        }

        assertThat(sent(LOG_IN)).hasSize(1).allSatisfy(request -> {
            assertThat(request.headers()).containsEntry("Content-Type", "application/json");
            assertThat(request.headers()).doesNotContainKey(FakeKeys.HEADER);
        });
        assertThat(sent(LOG_OUT))
                .singleElement()
                .satisfies(
                        request -> assertThat(request.path()).isEqualTo("/api/v1/credentials/canary-key-1%2F%2B%3D"));
        assertThat(sent(request -> request.path().equals("/api"))).hasSize(1);
        assertThat(wsapi.keys.open()).isZero();
    }

    @Test
    void array_when_neverAsked_sendsNothing() {
        fixture.iscsi().close();

        assertThat(fixture.transport.requests()).isEmpty();
    }

    @Test
    void array_when_closed_answersNothing() {
        fixture.privateHost();
        AlletraArray array = fixture.iscsi();
        array.close();

        assertThat(unanswered(array.access(Set.of(BOOT))).kind()).isEqualTo(Kind.REFUSED);
        assertThat(array.grant(grant(FRESH, swap()))).isInstanceOf(GrantOutcome.Refused.class);
        assertThat(fixture.transport.requests()).isEmpty();
    }

    @Test
    void key_when_idleForLong_isReplacedBeforeItExpires() {
        fixture.privateHost();
        try (AlletraArray array = fixture.iscsi()) {
            answered(array.access(Set.of(BOOT)));
            fixture.clock.pass(Duration.ofMinutes(14));
            assertThat(wsapi.keys.open()).isEqualTo(1);
            answered(array.access(Set.of(BOOT)));
            assertThat(wsapi.keys.given()).isEqualTo(2);
            assertThat(wsapi.keys.open()).isEqualTo(1);
            assertThat(wsapi.keys.most()).isEqualTo(1);
        }
        assertThat(wsapi.keys.open()).isZero();
    }

    @Test
    void key_when_arrayForgotIt_isAskedForOnceAgain() {
        fixture.privateHost();
        try (AlletraArray array = fixture.iscsi()) {
            answered(array.access(Set.of(BOOT)));
            wsapi.keys.loseAll();
            answered(array.access(Set.of(BOOT)));
            assertThat(wsapi.keys.given()).isEqualTo(2);
        }
        assertThat(wsapi.keys.open()).isZero();
    }

    @Test
    void key_when_newOneIsRefusedToo_isAnAnswer() {
        fixture.privateHost();
        wsapi.when(HOSTS, request -> FakeWsapi.error(403, 6));
        try (AlletraArray array = fixture.iscsi()) {
            assertThat(unanswered(array.access(Set.of(BOOT))).kind()).isEqualTo(Kind.UNAUTHORISED);
        }
        assertThat(sent(HOSTS)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"403, 13", "403, 5"})
    void key_when_403HasAnotherCode_isKept(int status, int code) {
        fixture.privateHost();
        wsapi.when(HOSTS, request -> FakeWsapi.error(status, code));
        try (AlletraArray array = fixture.iscsi()) {
            assertThat(unanswered(array.access(Set.of(BOOT))).kind()).isEqualTo(Kind.UNAUTHORISED);
        }
        assertThat(sent(HOSTS)).hasSize(1);
        assertThat(wsapi.keys.given()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"403, 5", "403, 13"})
    void logIn_when_credentialsAreRefused_readsThemAgainOnceAndSaysSo(int status, int code) {
        fixture.privateHost();
        wsapi.when(LOG_IN, request -> FakeWsapi.error(status, code));
        try (AlletraArray array = fixture.iscsi()) {
            assertThat(unanswered(array.access(Set.of(BOOT))).kind()).isEqualTo(Kind.UNAUTHORISED);
            assertThat(array.grant(grant(FRESH, swap()))).isInstanceOf(GrantOutcome.Refused.class);
        }
        assertThat(sent(LOG_IN)).hasSize(4);
        assertThat(fixture.writes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"503, 30000", "503, 1", "403, 30000", "429, 30000"})
    void logIn_when_arrayHasNoKeyLeft_waitsForOneAndSendsTheGrantOnce(int status, int code) {
        fixture.privateHost();
        try (AlletraArray array = fixture.iscsi()) {
            array.revoke(fence(VICTIM));
        }
        AtomicInteger turnedAway = new AtomicInteger();
        wsapi.when(
                LOG_IN,
                request -> turnedAway.incrementAndGet() <= 5 ? FakeWsapi.error(status, code) : wsapi.apply(request));
        try (AlletraArray array = fixture.iscsi()) {
            assertThat(array.grant(grant(FRESH, swap()))).isEqualTo(new GrantOutcome.Clean(1));
        }
        assertThat(fixture.writes()).hasSize(2);
        assertThat(fixture.clock.pauses()).hasSize(5);
    }

    @Test
    void logIn_when_noKeyBecomesFree_givesUpAndHasSentNothing() {
        fixture.privateHost();
        wsapi.keys.limit(0);
        try (AlletraArray array = fixture.iscsi()) {
            assertThat(unanswered(array.access(Set.of(BOOT))).kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(array.grant(grant(FRESH, swap()))).isInstanceOf(GrantOutcome.Refused.class);
        }
        assertThat(fixture.transport.requests()).allMatch(LOG_IN);
        Duration waited = fixture.clock.pauses().stream().reduce(Duration.ZERO, Duration::plus);
        assertThat(waited).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
    }

    @Test
    void write_when_keyExpiredAndNoneIsLeft_wasNotSent() {
        fixture.privateHost();
        try (AlletraArray array = fixture.iscsi()) {
            array.revoke(fence(VICTIM));
        }
        wsapi.once(FakeWsapi.to(HttpMethod.PUT, "hosts"), request -> {
            wsapi.keys.loseAll();
            wsapi.keys.limit(0);
            return wsapi.apply(request);
        });
        try (AlletraArray array = fixture.iscsi()) {
            assertThat(array.grant(grant(FRESH, swap()))).isInstanceOf(GrantOutcome.Refused.class);
        }
        assertThat(wsapi.named("hosts", "web-01").path("iSCSIPaths")).isEmpty();
    }

    @Test
    void keys_when_twoHundredFencesShareAFactory_areNeverMoreThanItsShareAndNoneIsLeft() throws InterruptedException {
        fixture.privateHost();
        AtomicInteger proved = new AtomicInteger();
        List<Thread> fences = IntStream.range(0, 200)
                .mapToObj(number -> Thread.ofVirtual().unstarted(() -> {
                    try (AlletraArray array = fixture.iscsi()) {
                        boolean revoked = array.revoke(fence(VICTIM)).failures().isEmpty();
                        boolean gone =
                                answered(array.access(Set.of(BOOT))).paths().isEmpty();
                        if (revoked && gone) {
                            proved.incrementAndGet();
                        }
                    }
                }))
                .toList();
        fences.forEach(Thread::start);
        for (Thread one : fences) {
            one.join();
        }

        assertThat(proved).hasValue(200);
        assertThat(wsapi.keys.most()).isBetween(1, 8);
        assertThat(wsapi.keys.open()).isZero();
        assertThat(wsapi.keys.given()).isEqualTo(200);
    }

    @Test
    void keys_when_twoHundredProcessesFence_allEndWithinTheLimitOfTheArray() throws InterruptedException {
        fixture.privateHost();
        wsapi.keys.limit(24);
        CountDownLatch turnedAway = new CountDownLatch(200);
        List<AlletraArray> holders = new ArrayList<>();
        for (int number = 0; number < 24; number++) {
            AlletraArray holder = elsewhere(number, turnedAway);
            answered(holder.access(Set.of(BOOT)));
            holders.add(holder);
        }
        AtomicInteger proved = new AtomicInteger();
        List<Thread> fences = IntStream.range(0, 200)
                .mapToObj(number -> Thread.ofVirtual().start(() -> {
                    try (AlletraArray array = elsewhere(number, turnedAway)) {
                        array.revoke(fence(VICTIM));
                        if (answered(array.access(Set.of(BOOT))).paths().isEmpty()) {
                            proved.incrementAndGet();
                        }
                    }
                }))
                .toList();
        turnedAway.await();
        assertThat(proved).hasValue(0);
        holders.forEach(AlletraArray::close);
        for (Thread one : fences) {
            one.join();
        }

        assertThat(proved).hasValue(200);
        assertThat(wsapi.keys.most()).isEqualTo(24);
        assertThat(wsapi.keys.open()).isZero();
    }

    /** As another process would; a pause lasts until some key is given back. */
    private AlletraArray elsewhere(int number, CountDownLatch turnedAway) {
        return fixture.elsewhere(fixture.settings.withTime(
                fixture.clock,
                length -> {
                    turnedAway.countDown();
                    wsapi.keys.awaitOneGivenBack();
                },
                new Random(number)));
    }

    @Test
    void keys_when_arrayIsUsedByManyThreads_isOneAndItsRequestsDoNotOverlap() throws InterruptedException {
        fixture.privateHost();
        AtomicInteger underWay = new AtomicInteger();
        CountDownLatch arrived = new CountDownLatch(2);
        AtomicInteger waitedAlone = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        wsapi.when(request -> request.method() == HttpMethod.GET, request -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            // Long enough for a second one to come along, if it may.
            arrived.countDown();
            if (!arrived.await(100, TimeUnit.MILLISECONDS)) {
                waitedAlone.incrementAndGet();
            }
            RestResponse response = wsapi.apply(request);
            underWay.decrementAndGet();
            return response;
        });
        try (AlletraArray array = fixture.iscsi()) {
            List<Thread> askers = IntStream.range(0, 20)
                    .mapToObj(number -> Thread.ofVirtual().start(() -> answered(array.access(Set.of(BOOT)))))
                    .toList();
            for (Thread one : askers) {
                one.join();
            }
        }
        assertThat(most).hasValue(1);
        assertThat(waitedAlone).hasValue(1);
        assertThat(wsapi.keys.given()).isEqualTo(1);
        assertThat(wsapi.keys.open()).isZero();
    }

    @Test
    void key_when_operationFailsHalfWay_isGivenBack() {
        fixture.privateHost();
        wsapi.when(FakeWsapi.to(HttpMethod.GET, "vluns"), request -> {
            throw new IllegalStateException("a bug");
        });

        assertThatThrownBy(() -> {
                    try (AlletraArray array = fixture.iscsi()) {
                        array.access(Set.of(BOOT));
                    }
                })
                .isInstanceOf(IllegalStateException.class);
        assertThat(wsapi.keys.open()).isZero();
    }

    /** A socket breaks a request off when its thread is interrupted; this does as well. */
    private void breakOffWhenInterrupted() {
        wsapi.when(request -> true, request -> {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return wsapi.apply(request);
        });
    }

    @Test
    void close_when_threadIsInterrupted_logsOutAndKeepsTheMark() {
        fixture.privateHost();
        breakOffWhenInterrupted();
        AlletraArray array = fixture.iscsi();
        answered(array.access(Set.of(BOOT)));

        Thread.currentThread().interrupt();
        array.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(wsapi.keys.open()).isZero();
    }

    @Test
    void logIn_when_threadIsInterruptedMeanwhile_givesTheKeyBackAndSendsNothing() {
        AlletraFixture one = new AlletraFixture(
                new AlletraSettings(Duration.ZERO, 1, Duration.ofSeconds(30), Duration.ofMinutes(15)));
        one.privateHost();
        Thread asking = Thread.currentThread();
        one.wsapi.once(LOG_IN, request -> {
            RestResponse response = one.wsapi.apply(request);
            asking.interrupt();
            return response;
        });
        try (AlletraArray array = one.iscsi()) {
            assertThat(unanswered(array.access(Set.of(BOOT))).detail()).contains("interrupted while logging in");
            assertThat(one.wsapi.keys.given()).isEqualTo(1);
            assertThat(one.wsapi.keys.open()).isZero();
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(one.transport.requests()).hasSize(2);
        // The only slot is free again.
        try (AlletraArray array = one.iscsi()) {
            assertThat(answered(array.access(Set.of(BOOT))).paths()).hasSize(1);
        }
    }

    @Test
    void slot_when_noneBecomesFree_isAnUnansweredQuestion() {
        AlletraFixture one = new AlletraFixture(
                new AlletraSettings(Duration.ZERO, 1, Duration.ofMillis(20), Duration.ofMinutes(15)));
        one.privateHost();
        AlletraArray first = one.iscsi();
        AlletraArray second = one.iscsi();
        answered(first.access(Set.of(BOOT)));
        assertThat(unanswered(second.access(Set.of(BOOT))).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(second.grant(grant(FRESH, swap()))).isInstanceOf(GrantOutcome.Refused.class);
        first.close();
        answered(second.access(Set.of(BOOT)));
        second.close();
        assertThat(one.wsapi.keys.most()).isEqualTo(1);
    }

    @Test
    void slot_when_logOutFails_isFreeAgain() {
        AlletraFixture one = new AlletraFixture(
                new AlletraSettings(Duration.ZERO, 1, Duration.ofMillis(20), Duration.ofMinutes(15)));
        one.privateHost();
        one.wsapi.when(LOG_OUT, request -> {
            throw new IOException("connection reset");
        });
        for (int time = 0; time < 3; time++) {
            try (AlletraArray array = one.iscsi()) {
                answered(array.access(Set.of(BOOT)));
            }
        }
        assertThat(one.wsapi.keys.given()).isEqualTo(3);
    }
}
