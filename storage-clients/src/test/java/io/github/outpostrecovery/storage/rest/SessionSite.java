package io.github.outpostrecovery.storage.rest;

import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.storage.rest.ArrayCredentials.UserPassword;
import io.github.outpostrecovery.storage.rest.ErrorBody.ArrayError;
import io.github.outpostrecovery.storage.rest.SessionAuthentication.Session;
import io.github.outpostrecovery.storage.rest.SessionAuthentication.Sessions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An array that one logs in to, and a client in front of it: {@code POST /login} gives a token, {@code DELETE
 * /sessions/TOKEN} takes it back, and an unknown token is answered with 401.
 */
final class SessionSite {
    static final String PASSWORD = "canary-password";
    static final RestCall READ = RestCall.get("/things");
    static final RestCall WRITE = RestCall.post("/things").json(Json.object().put("a", 1));
    static final Duration IDLE = Duration.ofSeconds(100);

    final SteppingClock clock = new SteppingClock();
    final List<CallListener.Call> heard = new CopyOnWriteArrayList<>();
    final Set<String> tokens = ConcurrentHashMap.newKeySet();
    final AtomicInteger logins = new AtomicInteger();
    final AtomicInteger renewals = new AtomicInteger();
    /** What the array does with a log-in, before it lets anybody in. */
    ScriptedTransport.Script beforeLogin = request -> RestResponse.json(200, "{}");
    /** What the array does with a call that has a session. */
    ScriptedTransport.Script served = request -> RestResponse.json(200, "{}");
    /** What the array says to a call whose session it does not know. */
    ScriptedTransport.Script unknown = request -> RestResponse.json(401, "{\"code\":\"session\"}");

    final ScriptedTransport transport = new ScriptedTransport(this::answer);

    private final CredentialSource credentials = new CredentialSource() {
        private volatile ArrayCredentials now = with(PASSWORD);

        @Override
        public ArrayCredentials current() {
            return now;
        }

        @Override
        public ArrayCredentials insteadOf(ArrayCredentials refused) {
            now = with(PASSWORD + "-" + renewals.incrementAndGet());
            return now;
        }
    };

    final ClientSettings settings = ClientSettings.standard()
            .withTime(clock, clock, new Random(3))
            .withListener(heard::add)
            .withFanOut(FanOut.inOrder())
            .withTransports(transport.asFactory());

    static ArrayCredentials with(String password) {
        return new ArrayCredentials(
                "any",
                Endpoint.parse("https://array"),
                new UserPassword("u", new Secret(password)),
                new ServerTrust.Platform());
    }

    private RestResponse answer(RestRequest request) throws IOException, InterruptedException {
        if (request.path().equals("/login")) {
            logins.incrementAndGet();
            RestResponse before = beforeLogin.answer(request);
            if (before.status() != 200) {
                return before;
            }
            String token = "canary-token-" + logins.get();
            tokens.add(token);
            return RestResponse.json(200, "{\"token\":\"" + token + "\"}");
        }
        if (!tokens.contains(request.headers().getOrDefault("X-Token", ""))) {
            return unknown.answer(request);
        }
        if (request.method() == HttpMethod.DELETE) {
            tokens.clear();
        }
        return served.answer(request);
    }

    SessionAuthentication authentication() {
        return new SessionAuthentication(new TokenSessions(), clock);
    }

    RestClient client() {
        return client(authentication());
    }

    RestClient client(Authentication authentication) {
        return new RestClient(
                new ArrayName("array-1"),
                Endpoint.parse("https://array"),
                credentials,
                authentication,
                body -> new ArrayError(
                        body.path("code").asText(""), body.path("message").asText("")),
                Map.of(),
                settings);
    }

    Deadline tenSeconds() {
        return Deadline.after(Duration.ofSeconds(10), clock);
    }

    List<String> sent() {
        List<String> sent = new ArrayList<>();
        transport.requests().forEach(request -> sent.add(request.toString()));
        return sent;
    }

    /** A vendor's way, as simple as can be. */
    private static final class TokenSessions implements Sessions {
        @Override
        public Session logIn(ArrayCredentials credentials, Authentication.Exchange exchange)
                throws IOException, InterruptedException, LoginRefusedException {
            Secret password = credentials.login().secrets().getFirst();
            RestResponse answer = exchange.send(
                    RestCall.post("/login").json(Json.object().put("password", password.reveal())),
                    Map.of("Authorization", BasicAuthentication.header(credentials.login())));
            String body = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
            if (answer.status() == 401) {
                throw new LoginRefusedException("code " + body, "refused: " + body);
            }
            if (answer.status() != 200) {
                throw new IOException("status " + answer.status() + " to the log-in: " + body);
            }
            String token = Json.read(body).path("token").asText();
            return new Session(Map.of("token", new Secret(token)), Optional.of(IDLE));
        }

        @Override
        public Map<String, String> headers(Session session, RestCall call) {
            return Map.of("X-Token", session.reveal("token"));
        }

        @Override
        public boolean isOver(RestOutcome.Rejected rejected) {
            return rejected.status() == 401 && rejected.code().equals("session");
        }

        @Override
        public void logOut(Session session, Authentication.Exchange exchange) throws IOException, InterruptedException {
            Secret token = new Secret(session.reveal("token"));
            RestResponse ignored = exchange.send(
                    RestCall.delete("/sessions").segment(token.reveal()).hiding(token),
                    Map.of("X-Token", token.reveal()));
            if (ignored.status() >= 500) {
                throw new IOException("no log-out");
            }
        }
    }
}
