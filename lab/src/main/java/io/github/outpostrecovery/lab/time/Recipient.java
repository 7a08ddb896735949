package io.github.outpostrecovery.lab.time;

import com.fasterxml.jackson.databind.JsonNode;

/** Who an entry of the agenda is for. Entries are data and recipients are named, so that an agenda can be saved. */
@FunctionalInterface
public interface Recipient {
    /** Acts on an entry that has come due. The agenda's clock stands at its due time, or later. */
    void receive(JsonNode payload);

    /** When an entry for this recipient may run. */
    enum Kind {
        /**
         * Machines, wires and arrays: runs whenever simulated time passes its due time, also while a step of the engine
         * is waiting for an answer.
         */
        WORLD,
        /** Executions of the engine: run one after the other, each to the end of its step. */
        ENGINE
    }
}
