package io.github.outpostrecovery.core.recovery;

import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.name.Generation;
import java.util.List;
import java.util.Optional;

/** What verifying the primary came to. */
public sealed interface VerifyOutcome {
    /** Another look is needed, {@code waitSeconds} from now. */
    record LookAgain(VerifyProgress progress, int waitSeconds, String reason) implements VerifyOutcome {}

    /** EC2 has not said whether there is a target to launch on: it is asked again, {@code waitSeconds} from now. */
    record CheckTargetsAgain(VerifyProgress progress, int waitSeconds, String reason) implements VerifyOutcome {}

    /** A planned move can be made: the guest is to be asked to stop. Nothing was changed so far. */
    record StopWanted(List<String> remarks) implements VerifyOutcome {}

    /** The plan is stored: fence, then launch {@code generation}. */
    record Proceed(Generation generation, Verdict verdict, Evidence evidence, List<String> remarks)
            implements VerifyOutcome {}

    /**
     * A person has to decide.
     *
     * @param hash names the evidence: the approval has to repeat it
     */
    record ApprovalWanted(Verdict verdict, Evidence evidence, String hash) implements VerifyOutcome {}

    /** Nothing has failed; or a guest that was to be moved has not stopped, and was not fenced. */
    record StandDown(Verdict verdict, Evidence evidence, String reason) implements VerifyOutcome {}

    /** People have said that nothing is to begin now, and nothing was changed. */
    record Suppress(String reason) implements VerifyOutcome {}

    /** It cannot be done, and nothing was changed; with what was seen, if it came to that. */
    record Refuse(String reason, Optional<Evidence> evidence) implements VerifyOutcome {}

    /** Another execution acts for this incident, or it is over. */
    record Superseded(String reason) implements VerifyOutcome {}
}
