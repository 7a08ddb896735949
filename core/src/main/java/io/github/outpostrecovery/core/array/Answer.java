package io.github.outpostrecovery.core.array;

import java.util.function.Function;

/**
 * What came back from asking an array: the answer, none, or that this array has no such question.
 *
 * <p>The three must not be confused: an unanswered question is UNKNOWN and consents to nothing, while a question that the
 * array does not offer leaves the verdict to the planes that it does offer.
 */
public sealed interface Answer<T> {
    /** The array answered, completely. */
    record Answered<T>(T value) implements Answer<T> {}

    /** The array was asked and gave no complete answer. */
    record Unanswered<T>(ArrayFailure failure) implements Answer<T> {}

    /** This kind of array cannot answer such a question. */
    record NotOffered<T>() implements Answer<T> {}

    static <T> Answer<T> of(T value) {
        return new Answered<>(value);
    }

    static <T> Answer<T> unanswered(ArrayFailure failure) {
        return new Unanswered<>(failure);
    }

    default <R> Answer<R> map(Function<? super T, ? extends R> mapping) {
        return switch (this) {
            case Answered<T>(T value) -> new Answered<>(mapping.apply(value));
            case Unanswered<T>(ArrayFailure failure) -> new Unanswered<>(failure);
            case NotOffered<T>() -> new NotOffered<>();
        };
    }

    default <R> Answer<R> flatMap(Function<? super T, Answer<R>> mapping) {
        return switch (this) {
            case Answered<T>(T value) -> mapping.apply(value);
            case Unanswered<T>(ArrayFailure failure) -> new Unanswered<>(failure);
            case NotOffered<T>() -> new NotOffered<>();
        };
    }
}
