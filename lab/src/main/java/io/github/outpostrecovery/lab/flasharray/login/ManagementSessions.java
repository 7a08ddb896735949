package io.github.outpostrecovery.lab.flasharray.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The log-ins of the management API, those of late that have ended included. A token dies when nobody uses it. */
public final class ManagementSessions {
    private static final int REMEMBERED = 100;

    private final String origin;
    private final List<ManagementSession> sessions = new ArrayList<>();
    private int nextNumber = 1;

    /** All of them. */
    public record Saved(int nextNumber, List<ManagementSession> sessions) {}

    /**
     * None.
     *
     * @param origin what tokens are drawn from
     */
    public ManagementSessions(String origin) {
        this.origin = requireNonNull(origin, "origin is null");
    }

    public Saved save() {
        return new Saved(nextNumber, List.copyOf(sessions));
    }

    public void restore(Saved saved) {
        nextNumber = saved.nextNumber();
        sessions.clear();
        sessions.addAll(saved.sessions());
    }

    /**
     * Somebody logs in.
     *
     * @param idle how long the token lives unused; zero for ever
     */
    public ManagementSession open(String user, Instant now, Duration idle) {
        String token = UUID.nameUUIDFromBytes((origin + "/session/" + nextNumber).getBytes(UTF_8))
                .toString();
        ManagementSession session = new ManagementSession(
                Integer.toString(nextNumber++), token, user, now, end(now, idle), ManagementSession.State.LOGGED_IN);
        sessions.add(session);
        forgetTheOldest(now);
        return session;
    }

    /** The open session of a token, whose life this prolongs. */
    public Optional<ManagementSession> use(String token, Instant now, Duration idle) {
        return replace(token, now, end(now, idle), ManagementSession.State.LOGGED_IN);
    }

    /** Ends the session of a token; empty if none was open. */
    public Optional<ManagementSession> close(String token, Instant now) {
        return replace(token, now, now, ManagementSession.State.LOGGED_OUT);
    }

    /** Those that are open. */
    public List<ManagementSession> open(Instant now) {
        return sessions.stream().filter(one -> one.openAt(now)).toList();
    }

    /** The open ones and the last of those that have ended. */
    public List<ManagementSession> all() {
        return List.copyOf(sessions);
    }

    private Optional<ManagementSession> replace(String token, Instant now, Instant end, ManagementSession.State state) {
        for (int i = 0; i < sessions.size(); i++) {
            ManagementSession old = sessions.get(i);
            if (old.token().equals(token) && old.openAt(now)) {
                ManagementSession next =
                        new ManagementSession(old.id(), old.token(), old.user(), old.start(), end, state);
                sessions.set(i, next);
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    private void forgetTheOldest(Instant now) {
        int ended = sessions.size() - open(now).size();
        for (int i = 0; i < sessions.size() && ended > REMEMBERED; ) {
            if (sessions.get(i).openAt(now)) {
                i++;
            } else {
                sessions.remove(i);
                ended--;
            }
        }
    }

    private static Instant end(Instant now, Duration idle) {
        return idle.isZero() ? ManagementSession.NEVER : now.plus(idle);
    }
}
