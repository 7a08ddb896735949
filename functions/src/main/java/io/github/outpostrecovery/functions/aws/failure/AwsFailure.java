package io.github.outpostrecovery.functions.aws.failure;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Why a call to AWS came to nothing.
 *
 * @param kind whether the service answered
 * @param code the error code of the service's API reference, or a word of our own where no answer came
 * @param message as the service words it; of a refused permission that is who may not do what on which resource
 */
public record AwsFailure(Kind kind, String code, String message) {
    private static final int LONGEST_MESSAGE = 600;

    /** Whether the service answered. */
    public enum Kind {
        /** It refused, and changed nothing. */
        REFUSED,
        /** It was too busy, in trouble, or gave no answer: what was asked may have been done or not. */
        UNAVAILABLE
    }

    /** Reads what the SDK threw after its last attempt. */
    public static AwsFailure of(SdkException thrown) {
        return switch (thrown) {
            case AwsServiceException answered -> ofAnswer(answered);
            case ApiCallTimeoutException late -> unanswered("Timeout", late);
            case ApiCallAttemptTimeoutException late -> unanswered("Timeout", late);
            case SdkException other -> unanswered("NoAnswer", other);
        };
    }

    /** A failure of {@code call} as the steps know it: nothing is known about its effect, and it may be tried again. */
    public static ServiceUnavailableException unavailable(String call, SdkException thrown) {
        return new ServiceUnavailableException(call + " failed: " + of(thrown).line(), thrown);
    }

    /** Code and message in one line. */
    public String line() {
        return message.isEmpty() ? code : code + ": " + message;
    }

    private static AwsFailure ofAnswer(AwsServiceException answered) {
        AwsErrorDetails details = answered.awsErrorDetails();
        String code =
                details == null || details.errorCode() == null ? "Status" + answered.statusCode() : details.errorCode();
        String message = oneLine(details == null ? answered.getMessage() : details.errorMessage());
        boolean refused =
                answered.statusCode() >= 400 && answered.statusCode() < 500 && !answered.isThrottlingException();
        return new AwsFailure(refused ? Kind.REFUSED : Kind.UNAVAILABLE, code, message);
    }

    private static AwsFailure unanswered(String code, SdkException thrown) {
        return new AwsFailure(Kind.UNAVAILABLE, code, oneLine(thrown.getMessage()));
    }

    private static String oneLine(@Nullable String text) {
        String line = text == null ? "" : text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "...";
    }
}
