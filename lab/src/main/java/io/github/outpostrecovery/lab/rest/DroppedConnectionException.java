package io.github.outpostrecovery.lab.rest;

import java.io.IOException;

/** The connection ended without an answer. A server closes the socket; in memory, the client gets this exception. */
public final class DroppedConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    public DroppedConnectionException(String message) {
        super(message);
    }
}
