package io.github.outpostrecovery.storage.rest;

import java.io.IOException;

/**
 * Sends one request and returns its answer, whatever the status. Sends it once: repeating is decided above, where it is
 * known whether the request changes anything. Safe to use from several threads.
 */
@FunctionalInterface
public interface Transport extends AutoCloseable {
    /**
     * Sends it and waits for the whole answer.
     *
     * @throws IOException if no complete answer came: whether the request arrived is unknown
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    RestResponse send(RestRequest request) throws IOException, InterruptedException;

    @Override
    default void close() {}
}
