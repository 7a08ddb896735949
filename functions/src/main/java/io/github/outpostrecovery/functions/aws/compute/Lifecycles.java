package io.github.outpostrecovery.functions.aws.compute;

import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.InstanceState;

/** Instance states of EC2 in core's words. */
final class Lifecycles {
    private Lifecycles() {}

    /** Empty for a state that is missing, or that this version does not know. */
    static Optional<Lifecycle> of(@Nullable InstanceState state) {
        if (state == null || state.name() == null) {
            return Optional.empty();
        }
        return switch (state.name()) {
            case PENDING -> Optional.of(Lifecycle.PENDING);
            case RUNNING -> Optional.of(Lifecycle.RUNNING);
            case STOPPING -> Optional.of(Lifecycle.STOPPING);
            case STOPPED -> Optional.of(Lifecycle.STOPPED);
            case SHUTTING_DOWN -> Optional.of(Lifecycle.SHUTTING_DOWN);
            case TERMINATED -> Optional.of(Lifecycle.TERMINATED);
            case UNKNOWN_TO_SDK_VERSION -> Optional.empty();
        };
    }

    /** Whether an instance can still become, or be, a running machine. */
    static boolean isOver(Lifecycle lifecycle) {
        return switch (lifecycle) {
            case PENDING, RUNNING, STOPPING, STOPPED -> false;
            case SHUTTING_DOWN, TERMINATED, NOT_FOUND -> true;
        };
    }
}
