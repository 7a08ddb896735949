package io.github.outpostrecovery.storage.powerstore;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.storage.rest.ArrayCredentials;
import io.github.outpostrecovery.storage.rest.Authentication.Exchange;
import io.github.outpostrecovery.storage.rest.BasicAuthentication;
import io.github.outpostrecovery.storage.rest.HttpMethod;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PowerStore's log-in: one GET with user and password gives a cookie, and in a header the token that every call but GET has to
 * show beside the cookie (Dell, "PowerStore REST API Developers Guide"; dell/gopowerstore, {@code api/api.go}).
 *
 * <p>Dell's guide has 401 for a session that is over, dell/gopowerstore logs in again after 403: either is followed by one new
 * log-in. Both say that nothing was done; a user who lacks a right costs one needless log-in.
 */
final class PowerStoreSessions implements Sessions {
    private static final String LOG_IN = "/api/rest/login_session";
    private static final String LOG_OUT = "/api/rest/logout";
    private static final String COOKIE = "auth_cookie";
    private static final String TOKEN = "DELL-EMC-TOKEN";
    private static final Pattern SET_COOKIE = Pattern.compile("(?:^|[,;\\s])" + COOKIE + "=([^;,\\s]+)");
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    @Override
    public Session logIn(ArrayCredentials credentials, Exchange exchange)
            throws IOException, InterruptedException, LoginRefusedException {
        RestCall call = RestCall.get(LOG_IN)
                .queryList("select", "id", "user", "role_ids", "idle_timeout", "is_password_change_required");
        RestResponse response =
                exchange.send(call, Map.of("Authorization", BasicAuthentication.header(credentials.login())));
        int status = response.status();
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            throw new LoginRefusedException("", "the log-in was refused with status " + status);
        }
        if (status != OK && status != PARTIAL) {
            throw new IOException("the log-in was answered with status " + status);
        }
        JsonNode session =
                Json.read(new String(response.body(), StandardCharsets.UTF_8)).path(0);
        if (session.path("is_password_change_required").asBoolean(false)) {
            throw new LoginRefusedException(
                    "", "the array wants the password of this user to be changed before it lets the user do anything");
        }
        Matcher cookie = SET_COOKIE.matcher(response.header("set-cookie").orElse(""));
        Optional<String> token = response.header(TOKEN).filter(value -> !value.isBlank());
        if (!cookie.find() || token.isEmpty()) {
            throw new IOException("the log-in gave no " + COOKIE + " or no " + TOKEN);
        }
        long seconds = session.path("idle_timeout").asLong(0);
        return new Session(
                Map.of(COOKIE, new Secret(cookie.group(1)), TOKEN, new Secret(token.get())),
                seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty());
    }

    @Override
    public Map<String, String> headers(Session session, RestCall call) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cookie", COOKIE + "=" + session.reveal(COOKIE));
        if (call.method() != HttpMethod.GET) {
            headers.put(TOKEN, session.reveal(TOKEN));
        }
        return headers;
    }

    @Override
    public boolean isOver(RestOutcome.Rejected rejected) {
        return rejected.status() == UNAUTHORIZED || rejected.status() == FORBIDDEN;
    }

    @Override
    public void logOut(Session session, Exchange exchange) throws IOException, InterruptedException {
        RestCall call = RestCall.post(LOG_OUT);
        exchange.send(call, headers(session, call));
    }
}
