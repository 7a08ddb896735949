package io.github.outpostrecovery.core.storm;

import io.github.outpostrecovery.core.incident.RecoveryTable.Commit;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.OutpostArn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What incidents tell each other, in memory. */
public final class FakeStormBooks implements StormBooks {
    private final Map<Scope, Map<IncidentId, Suspect>> noted = new HashMap<>();
    private final Map<OutpostArn, RoomBook> rooms = new HashMap<>();
    private final List<RoomBook> interruptions = new ArrayList<>();

    /** Somebody else writes this book just before the next commit. */
    public void interrupt(RoomBook other) {
        interruptions.add(other);
    }

    @Override
    public void note(Suspect suspect) {
        for (Scope scope : suspect.scopes()) {
            noted.computeIfAbsent(scope, none -> new HashMap<>()).put(suspect.incident(), suspect);
        }
    }

    @Override
    public List<Suspect> noted(Scope scope, Instant since, int most) {
        return noted.getOrDefault(scope, Map.of()).values().stream()
                .filter(one -> !one.openedAt().isBefore(since))
                .sorted(Comparator.comparing(Suspect::openedAt))
                .limit(most)
                .toList();
    }

    @Override
    public RoomBook room(OutpostArn server) {
        return rooms.getOrDefault(server, RoomBook.empty(server));
    }

    @Override
    public Commit commit(RoomBook next, Suspect suspect) {
        if (!interruptions.isEmpty()) {
            RoomBook other = interruptions.removeFirst();
            rooms.put(other.server(), other);
        }
        if (room(next.server()).revision() != next.revision() - 1) {
            return Commit.CONFLICT;
        }
        rooms.put(next.server(), next);
        note(suspect);
        return Commit.COMMITTED;
    }
}
