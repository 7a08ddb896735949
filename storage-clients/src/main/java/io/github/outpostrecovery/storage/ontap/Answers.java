package io.github.outpostrecovery.storage.ontap;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.parallel.FanOut;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Several questions as one: answered only if each of them is. */
final class Answers {
    private Answers() {}

    /** All lists as one; the first that was not answered, if there is one. */
    static <T> Answer<List<T>> joined(List<Answer<List<T>>> answers) {
        List<T> found = new ArrayList<>();
        for (Answer<List<T>> answer : answers) {
            switch (answer) {
                case Answer.Answered<List<T>>(List<T> some) -> found.addAll(some);
                case Answer.Unanswered<List<T>>(var failure) -> {
                    return Answer.unanswered(failure);
                }
                case Answer.NotOffered<List<T>>() -> {
                    return new Answer.NotOffered<>();
                }
            }
        }
        return Answer.of(List.copyOf(found));
    }

    /** Asks two questions at the same time. If neither is answered, the first one's failure is told. */
    static <A, B, R> Answer<R> both(
            FanOut fanOut,
            Supplier<Answer<A>> first,
            Supplier<Answer<B>> second,
            BiFunction<? super A, ? super B, Answer<R>> together) {
        AtOnce<Answer<A>, Answer<B>> answers = AtOnce.done(fanOut, first, second);
        return answers.first().flatMap(one -> answers.second().flatMap(other -> together.apply(one, other)));
    }
}
