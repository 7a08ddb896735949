package io.github.outpostrecovery.core.recovery;

/**
 * Another execution acts for this incident. Only the approval step throws it: what waits for a task token has no other
 * way to end early.
 *
 * <p>Its fully qualified class name is an error name in the state machine's Catch, and so an API.
 */
public final class SupersededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SupersededException(String message) {
        super(message);
    }
}
