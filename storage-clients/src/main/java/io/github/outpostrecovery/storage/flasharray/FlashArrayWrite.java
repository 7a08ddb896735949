package io.github.outpostrecovery.storage.flasharray;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.storage.flasharray.FlashArrayMessage.Meaning;

/** How a request that changes something ended. FlashArray makes no jobs: what it answers is done. */
sealed interface FlashArrayWrite {
    /**
     * Answered with success.
     *
     * @param items what it made or changed, as far as it tells; a missing node after a DELETE
     */
    record Done(JsonNode items) implements FlashArrayWrite {}

    /** Answered, and surely without effect; or not sent. */
    record Refused(ArrayFailure failure) implements FlashArrayWrite {
        boolean means(Meaning meaning) {
            return FlashArrayErrors.mean(failure.code(), meaning);
        }
    }

    /** Not answered, or in a way that leaves open what happened. */
    record InDoubt(ArrayFailure failure) implements FlashArrayWrite {}
}
