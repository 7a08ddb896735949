package io.github.outpostrecovery.core.compute;

/** What EC2 says when it is asked to stop a machine. */
public sealed interface StopAnswer {
    /** It tells the guest to shut down, or has nothing to stop any more. */
    record Asked() implements StopAnswer {}

    /**
     * It cannot stop a machine of this kind or in this state, for example one whose root device is an instance store
     * ({@code UnsupportedOperation}; EC2 API reference, StopInstances): somebody has to shut the guest down.
     */
    record NotStoppable(String why) implements StopAnswer {}

    /** It refused, and nothing was done. */
    record Refused(String code, String message) implements StopAnswer {}

    /** No answer: the machine may stop, now or later. */
    record Unanswered(String why) implements StopAnswer {}
}
