package io.github.outpostrecovery.storage.rest;

import java.io.Serial;

/** The credentials of an array could not be read. The message is fit to be shown: it holds no secret, and no cause. */
public final class CredentialsUnavailableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public CredentialsUnavailableException(String message) {
        super(message);
    }
}
