package io.github.outpostrecovery.lab.asl;

/** The status of an execution, as {@code DescribeExecution} reports it. */
public enum ExecutionStatus {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED;

    /** Whether nothing more happens unless somebody redrives the execution. */
    public boolean isTerminal() {
        return this != RUNNING;
    }
}
