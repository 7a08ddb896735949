package io.github.outpostrecovery.storage.provisioning;

import io.github.outpostrecovery.core.array.ArrayFailure;

/** How the one request of one change ended. */
public sealed interface ChangeOutcome {
    /** Answered with success. */
    record Made() implements ChangeOutcome {}

    /** It was there already as it has to be, read again; so it is no change of ours, and not to be undone. */
    record AlreadyThere() implements ChangeOutcome {}

    /** Answered, and surely without effect. */
    record Refused(ArrayFailure failure) implements ChangeOutcome {}

    /** Not answered, or in a way that leaves open what happened. */
    record InDoubt(ArrayFailure failure) implements ChangeOutcome {}
}
