package io.github.outpostrecovery.storage.flasharray;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.parallel.FanOut;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Several questions as one: answered only if each of them is. */
final class Answers {
    private Answers() {}

    /** Asks all, at the same time where {@code fanOut} does so; the answers come in the order of the questions. */
    static <R> Answer<List<R>> all(FanOut fanOut, List<Supplier<Answer<R>>> questions) {
        List<R> found = new ArrayList<>();
        for (Answer<R> answer : fanOut.all(questions)) {
            switch (answer) {
                case Answer.Answered<R>(R value) -> found.add(value);
                case Answer.Unanswered<R>(ArrayFailure failure) -> {
                    return Answer.unanswered(failure);
                }
                case Answer.NotOffered<R>() -> {
                    return new Answer.NotOffered<>();
                }
            }
        }
        return Answer.of(List.copyOf(found));
    }

    /** Asks the same about several things, and joins what they list. */
    static <T, R> Answer<List<R>> joined(
            FanOut fanOut, Collection<? extends T> subjects, Function<? super T, Answer<List<R>>> question) {
        List<Supplier<Answer<List<R>>>> questions = new ArrayList<>();
        subjects.forEach(subject -> questions.add(() -> question.apply(subject)));
        return all(fanOut, questions)
                .map(lists -> lists.stream().flatMap(List::stream).toList());
    }
}
