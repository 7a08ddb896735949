package io.github.outpostrecovery.functions.aws.compute;

import java.util.function.Function;
import java.util.function.Supplier;

/** What came back from one call of an AWS service, its retries included. */
public sealed interface Reply<T> {
    /** The service did what it was asked. */
    record Answered<T>(T value) implements Reply<T> {}

    /**
     * The service understood, and did nothing.
     *
     * @param code the error code of the service
     * @param message its words in one line; never empty
     */
    record Refused<T>(String code, String message) implements Reply<T> {}

    /** No answer, or none that tells what has happened: it may have been done, or be done later. */
    record Unanswered<T>(String why) implements Reply<T> {}

    /**
     * Calls a service.
     *
     * @param action as IAM writes it, such as {@code ec2:RunInstances}
     */
    static <T> Reply<T> to(String action, Supplier<T> call) {
        try {
            return new Answered<>(call.get());
        } catch (RuntimeException failure) {
            // Not only SdkException: an answer that a client stumbles over is no answer either.
            return ServiceFailure.read(action, failure);
        }
    }

    /** Goes on with an answer; what is none stays what it is. */
    default <R> Reply<R> then(Function<? super T, ? extends Reply<R>> next) {
        return switch (this) {
            case Answered<T>(T value) -> next.apply(value);
            case Refused<T>(String code, String message) -> new Refused<>(code, message);
            case Unanswered<T>(String why) -> new Unanswered<>(why);
        };
    }
}
