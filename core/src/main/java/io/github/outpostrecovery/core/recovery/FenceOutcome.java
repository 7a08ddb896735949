package io.github.outpostrecovery.core.recovery;

import io.github.outpostrecovery.core.fence.StoredProof;
import io.github.outpostrecovery.core.name.Generation;
import java.util.List;

/** What fencing came to. */
public sealed interface FenceOutcome {
    /** Every older generation is off every volume, proved and written down: {@code generation} may be granted. */
    record Fenced(Generation generation, List<StoredProof> proofs, List<String> log) implements FenceOutcome {}

    /** Another round is needed, {@code waitSeconds} from now. */
    record FenceAgain(FenceProgress progress, int waitSeconds, String reason, List<String> log)
            implements FenceOutcome {}

    /** People have said that nothing is to begin now, and nothing was fenced. */
    record Suppressed(String reason) implements FenceOutcome {}

    /** It could not be proved in time: nothing is granted, a person is called. */
    record GivenUp(String reason, List<String> log) implements FenceOutcome {}

    /** Another execution acts for this incident, or it is over. */
    record Superseded(String reason) implements FenceOutcome {}
}
