package io.github.outpostrecovery.lab.powerstore.session;

import java.time.Duration;
import java.time.Instant;

/** A log-in to the management API: what its client has to send with later calls, and when it was last used. */
public record LoginSession(String id, String user, String cookie, String token, Instant lastUsed) {
    LoginSession usedAt(Instant now) {
        return new LoginSession(id, user, cookie, token, now);
    }

    boolean lives(Instant now, Duration idleTimeout) {
        return now.isBefore(lastUsed.plus(idleTimeout));
    }

    /** Tells neither the cookie nor the token. */
    @Override
    public String toString() {
        return "LoginSession[id=" + id + ", user=" + user + "]";
    }
}
