package io.github.outpostrecovery.core.reconcile;

import java.time.Instant;
import java.util.Optional;

/**
 * What the reconciler remembers of one instance, so that it neither asks nor calls too often.
 *
 * @param starts how many executions it has started in a row for what it sees now
 * @param lastStart when it started the last of them
 * @param lastCall when it last called a person
 */
public record ReconcilerNote(int starts, Optional<Instant> lastStart, Optional<Instant> lastCall) {
    /** Nothing was amiss so far. */
    public static final ReconcilerNote NONE = new ReconcilerNote(0, Optional.empty(), Optional.empty());
}
