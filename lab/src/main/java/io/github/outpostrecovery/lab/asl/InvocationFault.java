package io.github.outpostrecovery.lab.asl;

import java.time.Duration;

/** Something that goes wrong between Step Functions and a Lambda function. */
public sealed interface InvocationFault {
    /** Lambda does not run the function, and says so: nothing happened. */
    record Refused(String error, String message) implements InvocationFault {}

    /** The function does its work, and its runtime dies before anybody hears of it. */
    record AnswerLost() implements InvocationFault {}

    /** The function does its work, and is ended at its time limit before it answers. */
    record TimedOut(Duration limit) implements InvocationFault {}

    /** A function that was not invoked for weeks: Lambda has put it to sleep, and the first call only wakes it. */
    static InvocationFault inactive() {
        return new Refused(
                "Lambda.ResourceNotReadyException", "The function is inactive, and is being made ready for use");
    }

    /** More invocations than the account may have at once. */
    static InvocationFault throttled() {
        return new Refused("Lambda.TooManyRequestsException", "Rate Exceeded.");
    }
}
