package io.github.outpostrecovery.storage.alletra;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.ArrayFailure;
import java.util.Optional;

/** How a request that changes something ended. */
sealed interface WsapiWrite {
    /**
     * Answered with success.
     *
     * @param location where the array says that the thing is now, still encoded
     */
    record Done(JsonNode json, Optional<String> location) implements WsapiWrite {}

    /** Answered, and surely without effect; or not sent at all. */
    record Refused(ArrayFailure failure) implements WsapiWrite {
        Optional<WsapiCode> code() {
            return WsapiCode.of(failure.code());
        }

        boolean means(WsapiCode.Meaning meaning) {
            return code().filter(code -> code.meaning() == meaning).isPresent();
        }
    }

    /** Not answered, or in a way that leaves open what happened. */
    record InDoubt(ArrayFailure failure) implements WsapiWrite {}
}
