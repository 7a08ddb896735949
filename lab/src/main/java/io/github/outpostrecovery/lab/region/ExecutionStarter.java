package io.github.outpostrecovery.lab.region;

import com.fasterxml.jackson.databind.JsonNode;

/** Starts an execution of the recovery state machine, as the rule's target does: under a name that nobody chose. */
@FunctionalInterface
public interface ExecutionStarter {
    void start(JsonNode input);
}
