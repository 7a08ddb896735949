package io.github.outpostrecovery.core.storm;

import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.Priority;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One incident as the others see it, while several are open at once.
 *
 * @param server where the victim ran
 * @param arrays the endpoints of all its arrays
 * @param promised the server that room was promised on, if it was
 * @param openedAt when its incident was opened
 * @param notedAt when this was written down
 */
public record Suspect(
        IncidentId incident,
        Priority priority,
        OutpostArn server,
        Set<URI> arrays,
        Kind kind,
        Stage stage,
        Optional<OutpostArn> promised,
        Instant openedAt,
        Instant notedAt) {
    /** Who goes first: by priority, then by age. Total, so that all who look agree. */
    public static final Comparator<Suspect> ORDER = Comparator.comparing(Suspect::priority)
            .thenComparing(Suspect::openedAt)
            .thenComparing(suspect -> suspect.incident().toString());

    /** What seems to have failed. */
    public enum Kind {
        /** The server: the Region has lost it, or finds it broken. */
        SERVER,
        /** The instance alone: its server lives. */
        GUEST
    }

    /** How far its recovery is. */
    public enum Stage {
        /** Looked at once: what it means is not clear yet. */
        SEEN,
        /** Found dead, and not begun. */
        WAITING,
        /** Its plan is stored or about to be: its array is at work for it. */
        STARTED,
        /** It has left its array alone: a machine was launched, or it ended. */
        LEFT,
        /** It had not failed after all, and counts for nothing. */
        CLEARED
    }

    public Suspect {
        arrays = Set.copyOf(arrays);
    }

    /** Everything that it shares with others. */
    public List<Scope> scopes() {
        List<Scope> scopes = new ArrayList<>();
        arrays.stream().sorted().map(Scope.OfArray::new).forEach(scopes::add);
        scopes.add(new Scope.OfServer(server));
        if (kind == Kind.GUEST && stage != Stage.SEEN) {
            scopes.add(new Scope.OfEngine());
        }
        return scopes;
    }

    /** The same, at another stage. */
    public Suspect at(Stage reached, Instant now) {
        return new Suspect(incident, priority, server, arrays, kind, reached, promised, openedAt, now);
    }

    /** The same, begun, with room on a server. */
    public Suspect started(Optional<OutpostArn> on, Instant now) {
        return new Suspect(incident, priority, server, arrays, kind, Stage.STARTED, on, openedAt, now);
    }

    /** Whether it waits before {@code other}, and was heard of lately. */
    public boolean isAheadOf(Suspect other, Instant now) {
        return isUndecided() && Turn.isHeardOf(this, Turn.LONGEST_SILENCE, now) && ORDER.compare(this, other) < 0;
    }

    /** Whether nothing was begun for it yet, and may be. */
    public boolean isUndecided() {
        return switch (stage) {
            case SEEN, WAITING -> true;
            case STARTED, LEFT, CLEARED -> false;
        };
    }

    boolean counts() {
        return stage != Stage.CLEARED;
    }
}
