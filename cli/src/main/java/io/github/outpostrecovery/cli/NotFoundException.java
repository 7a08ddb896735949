package io.github.outpostrecovery.cli;

/** What was named does not exist. */
final class NotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotFoundException(String message) {
        super(message);
    }
}
