package io.github.outpostrecovery.storage.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.storage.rest.ArrayCredentials.UserPassword;
import io.github.outpostrecovery.storage.rest.ErrorBody.ArrayError;
import io.github.outpostrecovery.storage.rest.RestOutcome.Answered;
import io.github.outpostrecovery.storage.rest.RestOutcome.NoAnswer;
import io.github.outpostrecovery.storage.rest.RestOutcome.NotSent;
import io.github.outpostrecovery.storage.rest.RestOutcome.Rejected;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestClientTest {
    private static final String PASSWORD = "canary-\"p\u00e4ss";
    private static final RestCall READ = RestCall.get("/api/things").query("q", "1");
    private static final RestCall WRITE =
            RestCall.post("/api/things").json(Json.object().put("a", 1));

    private final SteppingClock clock = new SteppingClock();
    private final List<CallListener.Call> heard = new ArrayList<>();
    private int renewals;
    private ServerTrust renewedTrust = new ServerTrust.Platform();

    private final CredentialSource credentials = new CredentialSource() {
        private ArrayCredentials now = with(PASSWORD, new ServerTrust.Platform());

        @Override
        public ArrayCredentials current() {
            return now;
        }

        @Override
        public ArrayCredentials insteadOf(ArrayCredentials refused) {
            renewals++;
            now = with("fresh", renewedTrust);
            return now;
        }
    };

    private static ArrayCredentials with(String password, ServerTrust trust) {
        return new ArrayCredentials(
                "netapp", Endpoint.parse("https://array"), new UserPassword("u", new Secret(password)), trust);
    }

    private RestClient client(ScriptedTransport transport) {
        return new RestClient(
                new ArrayName("array-1"),
                Endpoint.parse("https://array"),
                credentials,
                new BasicAuthentication(),
                body -> new ArrayError(
                        body.path("code").asText(""), body.path("message").asText("")),
                Map.of("X-App", "test"),
                ClientSettings.standard()
                        .withTime(clock, clock, new Random(1))
                        .withListener(heard::add)
                        .withTransports(transport.asFactory()));
    }

    private RestOutcome read(ScriptedTransport transport) {
        return client(transport).read(READ, Deadline.after(Duration.ofSeconds(10), clock));
    }

    private static ScriptedTransport answering(RestResponse... answers) {
        List<RestResponse> left = new ArrayList<>(List.of(answers));
        return new ScriptedTransport(request -> left.size() > 1 ? left.removeFirst() : left.getFirst());
    }

    private static IOException wrongCertificate() {
        SSLHandshakeException failure = new SSLHandshakeException("handshake");
        failure.initCause(new CertificateException("not the pinned one"));
        return failure;
    }

    private static ScriptedTransport failing(IOException failure) {
        return new ScriptedTransport(request -> {
            throw failure;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void read_when_statusMayPass_isRepeated(int status) {
        ScriptedTransport transport = answering(RestResponse.json(status, ""), RestResponse.json(200, "{\"ok\":1}"));

        assertThat(read(transport)).isInstanceOf(Answered.class);
        assertThat(transport.requests()).hasSize(2);
        assertThat(clock.pauses()).hasSize(1);
    }

    @Test
    void read_when_connectionFails_isRepeatedUntilTheDeadline() {
        ScriptedTransport transport = failing(new ConnectException("refused"));

        RestOutcome outcome = read(transport);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        NoAnswer.class,
                        none -> assertThat(none.failure().kind()).isEqualTo(Kind.UNREACHABLE));
        assertThat(transport.requests()).hasSizeBetween(5, 20);
        assertThat(clock.pauses().stream().reduce(Duration.ZERO, Duration::plus))
                .isLessThan(Duration.ofSeconds(10));
        assertThat(clock.pauses()).allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(Duration.ofSeconds(2)));
    }

    @Test
    void read_when_eachAttemptIsSlow_endsWithTheDeadline() {
        ScriptedTransport transport = new ScriptedTransport(request -> {
            clock.pass(request.timeout());
            throw new HttpTimeoutException("slow");
        });

        assertThat(read(transport)).isInstanceOf(NoAnswer.class);
        assertThat(clock.instant()).isEqualTo(new SteppingClock().instant().plusSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 422})
    void read_when_rejected_isNotRepeated(int status) {
        ScriptedTransport transport = answering(RestResponse.json(status, "{\"code\":\"7\",\"message\":\"no\"}"));

        assertThat(read(transport)).isEqualTo(new Rejected(status, "7", "no"));
        assertThat(transport.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"records\":[", "<html>", "{} {}", "{\"a\":1,\"a\":2}"})
    void read_when_bodyIsNotJson_isIncomprehensible(String body) {
        assertThat(read(answering(RestResponse.json(200, body))))
                .isInstanceOfSatisfying(
                        NoAnswer.class,
                        none -> assertThat(none.failure().kind()).isEqualTo(Kind.INCOMPREHENSIBLE));
    }

    @Test
    void read_when_arrayNamesAPause_keepsIt() {
        RestResponse busy = new RestResponse(429, Map.of("Retry-After", "3"), new byte[0]);

        assertThat(read(answering(busy, RestResponse.json(200, "{}")))).isInstanceOf(Answered.class);
        assertThat(clock.pauses()).containsExactly(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void write_when_statusMayPass_isSentOnce(int status) {
        ScriptedTransport transport = answering(RestResponse.json(status, ""));

        assertThat(client(transport).write(WRITE)).isNotInstanceOf(Answered.class);
        assertThat(transport.requests()).hasSize(1);
    }

    @Test
    void write_when_connectionFails_isSentOnce() {
        for (IOException failure : List.of(
                new ConnectException("refused"),
                new HttpTimeoutException("slow"),
                new IOException("reset"),
                new SSLHandshakeException("cut short"),
                wrongCertificate())) {
            renewedTrust = new ServerTrust.PinnedCertificate("ab".repeat(32));
            ScriptedTransport transport = failing(failure);

            assertThat(client(transport).write(WRITE)).isInstanceOf(NoAnswer.class);
            assertThat(transport.requests()).hasSize(1);
        }
    }

    @Test
    void write_when_answeredWith401_isSentAgainWithFreshCredentials() {
        ScriptedTransport transport = answering(RestResponse.json(401, ""), RestResponse.json(201, "{}"));

        assertThat(client(transport).write(WRITE)).isInstanceOf(Answered.class);
        assertThat(transport.requests())
                .extracting(request -> request.headers().get("Authorization"))
                .containsExactly(basic(PASSWORD), basic("fresh"));
    }

    @Test
    void write_when_answeredWith401Twice_isRejected() {
        ScriptedTransport transport = answering(RestResponse.json(401, "{\"code\":\"6\"}"));

        assertThat(client(transport).write(WRITE)).isEqualTo(new Rejected(401, "6", ""));
        assertThat(transport.requests()).hasSize(2);
        assertThat(renewals).isEqualTo(1);
    }

    @Test
    void read_when_certificateDoesNotFit_triesTheTrustOfTheReadAgainSecret() {
        renewedTrust = new ServerTrust.PinnedCertificate("ab".repeat(32));
        ScriptedTransport transport = new ScriptedTransport(request -> {
            if (renewals == 0) {
                throw wrongCertificate();
            }
            return RestResponse.json(200, "{}");
        });

        assertThat(read(transport)).isInstanceOf(Answered.class);
    }

    @Test
    void read_when_certificateStillDoesNotFit_isNotRepeated() {
        ScriptedTransport transport = failing(wrongCertificate());

        assertThat(read(transport))
                .isInstanceOfSatisfying(
                        NoAnswer.class,
                        none -> assertThat(none.failure().detail())
                                .isEqualTo("GET /api/things: TLS failed: not the pinned one"));
        assertThat(transport.requests()).hasSize(1);
    }

    @Test
    void read_when_theArrayGoesAwayInTheHandshake_isRepeated() {
        ScriptedTransport transport = new ScriptedTransport(request -> {
            if (clock.pauses().size() < 2) {
                throw new SSLHandshakeException("Remote host terminated the handshake");
            }
            return RestResponse.json(200, "{}");
        });

        assertThat(read(transport)).isInstanceOf(Answered.class);
        assertThat(renewals).isZero();
    }

    @Test
    void read_when_lessThanAMillisecondIsLeft_sendsNothing() {
        ScriptedTransport transport = answering(RestResponse.json(200, "{}"));
        Deadline deadline = Deadline.after(Duration.ofMillis(5), clock);
        clock.pass(Duration.ofNanos(4_500_000));

        assertThat(client(transport).read(READ, deadline)).isInstanceOf(NoAnswer.class);
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void read_when_theArrayGivesAnAddressThatIsNone_sendsNothing() {
        ScriptedTransport transport = answering(RestResponse.json(200, "{}"));

        assertThat(client(transport)
                        .read(
                                RestCall.get("/api/things?next=canary|\"x\""),
                                Deadline.after(Duration.ofSeconds(10), clock)))
                .isInstanceOfSatisfying(NotSent.class, none -> {
                    assertThat(none.failure().kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
                    assertThat(none.failure().detail()).doesNotContain("canary");
                });
        assertThat(transport.requests()).isEmpty();
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary\n", "can\r\nX-Other: 1", "can\u00e4ry", "canary\u007f", "canary\u0000"})
    void call_when_aHeaderCannotBeSent_isNotSentAndNotShown(String value) {
        ScriptedTransport transport = answering(RestResponse.json(200, "{}"));
        RestClient client = client(transport);

        for (RestOutcome outcome : List.of(
                client.write(WRITE.header("X-Token", value)),
                client.read(READ.header("X-Token", value), Deadline.after(Duration.ofSeconds(10), clock)))) {
            assertThat(outcome).isInstanceOfSatisfying(NotSent.class, none -> {
                assertThat(none.failure().kind()).isEqualTo(Kind.UNAUTHORISED);
                assertThat(none.failure().detail()).contains("a header").doesNotContain("can");
            });
        }
        assertThat(transport.requests()).isEmpty();
        assertThat(clock.pauses()).isEmpty();
    }

    @Test
    void call_when_itHasAHeaderOfItsOwn_sendsIt() {
        ScriptedTransport transport = answering(RestResponse.json(200, "{}"));

        assertThat(client(transport).write(WRITE.header("Prefer", "return"))).isInstanceOf(Answered.class);
        assertThat(transport.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.headers())
                        .containsEntry("Prefer", "return")
                        .containsEntry("X-App", "test")
                        .containsEntry("Content-Type", "application/json")
                        .containsKey("Authorization"));
    }

    @Test
    void call_when_itsPathHasASecret_isNamedWithoutIt() {
        RestCall call = RestCall.delete("/api/sessions").segment("canary/1").hiding(new Secret("canary/1"));

        for (ScriptedTransport transport : List.of(
                failing(new IOException("reset")),
                answering(RestResponse.json(500, "")),
                answering(RestResponse.json(200, "<html>")))) {
            assertThat(client(transport).write(call))
                    .isInstanceOfSatisfying(
                            NoAnswer.class,
                            none -> assertThat(none.failure().detail())
                                    .startsWith("DELETE /api/sessions/[redacted]: ")
                                    .doesNotContain("canary"));
        }
        assertThat(heard.toString()).contains("/api/sessions/[redacted]").doesNotContain("canary");
    }

    @Test
    void read_when_credentialsCannotBeRead_isUnauthorisedAndSendsNothing() {
        ScriptedTransport transport = answering(RestResponse.json(200, "{}"));
        CredentialSource none = new CredentialSource() {
            @Override
            public ArrayCredentials current() {
                throw new CredentialsUnavailableException("the secret lacks the field \"password\"");
            }

            @Override
            public ArrayCredentials insteadOf(ArrayCredentials refused) {
                return current();
            }
        };
        RestClient client = new RestClient(
                new ArrayName("array-1"),
                Endpoint.parse("https://array"),
                none,
                new BasicAuthentication(),
                body -> new ArrayError("", ""),
                Map.of(),
                ClientSettings.standard().withTransports(transport.asFactory()));

        assertThat(client.read(READ, Deadline.after(Duration.ofSeconds(1), clock)))
                .isInstanceOfSatisfying(
                        NotSent.class,
                        answer -> assertThat(answer.failure())
                                .isEqualTo(new ArrayFailure(
                                        Kind.UNAUTHORISED,
                                        "",
                                        "GET /api/things: the secret lacks the field \"password\"")));
        assertThat(client.write(WRITE)).isInstanceOf(NotSent.class);
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void read_when_arrayEchoesThePassword_strikesItOut() {
        String echo = Json.object()
                .put("code", PASSWORD)
                .put("message", "bad\n" + PASSWORD + " " + PercentEncoding.encode(PASSWORD))
                .toString();

        assertThat(read(answering(RestResponse.json(400, echo))).toString())
                .doesNotContain("canary")
                .contains("bad [redacted]");
        assertThat(read(answering(RestResponse.json(500, echo))).toString()).doesNotContain("canary");
        assertThat(read(failing(new IOException("at " + PASSWORD))).toString()).doesNotContain("canary");
    }

    @Test
    void write_when_arrayEchoesASecretOfTheBody_strikesItOut() {
        RestCall call = WRITE.hiding(new Secret("chap-canary"));
        ScriptedTransport transport = answering(RestResponse.json(400, "{\"message\":\"not chap-canary\"}"));

        assertThat(client(transport).write(call).toString()).doesNotContain("chap-canary");
    }

    @Test
    void listener_when_callsEnd_hearsEachRequestWithoutItsQuery() {
        read(answering(RestResponse.json(503, ""), RestResponse.json(200, "{}")));

        assertThat(heard)
                .extracting(CallListener.Call::method, CallListener.Call::path, CallListener.Call::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(HttpMethod.GET, "/api/things", 503),
                        org.assertj.core.groups.Tuple.tuple(HttpMethod.GET, "/api/things", 200));
    }

    @Test
    void read_when_listenerFails_isAnswered() {
        ScriptedTransport transport = answering(RestResponse.json(200, "{}"));
        RestClient client = new RestClient(
                new ArrayName("array-1"),
                Endpoint.parse("https://array"),
                credentials,
                new BasicAuthentication(),
                body -> new ArrayError("", ""),
                Map.of(),
                ClientSettings.standard()
                        .withListener(call -> {
                            throw new IllegalStateException("listener");
                        })
                        .withTransports(transport.asFactory()));

        assertThat(client.read(READ, Deadline.after(Duration.ofSeconds(1), clock)))
                .isInstanceOf(Answered.class);
    }

    private static String basic(String password) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString(("u:" + password).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
