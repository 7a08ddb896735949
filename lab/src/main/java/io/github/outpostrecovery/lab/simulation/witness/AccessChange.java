package io.github.outpostrecovery.lab.simulation.witness;

import java.time.Instant;
import java.util.Set;

/**
 * Who reaches a volume of the protected instance has changed.
 *
 * @param joined names that reach it now and did not before, in lower case
 * @param left names that reached it and do not any more
 */
record AccessChange(String array, String volume, Set<String> joined, Set<String> left, Author author, Instant at) {
    /** By whom. */
    enum Author {
        /** A request of the engine, within the call that sent it. */
        REQUEST,
        /** A request of the engine that landed after it had given it up. */
        LATE_REQUEST,
        /** Somebody past the API. */
        HAND
    }
}
