package io.github.outpostrecovery.core.recovery;

import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Generation;
import java.time.Instant;

/** What launching came to. */
public sealed interface LaunchStepOutcome {
    /** There is a machine, on the server that was asked for. */
    record Launched(Generation generation, Ec2InstanceId machine) implements LaunchStepOutcome {}

    /** It is not known yet: ask again, {@code waitSeconds} from now. */
    record AskAgain(Instant since, int waitSeconds, String reason) implements LaunchStepOutcome {}

    /** The generation is given up and the next one stored: fence again, this one included. */
    record NextGeneration(Generation generation, String reason) implements LaunchStepOutcome {}

    /** Nothing is left to try: a person is called. */
    record GivenUp(String reason) implements LaunchStepOutcome {}

    /** Another execution acts for this incident, or it is over. */
    record Superseded(String reason) implements LaunchStepOutcome {}
}
