package io.github.outpostrecovery.storage.ontap;

import io.github.outpostrecovery.core.array.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Several questions as one: answered only if each of them is. */
final class Answers {
    private Answers() {}

    /** Asks one after the other and stops at the first that has no answer. */
    static <T, R> Answer<List<R>> each(Collection<? extends T> subjects, Function<? super T, Answer<R>> question) {
        List<R> found = new ArrayList<>();
        for (T subject : subjects) {
            switch (question.apply(subject)) {
                case Answer.Answered<R>(R value) -> found.add(value);
                case Answer.Unanswered<R>(var failure) -> {
                    return Answer.unanswered(failure);
                }
                case Answer.NotOffered<R>() -> {
                    return new Answer.NotOffered<>();
                }
            }
        }
        return Answer.of(List.copyOf(found));
    }
}
