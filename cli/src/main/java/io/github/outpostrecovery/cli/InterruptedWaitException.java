package io.github.outpostrecovery.cli;

/** Somebody has interrupted a command that was waiting. */
final class InterruptedWaitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InterruptedWaitException(InterruptedException cause) {
        super("interrupted", cause);
    }
}
