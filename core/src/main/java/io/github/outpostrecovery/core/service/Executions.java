package io.github.outpostrecovery.core.service;

import io.github.outpostrecovery.core.name.ExecutionArn;

/** Executions of the recovery state machine. */
public interface Executions {
    /** Whether an execution can still act. */
    Life lifeOf(ExecutionArn execution);

    /** Whether an execution can still act. */
    enum Life {
        RUNNING,
        /** Ended, however; only a redrive could make it act again, and would find itself replaced. */
        TERMINAL,
        /** Step Functions did not say: nobody may be replaced. */
        UNKNOWN
    }
}
