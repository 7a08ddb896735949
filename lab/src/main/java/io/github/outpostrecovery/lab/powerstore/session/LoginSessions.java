package io.github.outpostrecovery.lab.powerstore.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The log-ins of the management API, by their cookies. */
public final class LoginSessions {
    /** The name of the cookie that carries a log-in. */
    public static final String COOKIE = "auth_cookie";

    private static final Pattern SEMICOLON = Pattern.compile(";");

    private final String origin;
    private final Map<String, LoginSession> sessions = new LinkedHashMap<>();
    private int nextNumber = 1;

    /** All log-ins, with their secrets. */
    public record Saved(List<LoginSession> sessions, int nextNumber) {}

    /**
     * Begins without a log-in.
     *
     * @param origin what cookies and tokens are drawn from
     */
    public LoginSessions(String origin) {
        this.origin = requireNonNull(origin, "origin is null");
    }

    public Saved save() {
        return new Saved(new ArrayList<>(sessions.values()), nextNumber);
    }

    public void restore(Saved saved) {
        sessions.clear();
        saved.sessions().forEach(one -> sessions.put(one.cookie(), one));
        nextNumber = saved.nextNumber();
    }

    /** The cookie of a request's {@code Cookie} header. */
    public static Optional<String> cookieIn(Optional<String> header) {
        return header.stream()
                .flatMap(SEMICOLON::splitAsStream)
                .map(String::strip)
                .filter(one -> one.startsWith(COOKIE + "="))
                .map(one -> one.substring(COOKIE.length() + 1))
                .findFirst();
    }

    /** The log-in of a cookie, used now; empty if it is unknown, has ended or has lain idle too long. */
    public Optional<LoginSession> use(String cookie, Instant now, Duration idleTimeout) {
        forgetIdle(now, idleTimeout);
        Optional<LoginSession> used = Optional.ofNullable(sessions.get(cookie)).map(one -> one.usedAt(now));
        used.ifPresent(one -> sessions.put(cookie, one));
        return used;
    }

    public LoginSession open(String user, Instant now) {
        int number = nextNumber++;
        LoginSession session =
                new LoginSession(drawn("session", number), user, drawn("cookie", number), drawn("token", number), now);
        sessions.put(session.cookie(), session);
        return session;
    }

    public void close(LoginSession session) {
        sessions.remove(session.cookie());
    }

    /** How many have not ended. */
    public int count(Instant now, Duration idleTimeout) {
        forgetIdle(now, idleTimeout);
        return sessions.size();
    }

    private void forgetIdle(Instant now, Duration idleTimeout) {
        sessions.values().removeIf(one -> !one.lives(now, idleTimeout));
    }

    private String drawn(String what, int number) {
        return UUID.nameUUIDFromBytes((origin + "/" + what + "/" + number).getBytes(UTF_8))
                .toString();
    }
}
