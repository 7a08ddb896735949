package io.github.outpostrecovery.storage.powerstore;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;

/** How a request that changes something ended. */
sealed interface PowerStoreWrite {
    /** Answered with success. */
    record Done(JsonNode json) implements PowerStoreWrite {}

    /** Answered, and surely without effect. */
    record Refused(ArrayFailure failure) implements PowerStoreWrite {
        boolean means(PowerStoreErrorCode.Meaning meaning) {
            return PowerStoreErrorCode.of(failure.code())
                    .filter(code -> code.meaning() == meaning)
                    .isPresent();
        }

        /** Whether the array says that what was to be taken away is not there. */
        boolean saysAbsent() {
            return means(PowerStoreErrorCode.Meaning.ABSENT) || failure.kind() == Kind.NOT_FOUND;
        }
    }

    /** Not answered, or in a way that leaves open what happened. */
    record InDoubt(ArrayFailure failure) implements PowerStoreWrite {}
}
