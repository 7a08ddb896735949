package io.github.outpostrecovery.functions.aws.compute;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Reads what a client of the AWS SDK throws: a refusal, which has changed nothing, or no answer. In doubt it is no answer.
 *
 * <p>Of a failure without an answer only the kind is told: the SDK's own words name credential providers and paths.
 */
final class ServiceFailure {
    private static final int FIRST_SERVER_ERROR = 500;

    /** The SDK's {@code url-connection-client} cannot read the body of such an answer, and so not its error code. */
    private static final int NOT_AUTHENTICATED = 401;

    private static final int LONGEST_MESSAGE = 300;

    /** What follows can be decoded by whoever may, and is a screen long. */
    private static final String ENCODED = "Encoded authorization failure message";

    /**
     * Refusals that EC2 counts among its server errors, with a status of the 500 series (EC2 API reference, "Error codes",
     * "Server error codes").
     */
    private static final Set<String> REFUSALS_AMONG_SERVER_ERRORS = Set.of(
            "InsufficientAddressCapacity",
            "InsufficientCapacity",
            "InsufficientHostCapacity",
            "InsufficientInstanceCapacity",
            "InsufficientReservedInstanceCapacity",
            "InsufficientVolumeCapacity");

    /** Client errors by their status that pass by themselves, or that say that the same request is still under way. */
    private static final Set<String> PASSING = Set.of(
            "ConcurrentModification",
            "ExpiredToken",
            "ExpiredTokenException",
            "InternalError",
            "InternalFailure",
            "InternalServerException",
            "RequestExpired",
            "RequestInProgress",
            "RequestTimeout",
            "RequestTimeoutException",
            "ServiceUnavailable",
            "Unavailable");

    private ServiceFailure() {}

    static <T> Reply<T> read(String action, RuntimeException failure) {
        return failure instanceof AwsServiceException answer
                ? read(action, answer)
                : new Reply.Unanswered<>(action + " got no answer: " + kindOf(failure));
    }

    private static <T> Reply<T> read(String action, AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        if (answer.isThrottlingException()) {
            return new Reply.Unanswered<>(action + " was throttled: " + named(code, answer));
        }
        if (REFUSALS_AMONG_SERVER_ERRORS.contains(code)) {
            return new Reply.Refused<>(code, messageOf(details, action));
        }
        if (answer.statusCode() >= FIRST_SERVER_ERROR || PASSING.contains(code)) {
            return new Reply.Unanswered<>(action + " failed: " + named(code, answer));
        }
        if (!code.isEmpty()) {
            return new Reply.Refused<>(code, messageOf(details, action));
        }
        return new Reply.Unanswered<>(
                answer.statusCode() == NOT_AUTHENTICATED
                        ? action + " was refused: the credentials were not accepted, status 401"
                        : action + " got an answer that is not the service's: " + named(code, answer));
    }

    private static String named(String code, AwsServiceException answer) {
        String status = "status " + answer.statusCode();
        return code.isEmpty() ? status : code + ", " + status;
    }

    private static String messageOf(AwsErrorDetails details, String action) {
        String message = details.errorMessage() == null ? "" : details.errorMessage();
        int encoded = message.indexOf(ENCODED);
        String line = (encoded < 0 ? message : message.substring(0, encoded))
                .replaceAll("\\s+", " ")
                .strip();
        if (line.isEmpty()) {
            return action + " was refused";
        }
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "...";
    }

    private static String kindOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String outer = failure.getClass().getSimpleName();
        String inner = root.getClass().getSimpleName();
        return outer.equals(inner) ? outer : outer + " by " + inner;
    }
}
