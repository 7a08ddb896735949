package io.github.outpostrecovery.storage.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.ArrayFailure;

/** How a call ended. */
public sealed interface RestOutcome {
    /**
     * A 2xx with a body that could be read.
     *
     * @param json a missing node if the body was empty
     * @param response status and headers as they came
     */
    record Answered(int status, JsonNode json, RestResponse response) implements RestOutcome {
        /** The status only. */
        @Override
        public String toString() {
            return "status " + status;
        }
    }

    /**
     * The array, or something before it, said no.
     *
     * @param code the array's own code, or empty if the answer had none: it may then not even be the array that spoke
     * @param message the array's own words, on one line, secrets struck out
     */
    record Rejected(int status, String code, String message) implements RestOutcome {}

    /** No answer, a 5xx, or one that made no sense: whether the call had an effect is unknown. */
    record NoAnswer(ArrayFailure failure) implements RestOutcome {}

    /** The call was not sent, for want of credentials or of a log-in: it surely had no effect. */
    record NotSent(ArrayFailure failure) implements RestOutcome {}
}
