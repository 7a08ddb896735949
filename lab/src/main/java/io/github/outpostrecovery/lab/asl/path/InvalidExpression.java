package io.github.outpostrecovery.lab.asl.path;

/** A JSONPath or an intrinsic function that no Amazon States Language definition may hold; the message says why. */
public final class InvalidExpression extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidExpression(String message) {
        super(message);
    }
}
