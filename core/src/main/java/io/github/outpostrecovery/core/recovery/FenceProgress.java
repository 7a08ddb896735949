package io.github.outpostrecovery.core.recovery;

import io.github.outpostrecovery.core.fence.DrainWatch;
import io.github.outpostrecovery.core.name.Generation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far fencing has come; it travels from one call to the next, and begins anew with each generation.
 *
 * @param generation the generation that the watches were begun for
 * @param since when the first round began
 */
public record FenceProgress(Optional<Generation> generation, Optional<Instant> since, List<DrainWatch> watches) {
    public static final FenceProgress NONE = new FenceProgress(Optional.empty(), Optional.empty(), List.of());

    public FenceProgress {
        watches = List.copyOf(watches);
    }
}
