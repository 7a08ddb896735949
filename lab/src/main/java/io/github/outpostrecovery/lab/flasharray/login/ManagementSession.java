package io.github.outpostrecovery.lab.flasharray.login;

import java.time.Instant;

/**
 * A log-in to the management API.
 *
 * @param token what its calls carry
 * @param end when it was ended, or would have been had it not been used again; {@link #NEVER} if it does not expire
 */
public record ManagementSession(String id, String token, String user, Instant start, Instant end, State state) {
    /** Far off. */
    public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /** Whether somebody has ended it. */
    public enum State {
        LOGGED_IN,
        LOGGED_OUT
    }

    boolean openAt(Instant now) {
        return state == State.LOGGED_IN && now.isBefore(end);
    }

    /** Tells no token. */
    @Override
    public String toString() {
        return "ManagementSession[id=" + id + ", user=" + user + ", start=" + start + "]";
    }
}
