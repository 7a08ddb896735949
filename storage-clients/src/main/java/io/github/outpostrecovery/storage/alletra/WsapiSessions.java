package io.github.outpostrecovery.storage.alletra;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.storage.rest.ArrayCredentials;
import io.github.outpostrecovery.storage.rest.ArrayCredentials.ApiToken;
import io.github.outpostrecovery.storage.rest.ArrayCredentials.UserPassword;
import io.github.outpostrecovery.storage.rest.Authentication.Exchange;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.LoginRefusedException;
import io.github.outpostrecovery.storage.rest.RestCall;
import io.github.outpostrecovery.storage.rest.RestOutcome;
import io.github.outpostrecovery.storage.rest.RestResponse;
import io.github.outpostrecovery.storage.rest.SessionAuthentication.Session;
import io.github.outpostrecovery.storage.rest.SessionAuthentication.Sessions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Session keys: {@code POST /api/v1/credentials} gives one, {@code DELETE} ends it (the guide, pages 38 to 41).
 *
 * <p>Which answer means that all keys are in use is not documented. So any refusal that says nothing about user and password
 * is taken for it, 503 above all: it is waited for, and asked again. Nothing was sent meanwhile but the log-in.
 *
 * <p>A key that nobody knows is lost to all clients for fifteen minutes. So an interrupt does not break off a log-in or a
 * log-out: it takes effect afterwards, and an interrupted log-in gives its key back.
 */
final class WsapiSessions implements Sessions {
    private static final String CREDENTIALS = Wsapi.V1 + "/credentials";
    private static final String HEADER = "X-HP3PAR-WSAPI-SessionKey";
    private static final String KEY = "key";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
    private static final int UNAUTHORIZED = 401;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int MOST_DOUBLINGS = 10;

    private final ClientSettings settings;
    private final AlletraSettings own;
    private Optional<Secret> outlived = Optional.empty();
    private boolean turnedAway;

    WsapiSessions(ClientSettings settings, AlletraSettings own) {
        this.settings = requireNonNull(settings, "settings is null");
        this.own = requireNonNull(own, "own is null");
    }

    /** What came back from one request, and whether the thread was interrupted while it waited. */
    private record Kept(RestResponse response, boolean interrupted) {}

    @Override
    public Session logIn(ArrayCredentials credentials, Exchange exchange)
            throws IOException, InterruptedException, LoginRefusedException {
        turnedAway = false;
        giveBackOutlived(exchange);
        Deadline patience = Deadline.after(own.keyPatience(), settings.clock());
        for (int attempt = 1; ; attempt++) {
            Optional<Secret> key = tryOnce(call(credentials), exchange, patience);
            if (key.isPresent()) {
                turnedAway = false;
                outlived = key;
                return new Session(Map.of(KEY, key.get()), Optional.of(own.keyIdleTime()));
            }
            turnedAway = true;
            settings.pause().pause(pause(attempt));
        }
    }

    /** Whether the last log-in failed for want of a key, while the array answered. */
    boolean wasTurnedAway() {
        return turnedAway;
    }

    /** A key that is given up before the array has forgotten it would count until then. */
    private void giveBackOutlived(Exchange exchange) throws InterruptedException {
        Optional<Secret> key = outlived;
        outlived = Optional.empty();
        if (key.isPresent()) {
            try {
                if (toTheEnd(deletion(key.get()), header(key.get()), exchange).interrupted()) {
                    throw new InterruptedException();
                }
            } catch (IOException e) {
                // Left out: the array forgets it by itself.
            }
        }
    }

    private static RestCall call(ArrayCredentials credentials) throws LoginRefusedException {
        return switch (credentials.login()) {
            case UserPassword(String user, Secret password) ->
                RestCall.post(CREDENTIALS)
                        .json(Json.object().put("user", user).put("password", password.reveal()))
                        .hiding(password);
            case ApiToken token ->
                throw new LoginRefusedException(
                        "", "WSAPI takes a user and a password: the secret has an \"apiToken\" instead");
        };
    }

    /** A key, or empty if there may be one later. */
    private Optional<Secret> tryOnce(RestCall call, Exchange exchange, Deadline patience)
            throws IOException, InterruptedException, LoginRefusedException {
        Kept kept = toTheEnd(call, Map.of(), exchange);
        RestResponse response = kept.response();
        JsonNode json = read(response);
        if (response.status() >= 200 && response.status() < 300) {
            String text = json.path(KEY).asText("");
            if (text.isBlank()) {
                throw new IOException("the log-in gave no key");
            }
            Secret key = new Secret(text);
            if (kept.interrupted()) {
                logOut(key, exchange);
                throw new InterruptedException();
            }
            return Optional.of(key);
        }
        if (kept.interrupted()) {
            throw new InterruptedException();
        }
        String code = json.path("code").asText("");
        if (WsapiCode.INVALID_USER_OR_PASSWORD.is(code)
                || WsapiCode.PERMISSION_DENIED.is(code)
                || response.status() == UNAUTHORIZED) {
            throw new LoginRefusedException(code, "status " + response.status() + " to the log-in");
        }
        if (response.status() == BAD_REQUEST || response.status() == NOT_FOUND || patience.isPast()) {
            throw new IOException("no log-in: status " + response.status() + (code.isEmpty() ? "" : ", code " + code));
        }
        return Optional.empty();
    }

    private static JsonNode read(RestResponse response) {
        try {
            return Json.read(new String(response.body(), StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            return Json.object();
        }
    }

    /** Half of it fixed, half of it by chance, so that clients that were turned away together do not come back together. */
    private Duration pause(int attempt) {
        long longest =
                Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(attempt - 1, MOST_DOUBLINGS));
        return Duration.ofMillis(longest / 2 + settings.random().nextLong(longest / 2 + 1));
    }

    @Override
    public Map<String, String> headers(Session session, RestCall call) {
        return Map.of(HEADER, session.reveal(KEY));
    }

    /** 403 also stands for a missing right: the code alone tells. */
    @Override
    public boolean isOver(RestOutcome.Rejected rejected) {
        boolean over = WsapiCode.INVALID_SESSION_KEY.is(rejected.code());
        if (over) {
            outlived = Optional.empty();
        }
        return over;
    }

    @Override
    public void logOut(Session session, Exchange exchange) throws IOException, InterruptedException {
        outlived = Optional.empty();
        logOut(new Secret(session.reveal(KEY)), exchange);
    }

    private static void logOut(Secret key, Exchange exchange) throws IOException {
        if (toTheEnd(deletion(key), header(key), exchange).interrupted()) {
            Thread.currentThread().interrupt();
        }
    }

    private static RestCall deletion(Secret key) {
        return RestCall.delete(CREDENTIALS).segment(key.reveal()).hiding(key);
    }

    private static Map<String, String> header(Secret key) {
        return Map.of(HEADER, key.reveal());
    }

    /**
     * Sends one request and waits for its end even if this thread is interrupted: another one does it. How long that may
     * take is bounded by the time-out of the request.
     */
    private static Kept toTheEnd(RestCall call, Map<String, String> headers, Exchange exchange) throws IOException {
        UninterruptedExchange sending = new UninterruptedExchange(() -> exchange.send(call, headers));
        return new Kept(sending.response(), sending.wasInterrupted());
    }
}
