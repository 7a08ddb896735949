package io.github.outpostrecovery.core.recovery;

import java.time.Instant;

/** What became of starting a guest again, of whose move nothing came. */
public sealed interface StartOutcome {
    /** EC2 was asked to start it where it was. */
    record Started(String reason) implements StartOutcome {}

    /** It was never asked to stop, it runs, or it was fenced meanwhile: nothing is started. */
    record NothingToStart(String reason) implements StartOutcome {}

    /**
     * It has not stopped yet, or EC2 gave no answer: it is looked at again, {@code waitSeconds} from now.
     *
     * @param since when this execution first tried
     */
    record LookAgain(Instant since, int waitSeconds, String reason) implements StartOutcome {}

    /** It could not be started: a person has to. */
    record NotStarted(String reason) implements StartOutcome {}
}
