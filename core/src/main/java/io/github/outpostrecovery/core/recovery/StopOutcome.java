package io.github.outpostrecovery.core.recovery;

import java.time.Instant;

/** What asking a guest to stop came to. */
public sealed interface StopOutcome {
    /** EC2 tells it to shut down. */
    record Asked() implements StopOutcome {}

    /** EC2 cannot stop it: a person has to shut the guest down, and the looks go on until that is seen. */
    record ShutDownByHand(String reason) implements StopOutcome {}

    /**
     * EC2 gave no answer: it is asked again, {@code waitSeconds} from now.
     *
     * @param since when this execution first asked
     */
    record AskAgain(Instant since, int waitSeconds, String reason) implements StopOutcome {}

    /** It could not be asked to stop: there is no move. */
    record GivenUp(String reason) implements StopOutcome {}

    /** Another execution acts for this incident, or it is over. */
    record Superseded(String reason) implements StopOutcome {}
}
