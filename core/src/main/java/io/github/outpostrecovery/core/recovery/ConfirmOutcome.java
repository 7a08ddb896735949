package io.github.outpostrecovery.core.recovery;

import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Generation;
import java.util.List;

/** What looking for the new machine on the array came to. */
public sealed interface ConfirmOutcome {
    /** The array sees it on every portal, with every volume. */
    record Attached(Generation generation, Ec2InstanceId machine, List<String> portals) implements ConfirmOutcome {}

    /** The array sees it, with every volume, but not on every portal, and it had time. */
    record PartlyAttached(Generation generation, Ec2InstanceId machine, List<String> portals, List<String> missing)
            implements ConfirmOutcome {}

    /** Not yet: look again, {@code waitSeconds} from now. */
    record LookAgain(ConfirmProgress progress, int waitSeconds, String reason) implements ConfirmOutcome {}

    /** The generation is given up and the next one stored: fence again, this one included. */
    record NextGeneration(Generation generation, String reason) implements ConfirmOutcome {}

    /** Nothing is left to try, or trying again would not help: a person is called. */
    record GivenUp(String reason) implements ConfirmOutcome {}

    /** Another execution acts for this incident, or it is over. */
    record Superseded(String reason) implements ConfirmOutcome {}
}
