package io.github.outpostrecovery.core.incident;

/** What a change of the ledger comes to: the ledger as it should be next, or why not. */
public sealed interface Transition {
    /** Write this, on condition that nothing else was written since. */
    record To(InstanceLedger next) implements Transition {}

    /** Nothing may be written, and nothing done. */
    record Denied(Denial why) implements Transition {}

    /** Why a step may not act. */
    enum Denial {
        /** No incident, or another one, is on the books. */
        OTHER_INCIDENT,
        /** Another execution has taken the incident over. */
        NOT_THE_OWNER,
        /** The incident has its final record, or a person was called. */
        NOT_OPEN,
        /** Another generation is being worked on. */
        OTHER_GENERATION,
        /** This step was announced before and is not to be repeated. */
        ANNOUNCED_BEFORE,
        /** What may only end before the first fence goes on. */
        BEGUN_TO_FENCE,
        /** A step that must come first has not been announced. */
        OUT_OF_ORDER
    }
}
