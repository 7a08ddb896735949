package io.github.outpostrecovery.lab.asl;

/** The types of history events that this runner writes, named and detailed as {@code GetExecutionHistory} does. */
public enum HistoryEventType {
    EXECUTION_STARTED("ExecutionStarted", "executionStartedEventDetails"),
    EXECUTION_SUCCEEDED("ExecutionSucceeded", "executionSucceededEventDetails"),
    EXECUTION_FAILED("ExecutionFailed", "executionFailedEventDetails"),
    EXECUTION_TIMED_OUT("ExecutionTimedOut", "executionTimedOutEventDetails"),
    EXECUTION_ABORTED("ExecutionAborted", "executionAbortedEventDetails"),
    EXECUTION_REDRIVEN("ExecutionRedriven", "executionRedrivenEventDetails"),
    TASK_STATE_ENTERED("TaskStateEntered", "stateEnteredEventDetails"),
    TASK_STATE_EXITED("TaskStateExited", "stateExitedEventDetails"),
    PASS_STATE_ENTERED("PassStateEntered", "stateEnteredEventDetails"),
    PASS_STATE_EXITED("PassStateExited", "stateExitedEventDetails"),
    CHOICE_STATE_ENTERED("ChoiceStateEntered", "stateEnteredEventDetails"),
    CHOICE_STATE_EXITED("ChoiceStateExited", "stateExitedEventDetails"),
    WAIT_STATE_ENTERED("WaitStateEntered", "stateEnteredEventDetails"),
    WAIT_STATE_EXITED("WaitStateExited", "stateExitedEventDetails"),
    SUCCEED_STATE_ENTERED("SucceedStateEntered", "stateEnteredEventDetails"),
    SUCCEED_STATE_EXITED("SucceedStateExited", "stateExitedEventDetails"),
    FAIL_STATE_ENTERED("FailStateEntered", "stateEnteredEventDetails"),
    TASK_SCHEDULED("TaskScheduled", "taskScheduledEventDetails"),
    TASK_STARTED("TaskStarted", "taskStartedEventDetails"),
    TASK_SUBMITTED("TaskSubmitted", "taskSubmittedEventDetails"),
    TASK_SUCCEEDED("TaskSucceeded", "taskSucceededEventDetails"),
    TASK_FAILED("TaskFailed", "taskFailedEventDetails"),
    TASK_TIMED_OUT("TaskTimedOut", "taskTimedOutEventDetails");

    private final String text;
    private final String detailsField;

    HistoryEventType(String text, String detailsField) {
        this.text = text;
        this.detailsField = detailsField;
    }

    /** The type as the service writes it, such as {@code TaskStateEntered}. */
    public String text() {
        return text;
    }

    /** The member of an event that holds its details, such as {@code stateEnteredEventDetails}. */
    public String detailsField() {
        return detailsField;
    }

    boolean endsExecution() {
        return switch (this) {
            case EXECUTION_SUCCEEDED, EXECUTION_FAILED, EXECUTION_TIMED_OUT, EXECUTION_ABORTED -> true;
            case EXECUTION_STARTED,
                    EXECUTION_REDRIVEN,
                    TASK_STATE_ENTERED,
                    TASK_STATE_EXITED,
                    PASS_STATE_ENTERED,
                    PASS_STATE_EXITED,
                    CHOICE_STATE_ENTERED,
                    CHOICE_STATE_EXITED,
                    WAIT_STATE_ENTERED,
                    WAIT_STATE_EXITED,
                    SUCCEED_STATE_ENTERED,
                    SUCCEED_STATE_EXITED,
                    FAIL_STATE_ENTERED,
                    TASK_SCHEDULED,
                    TASK_STARTED,
                    TASK_SUBMITTED,
                    TASK_SUCCEEDED,
                    TASK_FAILED,
                    TASK_TIMED_OUT -> false;
        };
    }

    /** The type of that name. */
    static HistoryEventType named(String text) {
        for (HistoryEventType type : values()) {
            if (type.text.equals(text)) {
                return type;
            }
        }
        throw new IllegalArgumentException("there is no history event type " + text);
    }
}
