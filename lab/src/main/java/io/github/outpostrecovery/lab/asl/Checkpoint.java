package io.github.outpostrecovery.lab.asl;

/** The moment before an effect: whoever keeps the site on disk writes it down here. */
@FunctionalInterface
public interface Checkpoint {
    /** Keeps nothing. */
    Checkpoint NONE = (execution, state) -> {};

    /**
     * Called right before an integration is. What {@link StepFunctions#save} returns now tells whoever restores it that
     * the call had begun, so that nobody repeats it unknowingly.
     */
    void beforeCall(ExecutionArn execution, String state);
}
