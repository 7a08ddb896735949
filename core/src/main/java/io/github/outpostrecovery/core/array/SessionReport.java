package io.github.outpostrecovery.core.array;

import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.order.InOrder;
import java.util.List;
import java.util.Set;

/** Who is logged in, complete for the initiators that were asked about. */
public record SessionReport(List<Session> sessions) {
    public SessionReport {
        sessions = List.copyOf(sessions);
    }

    /**
     * One log-in on one path.
     *
     * @param initiator the name that it was made under
     * @param source the address that the machine came from; empty if the array does not tell
     * @param portal the address of the array that it went to; empty if the array does not tell
     */
    public record Session(Initiator initiator, String source, String portal) {}

    public List<Session> of(Initiator initiator) {
        return sessions.stream()
                .filter(session -> session.initiator().equals(initiator))
                .toList();
    }

    /** The portals on which {@code initiator} is logged in. */
    public Set<String> portalsOf(Initiator initiator) {
        return of(initiator).stream().map(Session::portal).collect(InOrder.toSet());
    }

    /** The addresses that {@code initiator} is logged in from. */
    public Set<String> sourcesOf(Initiator initiator) {
        return of(initiator).stream().map(Session::source).collect(InOrder.toSet());
    }
}
