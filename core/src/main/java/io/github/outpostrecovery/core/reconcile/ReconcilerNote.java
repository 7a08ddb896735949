package io.github.outpostrecovery.core.reconcile;

import java.time.Instant;
import java.util.Optional;

/**
 * What the reconciler remembers of one instance, so that it neither asks nor calls too often. It is no lock: a note that
 * is lost, or that two runs write at once, costs an execution that finds somebody at work, or a mail too many.
 *
 * @param about what it sees: an alarm since a certain time, an incident, a machine that is not guarded
 * @param starts how many times in a row it has done something about that
 * @param lastStart when it did so last
 * @param lastCall when it last called a person about that
 */
public record ReconcilerNote(
        Optional<String> about, int starts, Optional<Instant> lastStart, Optional<Instant> lastCall) {
    /** Nothing was amiss so far. */
    public static final ReconcilerNote NONE =
            new ReconcilerNote(Optional.empty(), 0, Optional.empty(), Optional.empty());

    /** What is remembered about this, and nothing of what it was about before. */
    public ReconcilerNote regarding(String what) {
        return about.filter(what::equals).isPresent()
                ? this
                : new ReconcilerNote(Optional.of(what), 0, Optional.empty(), Optional.empty());
    }

    ReconcilerNote started(Instant now) {
        return new ReconcilerNote(about, starts + 1, Optional.of(now), lastCall);
    }

    ReconcilerNote called(Instant now) {
        return new ReconcilerNote(about, starts, lastStart, Optional.of(now));
    }
}
