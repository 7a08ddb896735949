package io.github.outpostrecovery.lab.alletra.session;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The log-ins of the management API that are open. Only to be touched with the state lock held. */
public final class ManagementSessions {
    private final Map<String, ManagementSession> open = new LinkedHashMap<>();
    private int highest;
    private int expired;

    /**
     * All of it.
     *
     * @param highest how many were open at once at most
     * @param expired how many were never logged out, and died of it
     */
    public record Saved(List<ManagementSession> open, int highest, int expired) {}

    public Saved save() {
        return new Saved(List.copyOf(open.values()), highest, expired);
    }

    public void restore(Saved saved) {
        open.clear();
        saved.open().forEach(session -> open.put(session.key(), session));
        highest = saved.highest();
        expired = saved.expired();
    }

    /** Forgets those that have not been used for so long. */
    public void expire(Instant now, Duration lifetime) {
        int before = open.size();
        open.values().removeIf(session -> !session.lastUsed().plus(lifetime).isAfter(now));
        expired += before - open.size();
    }

    public void add(String key, String user, Instant now) {
        open.put(key, new ManagementSession(key, user, now));
        highest = Math.max(highest, open.size());
    }

    /** The session of a key, which lives on from now. */
    public Optional<ManagementSession> use(String key, Instant now) {
        return Optional.ofNullable(open.computeIfPresent(key, (same, session) -> session.usedAt(now)));
    }

    /** Logs out; whether there was such a session. */
    public boolean end(String key) {
        return open.remove(key) != null;
    }

    public int count() {
        return open.size();
    }

    /** How many were open at once at most. */
    public int highest() {
        return highest;
    }

    /** How many were not logged out: those that are open, and those that expired. */
    public int leaked() {
        return open.size() + expired;
    }
}
