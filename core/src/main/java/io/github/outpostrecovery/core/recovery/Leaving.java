package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.RecoveryTable.Commit;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.storm.RoomBook;
import io.github.outpostrecovery.core.storm.Scope;
import io.github.outpostrecovery.core.storm.StormBooks;
import io.github.outpostrecovery.core.storm.Suspect;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells those who wait that an incident needs its arrays no more, and that EC2 counts its machine from now on. It stands
 * behind what counts, and never fails: who is not told stops waiting by himself.
 */
final class Leaving {
    private static final int ATTEMPTS = 5;
    private static final int ALL = 1000;

    private final Services services;

    Leaving(Services services) {
        this.services = requireNonNull(services, "services is null");
    }

    /** May be repeated. Without effect for an incident that never was a suspect. */
    void leave(Incident incident, Suspect.Stage stage) {
        try {
            StormBooks books = services.storms();
            Scope scope = new Scope.OfServer(incident.victim().server());
            Optional<Suspect> mine = books.noted(scope, incident.openedAt(), ALL).stream()
                    .filter(one -> one.incident().equals(incident.id()))
                    .findFirst();
            if (mine.isPresent() && mine.get().stage() != stage) {
                leave(books, mine.get(), stage);
            }
        } catch (ServiceUnavailableException untold) {
            // The others stop waiting for it when they have not heard of it for a while.
        }
    }

    private void leave(StormBooks books, Suspect mine, Suspect.Stage stage) {
        Instant now = services.clock().instant();
        Suspect left = mine.at(stage, now);
        Optional<OutpostArn> server = mine.promised();
        for (int attempt = 0; server.isPresent() && attempt < ATTEMPTS; attempt++) {
            Optional<RoomBook> next = books.room(server.get()).keep(mine.incident(), now);
            if (next.isEmpty()) {
                break;
            }
            if (books.commit(next.get(), left) == Commit.COMMITTED) {
                return;
            }
        }
        books.note(left);
    }
}
