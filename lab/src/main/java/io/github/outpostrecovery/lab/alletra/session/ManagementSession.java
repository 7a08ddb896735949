package io.github.outpostrecovery.lab.alletra.session;

import java.time.Instant;

/** A log-in of the management API. */
public record ManagementSession(String key, String user, Instant lastUsed) {
    ManagementSession usedAt(Instant now) {
        return new ManagementSession(key, user, now);
    }

    /** Does not tell the key. */
    @Override
    public String toString() {
        return "ManagementSession[user=" + user + ", lastUsed=" + lastUsed + "]";
    }
}
