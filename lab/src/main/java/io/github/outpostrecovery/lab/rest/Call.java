package io.github.outpostrecovery.lab.rest;

import java.time.Instant;

/**
 * One line of a {@link CallLog}: what was asked of an array, and what came of it. Holds no secret.
 *
 * @param at when the request left the client
 * @param service the array that it went to
 * @param target path and query
 * @param body secrets blanked
 * @param status {@link #NO_ANSWER} if the client got none
 * @param millis of simulated time until the client knew
 * @param fault the fault that struck, empty if none did
 * @param write whether the request asked for a change
 */
public record Call(
        Instant at,
        String service,
        String method,
        String target,
        String body,
        int status,
        long millis,
        String fault,
        boolean write) {
    /** The status of a call without an answer. */
    public static final int NO_ANSWER = 0;
}
