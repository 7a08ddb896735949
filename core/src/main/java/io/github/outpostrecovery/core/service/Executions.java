package io.github.outpostrecovery.core.service;

import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.ExecutionName;

/** Executions of the recovery state machine. */
public interface Executions {
    /** Whether an execution can still act. */
    Life lifeOf(ExecutionArn execution);

    /** Starts an execution of the recovery state machine. May be repeated with the same name: it then starts nothing. */
    Start start(ExecutionName name, ExecutionRequest request);

    /** What became of a start. */
    sealed interface Start {
        /** It runs. */
        record Started(ExecutionArn execution) implements Start {}

        /** The name is taken: it was started before, and may have ended. */
        record StartedBefore() implements Start {}

        /** Step Functions refused, or did not answer: it may be running or not. */
        record NotStarted(String why) implements Start {}
    }

    /** Whether an execution can still act. */
    enum Life {
        RUNNING,
        /** Ended, however; only a redrive could make it act again, and would find itself replaced. */
        TERMINAL,
        /** Step Functions did not say: nobody may be replaced. */
        UNKNOWN
    }
}
