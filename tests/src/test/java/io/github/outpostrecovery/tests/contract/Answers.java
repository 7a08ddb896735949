package io.github.outpostrecovery.tests.contract;

import io.github.outpostrecovery.core.array.Answer;

/** Takes answers apart. */
final class Answers {
    private Answers() {}

    static <T> T answered(Answer<T> answer) {
        if (answer instanceof Answer.Answered<T>(T value)) {
            return value;
        }
        throw new AssertionError("not an answer: " + answer);
    }
}
