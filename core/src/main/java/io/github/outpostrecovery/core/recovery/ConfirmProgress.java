package io.github.outpostrecovery.core.recovery;

import java.time.Instant;
import java.util.Optional;

/**
 * How far confirming has come; it travels from one call to the next.
 *
 * @param since when this execution first looked
 * @param firstPathAt when the array first listed the new machine
 */
public record ConfirmProgress(Optional<Instant> since, Optional<Instant> firstPathAt) {
    public static final ConfirmProgress NONE = new ConfirmProgress(Optional.empty(), Optional.empty());
}
