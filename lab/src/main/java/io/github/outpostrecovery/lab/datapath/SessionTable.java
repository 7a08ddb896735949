package io.github.outpostrecovery.lab.datapath;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The sessions of an array, in the order of their logins, half-open ones included. */
final class SessionTable {
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    List<Session> all() {
        return List.copyOf(sessions.values());
    }

    void replaceBy(List<Session> others) {
        sessions.clear();
        others.forEach(this::put);
    }

    void put(Session session) {
        sessions.put(session.id(), session);
    }

    void remove(Session session) {
        sessions.remove(session.id());
    }

    Optional<Session> find(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    Optional<Session> find(String id, Session.State state) {
        return find(id).filter(session -> session.state() == state);
    }

    List<Session> matching(Predicate<Session> which) {
        return sessions.values().stream().filter(which).toList();
    }

    /** Those that an array shows when asked. */
    List<Session> listed() {
        return matching(session -> session.state() != Session.State.HALF_OPEN);
    }

    /** Those that end when {@code session} opens. */
    List<Session> reinstatedBy(Session session) {
        return matching(older -> !older.id().equals(session.id())
                && (older.state() == Session.State.OPEN || older.state() == Session.State.LOST)
                && older.isReinstatedBy(session));
    }
}
