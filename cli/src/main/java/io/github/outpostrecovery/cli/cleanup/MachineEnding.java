package io.github.outpostrecovery.cli.cleanup;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Ends a machine, and believes it only once EC2 says so. */
final class MachineEnding {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final Cloud cloud;

    MachineEnding(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Whether EC2 says that a machine is no more. */
    static boolean isOver(Optional<MachineDescription> machine) {
        return machine.filter(known -> !known.state().equals("terminated")).isEmpty();
    }

    /**
     * Terminates it and waits. Behind a lost service link that may take for ever.
     *
     * @return why it is not known to be terminated, if so
     */
    Optional<String> end(Ec2InstanceId id) throws InterruptedException {
        Instant end = cloud.clock().instant().plus(PATIENCE);
        try {
            cloud.machines().terminate(id);
            while (true) {
                Optional<MachineDescription> machine = cloud.directory().machine(id);
                if (isOver(machine)) {
                    return Optional.empty();
                }
                if (!cloud.clock().instant().plus(BETWEEN_LOOKS).isBefore(end)) {
                    return Optional.of(id + " is still "
                            + machine.map(MachineDescription::state).orElse("there")
                            + " after " + PATIENCE.toMinutes()
                            + " minutes: behind a lost service link EC2 cannot end it. Run this again later");
                }
                cloud.pause().pause(BETWEEN_LOOKS);
            }
        } catch (CloudTroubleException trouble) {
            return Optional.of(id + " could not be terminated: " + trouble.getMessage());
        }
    }
}
