package io.github.outpostrecovery.core.recovery;

import io.github.outpostrecovery.core.name.Generation;

/** What granting came to. */
public sealed interface GrantStepOutcome {
    /** The array lets the new name in, and every request was answered. */
    record Granted(Generation generation, int requests) implements GrantStepOutcome {}

    /** The launch of this generation was announced before: on with it. */
    record LaunchAnnounced(Generation generation) implements GrantStepOutcome {}

    /** An older generation is back on a volume: fence again. */
    record FenceAgain(Generation generation, String reason) implements GrantStepOutcome {}

    /** The generation is given up and the next one stored: fence again, this one included. */
    record NextGeneration(Generation generation, String reason) implements GrantStepOutcome {}

    /** Nothing is left to try: a person is called. */
    record GivenUp(String reason) implements GrantStepOutcome {}

    /** Another execution acts for this incident, or it is over. */
    record Superseded(String reason) implements GrantStepOutcome {}
}
