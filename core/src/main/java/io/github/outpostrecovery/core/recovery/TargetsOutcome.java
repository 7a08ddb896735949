package io.github.outpostrecovery.core.recovery;

import java.util.List;

/** What checking the launch targets came to. */
public sealed interface TargetsOutcome {
    /** One entry for each configured target, in the order in which to try them. */
    record TargetsChecked(List<TargetCheck> targets) implements TargetsOutcome {
        public TargetsChecked {
            targets = List.copyOf(targets);
        }
    }

    /** Another execution acts for this incident, or it is over. */
    record Superseded(String reason) implements TargetsOutcome {}
}
