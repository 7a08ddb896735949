package io.github.outpostrecovery.lab.region;

import java.util.Optional;
import java.util.function.Function;

/** What a caller gets from a service. */
sealed interface CallResult<T> {
    /** What the service answered, be it good news or bad. */
    record Answered<T>(T value) implements CallResult<T> {}

    /** An injected error: surely nothing was changed. */
    record Refused<T>(String code, String message) implements CallResult<T> {}

    /** No answer. What was asked may have happened, may yet happen, or may not. */
    record Unanswered<T>(String why) implements CallResult<T> {}

    /** The answer, or what {@code trouble} makes of a text that tells why there is none. */
    default T orElse(Function<String, T> trouble) {
        return switch (this) {
            case Answered<T>(T value) -> value;
            case Refused<T>(String code, String message) -> trouble.apply(code + ": " + message);
            case Unanswered<T>(String why) -> trouble.apply(why);
        };
    }

    /** Why there is no answer, or what {@code answered} makes of the answer. */
    default Optional<String> trouble(Function<T, Optional<String>> answered) {
        return switch (this) {
            case Answered<T>(T value) -> answered.apply(value);
            case Refused<T>(String code, String message) -> Optional.of(code + ": " + message);
            case Unanswered<T>(String why) -> Optional.of(why);
        };
    }
}
