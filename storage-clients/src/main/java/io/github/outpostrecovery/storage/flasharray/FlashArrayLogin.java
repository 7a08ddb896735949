package io.github.outpostrecovery.storage.flasharray;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JacksonException;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.storage.rest.ArrayCredentials;
import io.github.outpostrecovery.storage.rest.Authentication;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.LoginRefusedException;
import io.github.outpostrecovery.storage.rest.RestCall;
import io.github.outpostrecovery.storage.rest.RestOutcome;
import io.github.outpostrecovery.storage.rest.RestResponse;
import io.github.outpostrecovery.storage.rest.SessionAuthentication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An API token is changed for a session token, which goes with every other call. Only the list of versions is read without:
 * the log-in itself needs one of them.
 *
 * <p>After how long without a call the array forgets a session is in {@code GET arrays}; it is not asked for, since 401 tells
 * as much: nothing was done, and one new log-in puts it right.
 */
final class FlashArrayLogin implements Authentication {
    private final SessionAuthentication sessions;

    /**
     * For one array.
     *
     * @param version what was negotiated; empty before that
     */
    FlashArrayLogin(Supplier<Optional<ApiVersion>> version, InstantSource clock) {
        this.sessions = new SessionAuthentication(new Tokens(version), clock);
    }

    @Override
    public Map<String, String> headers(RestCall call, ArrayCredentials credentials, Exchange exchange)
            throws IOException, InterruptedException, LoginRefusedException {
        return call.path().equals(ApiVersion.LIST) ? Map.of() : sessions.headers(call, credentials, exchange);
    }

    @Override
    public Renewal after(RestOutcome.Rejected rejected, Map<String, String> headers) {
        return headers.isEmpty() ? Renewal.NONE : sessions.after(rejected, headers);
    }

    @Override
    public void logOut(Exchange exchange) {
        sessions.logOut(exchange);
    }

    private record Tokens(Supplier<Optional<ApiVersion>> version) implements SessionAuthentication.Sessions {
        private static final String API_TOKEN = "api-token";
        private static final String SESSION_TOKEN = "x-auth-token";

        @Override
        public SessionAuthentication.Session logIn(ArrayCredentials credentials, Exchange exchange)
                throws IOException, InterruptedException, LoginRefusedException {
            Secret apiToken = switch (credentials.login()) {
                case ArrayCredentials.ApiToken(Secret token) -> token;
                case ArrayCredentials.UserPassword both ->
                    throw new LoginRefusedException(
                            "",
                            "the secret has a username and a password: a FlashArray is logged in to with an \"apiToken\"");
            };
            RestCall call = RestCall.post(path("/login"));
            RestResponse response = exchange.send(call, Map.of(API_TOKEN, apiToken.reveal()));
            switch (response.status()) {
                case 200 -> {
                    String token = response.header(SESSION_TOKEN)
                            .filter(value -> !value.isBlank())
                            .orElseThrow(() -> new IOException(call + ": no " + SESSION_TOKEN + " came back"));
                    return new SessionAuthentication.Session(
                            Map.of(SESSION_TOKEN, new Secret(token)), Optional.empty());
                }
                case 400, 401, 403 ->
                    throw new LoginRefusedException(
                            "", (call + ": status " + response.status() + " " + wordsOf(response)).strip());
                default -> throw new IOException(call + ": status " + response.status());
            }
        }

        private static String wordsOf(RestResponse response) {
            try {
                return FlashArrayErrors.read(Json.read(new String(response.body(), StandardCharsets.UTF_8)))
                        .code();
            } catch (JacksonException e) {
                return "";
            }
        }

        @Override
        public Map<String, String> headers(SessionAuthentication.Session session, RestCall call) {
            return Map.of(SESSION_TOKEN, session.reveal(SESSION_TOKEN));
        }

        @Override
        public boolean isOver(RestOutcome.Rejected rejected) {
            return rejected.status() == 401;
        }

        @Override
        public void logOut(SessionAuthentication.Session session, Exchange exchange)
                throws IOException, InterruptedException {
            RestResponse _ =
                    exchange.send(RestCall.post(path("/logout")), Map.of(SESSION_TOKEN, session.reveal(SESSION_TOKEN)));
        }

        private String path(String action) {
            return requireNonNull(version.get().orElse(null), "a log-in before the version was negotiated")
                            .path()
                    + action;
        }
    }
}
