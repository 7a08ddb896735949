package io.github.outpostrecovery.lab.drill;

/** The site protects no such instance. */
public final class UnknownInstanceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownInstanceException(String reason) {
        super(reason);
    }
}
