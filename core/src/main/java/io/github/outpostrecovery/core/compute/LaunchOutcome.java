package io.github.outpostrecovery.core.compute;

/** How a launch ended. */
public sealed interface LaunchOutcome {
    /** There is a machine. */
    record Launched(LaunchedMachine machine) implements LaunchOutcome {}

    /** EC2 refused, and no machine was made by this request. */
    record Refused(Reason reason, String code, String message) implements LaunchOutcome {}

    /** No answer: there may be a machine, now or later. */
    record Unknown(String why) implements LaunchOutcome {}

    /** Why EC2 refuses. */
    enum Reason {
        /** {@code InsufficientInstanceCapacity}, a quota, an address in use: another target may do. */
        TARGET,
        /** {@code RequestLimitExceeded}: the same request, with the same token, may do in a while. */
        BUSY,
        /** {@code IdempotentParameterMismatch}: the token was used for something else. Never to be tried with another. */
        TOKEN_MISMATCH,
        /** Permissions, template, image, key: no target will do. */
        REQUEST
    }
}
