package io.github.outpostrecovery.functions;

/** What {@link CompleteRecovery} can be asked to do. */
public enum CompletionTask {
    MOVE_TRAFFIC,
    REARM_ALARM,
    /** The one record that every execution about a failure ends in. */
    RECORD,
    /** The report that every readiness run ends in. */
    RECORD_READINESS
}
