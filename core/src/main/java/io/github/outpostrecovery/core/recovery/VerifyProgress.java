package io.github.outpostrecovery.core.recovery;

import io.github.outpostrecovery.core.evidence.Look;
import java.time.Instant;
import java.util.Optional;

/**
 * How far verifying has come; it travels from one call to the next.
 *
 * @param since when the first look was taken
 * @param looks how many have been taken
 * @param last the one to compare the next with
 */
public record VerifyProgress(Optional<Instant> since, int looks, Optional<Look> last) {
    public static final VerifyProgress NONE = new VerifyProgress(Optional.empty(), 0, Optional.empty());
}
