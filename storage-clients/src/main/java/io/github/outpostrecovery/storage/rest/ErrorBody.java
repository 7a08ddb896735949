package io.github.outpostrecovery.storage.rest;

import com.fasterxml.jackson.databind.JsonNode;

/** Where a vendor puts code and message when it says no. */
@FunctionalInterface
public interface ErrorBody {
    ArrayError read(JsonNode body);

    /**
     * What the array said.
     *
     * @param code empty if it gave none
     * @param message empty if it gave none
     */
    record ArrayError(String code, String message) {}
}
