package io.github.outpostrecovery.storage.ontap;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.ArrayFailure;
import java.util.Optional;

/** How a request that changes something ended. */
sealed interface OntapWrite {
    /** Answered with success; if ONTAP made a job of it, the job succeeded. */
    record Done(JsonNode json) implements OntapWrite {}

    /** Answered, and surely without effect. */
    record Refused(ArrayFailure failure) implements OntapWrite {
        Optional<OntapErrorCode> code() {
            return OntapErrorCode.of(failure.code());
        }

        boolean means(OntapErrorCode.Meaning meaning) {
            return code().filter(code -> code.meaning() == meaning).isPresent();
        }
    }

    /** Not answered, or in a way that leaves open what happened. */
    record InDoubt(ArrayFailure failure) implements OntapWrite {}
}
