package io.github.outpostrecovery.lab.asl.definition;

/** A state machine definition that cannot be deployed; the message names the state and the field. */
public final class InvalidDefinition extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidDefinition(String message) {
        super(message);
    }
}
