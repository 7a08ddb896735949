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

    /**
     * As {@link TargetsChecked}, and the first of two looks at the primary is taken: one look decides nothing.
     *
     * @param waitSeconds until the next look can show anything new
     */
    record LookedOnce(List<TargetCheck> targets, VerifyProgress progress, int waitSeconds) implements TargetsOutcome {
        public LookedOnce {
            targets = List.copyOf(targets);
        }
    }

    /** Another execution acts for this incident, or it is over. */
    record Superseded(String reason) implements TargetsOutcome {}
}
