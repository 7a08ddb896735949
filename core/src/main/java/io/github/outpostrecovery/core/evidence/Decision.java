package io.github.outpostrecovery.core.evidence;

import io.github.outpostrecovery.core.configuration.Mode;
import java.util.Optional;

/** What follows from a verdict. */
public sealed interface Decision {
    /** Fence and recover. */
    record Recover(Verdict verdict) implements Decision {}

    /** A person has to say so first. */
    record AskForApproval(Verdict verdict) implements Decision {}

    /** Nothing has failed: change nothing. */
    record StandDown(Verdict verdict) implements Decision {}

    /** What would have to be fenced does not answer: nothing can be done, and nothing is changed. */
    record Refuse(Verdict verdict) implements Decision {}

    /**
     * Decides.
     *
     * @param approved the verdict that a person has approved, if one has; it covers that class of evidence and no other
     */
    static Decision of(Evidence evidence, Mode mode, Optional<Verdict> approved) {
        Verdict verdict = Verdict.of(evidence);
        return switch (verdict) {
            case HEALTHY, STOPPED_ON_PURPOSE -> new StandDown(verdict);
            case DEAD, HUNG ->
                switch (mode) {
                    case AUTOMATIC -> new Recover(verdict);
                    case NOTIFY -> asApproved(verdict, approved);
                };
            // Life on one array does not help where another one cannot be fenced.
            case ISOLATED_ALIVE, LINK_LOSS, STORAGE_LOSS, DUPLICATE_IDENTITY, BLIND ->
                switch (evidence.storageAnswered()) {
                    case UNREACHABLE -> new Refuse(verdict);
                    case ANSWERED -> asApproved(verdict, approved);
                };
        };
    }

    private static Decision asApproved(Verdict verdict, Optional<Verdict> approved) {
        return approved.filter(verdict::equals).isPresent() ? new Recover(verdict) : new AskForApproval(verdict);
    }
}
