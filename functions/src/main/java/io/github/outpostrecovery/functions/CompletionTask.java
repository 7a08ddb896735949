package io.github.outpostrecovery.functions;

/** What {@link CompleteRecovery} is asked to do, as the state machine names it. */
public enum CompletionTask {
    MOVE_TRAFFIC,
    REARM_ALARM,
    RECORD
}
