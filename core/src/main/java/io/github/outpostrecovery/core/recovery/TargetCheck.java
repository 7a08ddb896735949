package io.github.outpostrecovery.core.recovery;

import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import java.time.Instant;
import java.util.Optional;

/**
 * What EC2 says of one launch target.
 *
 * @param at when it was asked; empty in the state of an execution of an older release
 */
public record TargetCheck(LaunchTarget target, Preflight answer, Optional<Instant> at) {
    /** An answer of which nobody knows how old it is. */
    public TargetCheck(LaunchTarget target, Preflight answer) {
        this(target, answer, Optional.empty());
    }
}
