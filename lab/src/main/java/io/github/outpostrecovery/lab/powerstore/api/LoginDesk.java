package io.github.outpostrecovery.lab.powerstore.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.powerstore.PowerStoreCluster;
import io.github.outpostrecovery.lab.powerstore.PowerStoreSettings;
import io.github.outpostrecovery.lab.powerstore.query.BrokenPages;
import io.github.outpostrecovery.lab.powerstore.query.Catalog;
import io.github.outpostrecovery.lab.powerstore.query.CollectionReader;
import io.github.outpostrecovery.lab.powerstore.query.ResourceType;
import io.github.outpostrecovery.lab.powerstore.query.Row;
import io.github.outpostrecovery.lab.powerstore.refusal.Reason;
import io.github.outpostrecovery.lab.powerstore.refusal.Refusal;
import io.github.outpostrecovery.lab.powerstore.session.Account;
import io.github.outpostrecovery.lab.powerstore.session.LoginSession;
import io.github.outpostrecovery.lab.powerstore.session.LoginSessions;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who may call: a session begins with Basic credentials and goes on by its cookie, and its changes carry its token.
 *
 * <p>Credentials without a cookie begin a session with every request. A cookie decides over credentials that come with it,
 * except at {@code /login_session}, where a dead cookie is replaced.
 */
final class LoginDesk {
    static final String TOKEN = "DELL-EMC-TOKEN";
    static final String LOGIN_PATH = "/api/rest/login_session";
    static final String LOGOUT_PATH = "/api/rest/logout";

    private final PowerStoreCluster cluster;
    private final List<Account> accounts;

    /** A caller, and whether the session began with this request. */
    record Caller(LoginSession session, Account account, Arrival arrival) {
        /** How the caller was known. */
        enum Arrival {
            NEW,
            BY_COOKIE
        }
    }

    LoginDesk(PowerStoreCluster cluster, List<Account> accounts) {
        this.cluster = cluster;
        this.accounts = List.copyOf(accounts);
    }

    /** Lets a request in. */
    Caller admit(RestRequest request, Instant now) {
        boolean login = request.path().equals(LOGIN_PATH);
        PowerStoreSettings settings = cluster.settings();
        Optional<String> cookie = LoginSessions.cookieIn(request.header("Cookie"));
        Optional<LoginSession> known = cookie.flatMap(one -> cluster.logins().use(one, now, settings.idleTimeout()));
        if (known.isPresent()) {
            Account account = accounts.stream()
                    .filter(one -> one.name().equals(known.get().user()))
                    .findFirst()
                    .orElseThrow(() -> Reason.NOT_LOGGED_IN.because("The account does not exist."));
            return new Caller(known.get(), account, Caller.Arrival.BY_COOKIE);
        }
        if (cookie.isPresent() && !(login && request.header("Authorization").isPresent())) {
            throw expired();
        }
        Account account = accounts.stream()
                .filter(one -> request.header("Authorization")
                        .filter(one.authorization()::equals)
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> Reason.NOT_LOGGED_IN.because("Authentication is required."));
        if (cluster.logins().count(now, settings.idleTimeout()) >= settings.sessionLimit()) {
            Reason reason = switch (settings.overLimit()) {
                case SERVICE_UNAVAILABLE -> Reason.TOO_MANY_SESSIONS;
                case TOO_MANY_REQUESTS -> Reason.TOO_MANY_REQUESTS;
            };
            throw reason.because("The maximum number of login sessions is reached.");
        }
        return new Caller(cluster.logins().open(account.name(), now), account, Caller.Arrival.NEW);
    }

    private Refusal expired() {
        Reason reason = switch (cluster.settings().expiry()) {
            case UNAUTHORIZED -> Reason.SESSION_EXPIRED;
            case FORBIDDEN -> Reason.SESSION_EXPIRED_FORBIDDEN;
        };
        return reason.because("The login session has expired.");
    }

    /** Refuses what this caller may not do. */
    void authorize(Caller caller, RestRequest request) {
        boolean read = request.method().equals("GET");
        boolean token =
                request.header(TOKEN).filter(caller.session().token()::equals).isPresent();
        if (!read && !token) {
            throw Reason.NO_TOKEN.because("The request lacks the token of its session.");
        }
        boolean desk = request.path().equals(LOGIN_PATH) || request.path().equals(LOGOUT_PATH);
        if (cluster.settings().passwords() == PowerStoreSettings.Passwords.CHANGE_REQUIRED && !desk) {
            throw Reason.PASSWORD_CHANGE_REQUIRED.because("The password must be changed first.");
        }
        if (caller.account().role() == Account.Role.OPERATOR && PowerStoreApi.changes(request)) {
            throw Reason.NOT_PERMITTED.because(
                    "The account is not permitted to do this.", caller.account().name());
        }
    }

    /** Adds what a client has to keep for its later calls. */
    static RestResponse accompany(Caller caller, RestRequest request, RestResponse response) {
        RestResponse withToken = request.method().equals("GET")
                ? response.withHeader(TOKEN, caller.session().token())
                : response;
        return switch (caller.arrival()) {
            case NEW ->
                withToken.withHeader(
                        "Set-Cookie",
                        LoginSessions.COOKIE + "=" + caller.session().cookie() + "; Path=/; Secure; HttpOnly");
            case BY_COOKIE -> withToken;
        };
    }

    void route(Router router) {
        router.get(LOGIN_PATH, this::read).post(LOGOUT_PATH, call -> {
            cluster.logins().close(call.session());
            return Replies.done();
        });
    }

    private RestResponse read(ApiCall call) {
        ResourceType type = new ResourceType("login_session")
                .texts("id", "user")
                .lists("role_ids")
                .numbers("idle_timeout")
                .flags("is_password_change_required", "is_built_in_user");
        Catalog catalog = new Catalog().add(type, now -> List.of(row(call.session())));
        PowerStoreSettings settings = cluster.settings();
        return new CollectionReader(catalog, new BrokenPages())
                .whole(
                        type.name(),
                        call.request(),
                        call.now(),
                        new CollectionReader.Looks(settings.defaultRows(), settings.absent()));
    }

    private ObjectNode row(LoginSession session) {
        Account account = accounts.stream()
                .filter(one -> one.name().equals(session.user()))
                .findFirst()
                .orElseThrow();
        String role = switch (account.role()) {
            case ADMINISTRATOR -> "1";
            case OPERATOR -> "2";
        };
        return new Row()
                .text("id", session.id())
                .text("user", session.user())
                .list("role_ids", List.of(role))
                .number("idle_timeout", cluster.settings().idleTimeout().toSeconds())
                .flag(
                        "is_password_change_required",
                        cluster.settings().passwords() == PowerStoreSettings.Passwords.CHANGE_REQUIRED)
                .flag("is_built_in_user", false)
                .values();
    }
}
