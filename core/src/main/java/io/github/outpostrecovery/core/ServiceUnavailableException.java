package io.github.outpostrecovery.core;

/**
 * A service that a step cannot do without gave no answer. It means "run this step again": nothing is known about the
 * effect of what was asked, and every step is safe to repeat.
 *
 * <p>Its fully qualified class name is an error name in the state machine's Retry, and so an API.
 */
public final class ServiceUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ServiceUnavailableException(String message) {
        super(message);
    }

    public ServiceUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
