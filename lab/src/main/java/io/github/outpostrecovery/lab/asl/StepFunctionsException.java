package io.github.outpostrecovery.lab.asl;

import static java.util.Objects.requireNonNull;

/** The simulated service refused a request. */
public final class StepFunctionsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;

    /** Why, in the service's words. */
    public enum Code {
        EXECUTION_ALREADY_EXISTS("ExecutionAlreadyExists"),
        EXECUTION_DOES_NOT_EXIST("ExecutionDoesNotExist"),
        EXECUTION_NOT_REDRIVABLE("ExecutionNotRedrivable"),
        INVALID_EXECUTION_INPUT("InvalidExecutionInput"),
        INVALID_NAME("InvalidName"),
        INVALID_OUTPUT("InvalidOutput"),
        INVALID_TOKEN("InvalidToken"),
        STATE_MACHINE_DOES_NOT_EXIST("StateMachineDoesNotExist"),
        TASK_TIMED_OUT("TaskTimedOut");

        private final String text;

        Code(String text) {
            this.text = text;
        }

        /** The name of the service's exception, such as {@code ExecutionAlreadyExists}. */
        public String text() {
            return text;
        }
    }

    StepFunctionsException(Code code, String message) {
        super(code.text() + ": " + message);
        this.code = requireNonNull(code, "code is null");
    }

    /** Why the request was refused. */
    public Code code() {
        return code;
    }
}
