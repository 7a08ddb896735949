package io.github.outpostrecovery.lab.asl;

import com.fasterxml.jackson.databind.JsonNode;

/** Runs Lambda functions. */
@FunctionalInterface
public interface FunctionHost {
    /**
     * Invokes a function and waits for its answer.
     *
     * @param functionName the name or ARN that the state machine gives, with version or alias if it gives one
     * @return what the function returned; JSON's null if it returned nothing
     * @throws FunctionError if the function failed or could not be invoked
     */
    JsonNode invoke(String functionName, JsonNode payload) throws FunctionError;
}
