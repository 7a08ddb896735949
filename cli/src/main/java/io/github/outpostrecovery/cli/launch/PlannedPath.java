package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.core.name.SecretArn;
import java.util.Optional;

/**
 * A path to a target.
 *
 * @param target its IQN or NQN; empty if the array tells it only once the volume is shown
 * @param secret what the machine proves itself with
 */
record PlannedPath(PathAddress address, String target, Optional<MachineSecret> secret) {
    /**
     * A CHAP secret.
     *
     * @param nameOrArn as it was chosen, and as the machine asks for it
     */
    record MachineSecret(String nameOrArn, SecretArn arn) {}

    PlannedPath with(Optional<MachineSecret> paired) {
        return new PlannedPath(address, target, paired);
    }

    PlannedPath at(String found) {
        return new PlannedPath(address, found, secret);
    }
}
