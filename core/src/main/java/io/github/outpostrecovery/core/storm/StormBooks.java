package io.github.outpostrecovery.core.storm;

import io.github.outpostrecovery.core.incident.RecoveryTable.Commit;
import io.github.outpostrecovery.core.name.OutpostArn;
import java.time.Instant;
import java.util.List;

/**
 * What open incidents tell each other. Every method fails with
 * {@link io.github.outpostrecovery.core.ServiceUnavailableException} if the books gave no answer; a write may then have
 * happened or not.
 *
 * <p>A note is there for every later read: of two that write and then read, at least one sees the other.
 */
public interface StormBooks {
    /** Keeps a suspect under everything that it shares with others, in place of an earlier note of its incident. */
    void note(Suspect suspect);

    /**
     * Who was noted under {@code scope} with an incident opened at {@code since} or later, the oldest first.
     *
     * @param most how many are asked for at most: the books of an engine may be long
     */
    List<Suspect> noted(Scope scope, Instant since, int most);

    /** Who has been promised room on a server. */
    RoomBook room(OutpostArn server);

    /** Writes {@code next} if the stored revision is the one before, together with the note. */
    Commit commit(RoomBook next, Suspect suspect);
}
