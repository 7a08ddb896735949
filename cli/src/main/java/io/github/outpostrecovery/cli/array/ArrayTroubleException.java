package io.github.outpostrecovery.cli.array;

import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;

/** An array did not answer what has to be known to go on. Its message is one line for a person. */
public final class ArrayTroubleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ArrayFailure failure;

    ArrayTroubleException(ArrayFailure failure) {
        super(failure.toString());
        this.failure = failure;
    }

    /** What it means to a script: that something is not there, or that it did not work. */
    public ExitCode exitCode() {
        return failure.kind() == ArrayFailure.Kind.NOT_FOUND ? ExitCode.NOT_FOUND : ExitCode.FAILED;
    }

    /** What went wrong. */
    public ArrayFailure failure() {
        return failure;
    }

    /** The value of an answer, or this exception. */
    static <T> T answered(Answer<T> answer, String question) {
        return switch (answer) {
            case Answer.Answered<T>(T value) -> value;
            case Answer.Unanswered<T>(ArrayFailure failure) -> throw new ArrayTroubleException(failure);
            case Answer.NotOffered<T>() ->
                throw new ArrayTroubleException(
                        new ArrayFailure(ArrayFailure.Kind.REFUSED, "", "this kind of array cannot tell " + question));
        };
    }
}
