package io.github.outpostrecovery.storage.rest;

import static io.github.outpostrecovery.storage.rest.SessionSite.READ;
import static io.github.outpostrecovery.storage.rest.SessionSite.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.storage.rest.RestOutcome.Answered;
import io.github.outpostrecovery.storage.rest.RestOutcome.NotSent;
import io.github.outpostrecovery.storage.rest.RestOutcome.Rejected;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionAuthenticationTest {
    private static final int THREADS = 12;

    private final SessionSite site = new SessionSite();
    private final RestClient client = site.client();

    private RestOutcome read() {
        return client.read(READ, site.tenSeconds());
    }

    private List<RestOutcome> readInManyThreads() {
        return FanOut.inVirtualThreads().all(Collections.nCopies(THREADS, (Supplier<RestOutcome>) this::read));
    }

    @Test
    void logIn_when_manyThreadsComeAtOnce_isDoneOnce() {
        CountDownLatch underWay = new CountDownLatch(THREADS);
        site.beforeLogin = request -> {
            // Until every thread is on its way, so that each would find no session if it could look.
            assertThat(underWay.await(10, TimeUnit.SECONDS)).isTrue();
            return RestResponse.json(200, "{}");
        };

        List<RestOutcome> outcomes = FanOut.inVirtualThreads()
                .all(Collections.nCopies(THREADS, (Supplier<RestOutcome>) () -> {
                    underWay.countDown();
                    return read();
                }));

        assertThat(outcomes).hasSize(THREADS).allMatch(Answered.class::isInstance);
        assertThat(site.logins).hasValue(1);
    }

    @Test
    void logIn_when_theSessionIsOverForManyThreads_isDoneOnceMore() {
        assertThat(read()).isInstanceOf(Answered.class);
        site.tokens.clear();
        CyclicBarrier allRefused = new CyclicBarrier(THREADS);
        site.unknown = request -> {
            await(allRefused);
            return RestResponse.json(401, "{\"code\":\"session\"}");
        };

        assertThat(readInManyThreads()).hasSize(THREADS).allMatch(Answered.class::isInstance);
        assertThat(site.logins).hasValue(2);
    }

    private static void await(CyclicBarrier barrier) throws IOException, InterruptedException {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.BrokenBarrierException | java.util.concurrent.TimeoutException e) {
            throw new IOException("not all came", e);
        }
    }

    @Test
    void after_when_anOlderSessionIsRefusedLate_keepsTheNewOne() throws Exception {
        SessionAuthentication authentication = site.authentication();
        ArrayCredentials credentials = SessionSite.with(SessionSite.PASSWORD);
        AtomicInteger logins = new AtomicInteger();
        Authentication.Exchange exchange =
                (call, headers) -> RestResponse.json(200, "{\"token\":\"token-" + logins.incrementAndGet() + "\"}");
        Rejected over = new Rejected(401, "session", "");
        Map<String, String> first = authentication.headers(READ, credentials, exchange);

        assertThat(authentication.after(over, first)).isEqualTo(Authentication.Renewal.NEW_LOGIN);
        Map<String, String> second = authentication.headers(READ, credentials, exchange);
        assertThat(authentication.after(over, first)).isEqualTo(Authentication.Renewal.NEW_LOGIN);

        assertThat(authentication.headers(READ, credentials, exchange)).isEqualTo(second);
        assertThat(logins).hasValue(2);
    }

    @Test
    void after_when_theCallItselfIsRejected_keepsTheSession() {
        site.served = request -> RestResponse.json(401, "{\"code\":\"not allowed\"}");

        assertThat(read()).isEqualTo(new Rejected(401, "not allowed", ""));
        assertThat(read()).isInstanceOf(Rejected.class);
        assertThat(site.logins).hasValue(1);
        assertThat(site.sent()).containsExactly("POST /login", "GET /things", "GET /things");
    }

    @Test
    void session_when_itWasUsedShortlyBefore_isUsedFurther() {
        for (int time = 0; time < 5; time++) {
            assertThat(read()).isInstanceOf(Answered.class);
            site.clock.pass(SessionSite.IDLE.multipliedBy(89).dividedBy(100));
        }

        assertThat(site.logins).hasValue(1);
    }

    @Test
    void session_when_theArrayIsAboutToForgetIt_isReplacedBeforeItIsRefused() {
        assertThat(read()).isInstanceOf(Answered.class);
        site.clock.pass(SessionSite.IDLE.multipliedBy(91).dividedBy(100));

        assertThat(read()).isInstanceOf(Answered.class);
        assertThat(site.sent()).containsExactly("POST /login", "GET /things", "POST /login", "GET /things");
    }

    @Test
    void close_when_somebodyHadLoggedIn_logsOutOnce() {
        assertThat(read()).isInstanceOf(Answered.class);

        client.close();
        client.close();

        assertThat(site.sent()).containsExactly("POST /login", "GET /things", "DELETE /sessions/canary-token-1");
        assertThat(site.tokens).isEmpty();
        assertThat(read()).isInstanceOf(Answered.class);
        assertThat(site.sent()).endsWith("POST /login", "GET /things").hasSize(5);
    }

    @Test
    void close_when_nobodyHadLoggedIn_sendsNothing() {
        client.close();

        assertThat(site.transport.requests()).isEmpty();
    }

    @Test
    void close_when_theArrayDoesNotAnswer_endsAllTheSame() {
        assertThat(read()).isInstanceOf(Answered.class);
        site.served = request -> {
            throw new IOException("reset");
        };

        client.close();

        assertThat(site.sent()).hasSize(3);
    }

    @Test
    void logIn_when_refused_isTriedOnceMoreWithNewCredentials() {
        site.beforeLogin = request -> request.body().orElse("").contains(SessionSite.PASSWORD + "-1")
                ? RestResponse.json(200, "{}")
                : RestResponse.json(401, "{}");

        assertThat(client.write(WRITE)).isInstanceOf(Answered.class);
        assertThat(site.sent()).containsExactly("POST /login", "POST /login", "POST /things");
        assertThat(site.renewals).hasValue(1);
    }

    @Test
    void logIn_when_refusedTwice_isRejectedAndTheWriteIsNotSent() {
        site.beforeLogin = request -> RestResponse.json(401, "{}");

        assertThat(client.write(WRITE))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(401));
        assertThat(site.sent()).containsExactly("POST /login", "POST /login");
        assertThat(site.renewals).hasValue(1);
    }

    @Test
    void write_when_theLogInFailsForAWhile_isSentOnceAfterIt() {
        site.beforeLogin = request -> RestResponse.json(site.logins.get() < 4 ? 503 : 200, "{}");

        assertThat(client.write(WRITE)).isInstanceOf(Answered.class);
        assertThat(site.sent())
                .containsExactly("POST /login", "POST /login", "POST /login", "POST /login", "POST /things");
        assertThat(site.clock.pauses()).hasSize(3);
    }

    @Test
    void write_when_itsOwnAnswerIsLostAfterALogIn_isSentOnce() {
        site.served = request -> {
            throw new IOException("reset");
        };

        assertThat(client.write(WRITE)).isInstanceOf(RestOutcome.NoAnswer.class);
        assertThat(site.sent()).containsExactly("POST /login", "POST /things");
    }

    @Test
    void write_when_theLogInNeverSucceeds_isNotSentAndEndsWithinTheBudget() {
        site.beforeLogin = request -> {
            site.clock.pass(request.timeout());
            throw new HttpTimeoutException("slow");
        };
        java.time.Instant start = site.clock.instant();

        assertThat(client.write(WRITE)).isInstanceOfSatisfying(NotSent.class, none -> {
            assertThat(none.failure().kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(none.failure().detail()).contains("no log-in");
        });
        assertThat(site.sent()).containsOnly("POST /login");
        assertThat(site.logins.get()).isBetween(2, 4);
        assertThat(Duration.between(start, site.clock.instant()))
                .isLessThanOrEqualTo(site.settings.readBudget().plus(site.settings.readTimeout()));
    }

    @Test
    void read_when_logInAndCallAreSlow_endsWithItsDeadline() {
        site.beforeLogin = request -> {
            site.clock.pass(request.timeout());
            return RestResponse.json(200, "{}");
        };
        site.served = request -> {
            site.clock.pass(request.timeout());
            site.tokens.clear();
            return RestResponse.json(401, "{\"code\":\"session\"}");
        };
        java.time.Instant start = site.clock.instant();

        assertThat(client.read(READ, Deadline.after(Duration.ofSeconds(7), site.clock)))
                .isInstanceOf(NotSent.class);
        assertThat(Duration.between(start, site.clock.instant())).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void logIn_when_theArrayHangs_isNotAwaitedByOneThreadAfterTheOther() {
        // Each waits for the log-in of the one before, and has no time left for its own.
        site.beforeLogin = request -> {
            site.clock.pass(request.timeout());
            throw new HttpTimeoutException("slow");
        };
        Deadline common = site.tenSeconds();
        java.time.Instant start = site.clock.instant();
        for (int reader = 0; reader < THREADS; reader++) {
            assertThat(client.read(READ, common)).isNotInstanceOf(Answered.class);
        }

        assertThat(Duration.between(start, site.clock.instant())).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void write_when_theCertificateIsReplacedBeforeItsLogIn_isSentOnce() {
        site.beforeLogin = request -> {
            if (site.renewals.get() == 0) {
                throw (IOException) new SSLHandshakeException("pin").initCause(new CertificateException("pin"));
            }
            return RestResponse.json(200, "{}");
        };

        // The secret that was read again names the same certificate: there is nothing to try.
        assertThat(client.write(WRITE)).isInstanceOf(NotSent.class);
        assertThat(site.renewals).hasValue(1);
        assertThat(client.write(WRITE)).isInstanceOf(Answered.class);
        assertThat(site.sent()).containsExactly("POST /login", "POST /login", "POST /things");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 500})
    void everything_when_theArrayEchoesTheSession_showsNoSecret(int status) {
        site.served = request -> RestResponse.json(
                status,
                Json.object()
                        .put("code", "c " + request.headers())
                        .put("message", "m " + request.headers() + request.path())
                        .toString());
        RestOutcome read = read();
        RestOutcome write = client.write(WRITE.header("X-Other", "shown"));
        client.close();
        site.beforeLogin =
                request -> RestResponse.json(status, request.body().orElse("") + request.headers() + " and no JSON");
        RestOutcome refused = client.write(WRITE);

        assertThat(read.toString()).contains("[redacted]").doesNotContain("canary");
        assertThat(write.toString()).contains("[redacted]", "shown").doesNotContain("canary");
        String basic = Base64.getEncoder()
                .encodeToString(("u:" + SessionSite.PASSWORD).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(site.transport.requests().getFirst().headers()).containsEntry("Authorization", "Basic " + basic);
        assertThat(refused.toString()).contains("[redacted]").doesNotContain("canary", basic);
        assertThat(site.heard)
                .extracting(CallListener.Call::path)
                .contains("/login", "/things", "/sessions/[redacted]");
        assertThat(site.heard.toString()).doesNotContain("canary");
    }

    @Test
    void everything_when_theArrayEchoesACookiesValue_showsNoSecret() {
        site.served = request -> RestResponse.json(400, "{\"message\":\"no canary-1234 and no canary-5678\"}");
        Authentication cookies = new Authentication() {
            @Override
            public Map<String, String> headers(RestCall call, ArrayCredentials credentials, Exchange exchange) {
                return Map.of("X-Token", "open", "Cookie", "auth_cookie=canary-1234; other=canary-5678");
            }

            @Override
            public Renewal after(Rejected rejected, Map<String, String> headers) {
                return Renewal.NONE;
            }

            @Override
            public void logOut(Exchange exchange) {}
        };
        site.tokens.add("open");

        assertThat(site.client(cookies).write(WRITE).toString())
                .contains("no [redacted] and")
                .doesNotContain("canary");
    }

    @Test
    void session_when_printed_showsNoValue() {
        assertThat(new SessionAuthentication.Session(
                                Map.of("token", new io.github.outpostrecovery.core.array.Secret("canary")),
                                java.util.Optional.empty())
                        .toString())
                .doesNotContain("canary");
    }
}
