package io.github.outpostrecovery.cli.aws;

import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.functions.aws.failure.AwsFailure;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Asks a service of AWS something, and says in one line why if that comes to nothing: what was asked of which object, the
 * service's own code and words, and what to do next.
 */
final class Asking {
    /** The code of a question to which no answer came. */
    static final String NO_ANSWER = "NoAnswer";

    /** The code of a question that was not put, for want of credentials. */
    static final String NO_CREDENTIALS = "NoCredentials";

    /** The code of an answer that makes no sense to us. */
    static final String ODD_ANSWER = "OddAnswer";

    private static final Set<String> NOT_PERMITTED =
            Set.of("UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "NotAuthorized");

    private static final Set<String> NOT_ACCEPTED = Set.of(
            "AuthFailure",
            "ExpiredToken",
            "ExpiredTokenException",
            "IncompleteSignature",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "NotSignedUp",
            "OptInRequired",
            "RequestExpired",
            "SignatureDoesNotMatch",
            "Status401",
            "UnrecognizedClientException");

    /** What follows can be decoded by whoever may, and is a screen long. */
    private static final Pattern ENCODED = Pattern.compile("\\s*Encoded authorization failure message:.*");

    /** How the SDK's client words that it found none. */
    private static final Pattern WITHOUT_CREDENTIALS = Pattern.compile(
            "unable to load credentials|contained no credentials|no credentials|profile file|class path");

    private Asking() {}

    /**
     * Asks.
     *
     * @param action as IAM writes it, such as {@code ec2:DescribeSubnets}
     * @param object what it is about, for a person
     */
    static <T> T of(String action, String object, Supplier<T> question) {
        try {
            return question.get();
        } catch (SdkException failed) {
            throw trouble(action, object, failed);
        } catch (CloudTroubleException told) {
            throw told;
        } catch (RuntimeException odd) {
            throw odd(action, object, odd);
        }
    }

    /** Asks about something that may not be there, of which the service has these codes. */
    static <T> Optional<T> unless(
            Collection<String> absent, String action, String object, Supplier<Optional<T>> question) {
        return unless(failure -> absent.contains(failure.code()), action, object, question);
    }

    /** Asks about something that may not be there, as the answer tells. */
    static <T> Optional<T> unless(
            Predicate<AwsFailure> absent, String action, String object, Supplier<Optional<T>> question) {
        try {
            return question.get();
        } catch (SdkException failed) {
            if (absent.test(AwsFailure.of(failed))) {
                return Optional.empty();
            }
            throw trouble(action, object, failed);
        } catch (CloudTroubleException told) {
            throw told;
        } catch (RuntimeException odd) {
            throw odd(action, object, odd);
        }
    }

    /** Takes something away that may not be there any more, of which the service has these codes. */
    static void away(Collection<String> absent, String action, String object, Runnable question) {
        try {
            question.run();
        } catch (SdkException failed) {
            if (!absent.contains(AwsFailure.of(failed).code())) {
                throw trouble(action, object, failed);
            }
        }
    }

    /** The same as an exception, for whoever has looked at the failure already. */
    static CloudTroubleException trouble(String action, String object, SdkException failed) {
        AwsFailure failure = AwsFailure.of(failed);
        String asked = action + " of " + object;
        if (failure.code().equals(NO_ANSWER) && lacksCredentials(failed.getMessage())) {
            return new CloudTroubleException(
                    NO_CREDENTIALS,
                    asked + " was not asked: there are no AWS credentials" + wantOfModule(failed.getMessage())
                            + ". Name a profile with --profile or AWS_PROFILE, or set AWS_ACCESS_KEY_ID and its"
                            + " companions, and sign in if they have expired.",
                    failed);
        }
        String code = failure.code().equals("Timeout") ? NO_ANSWER : failure.code();
        return switch (failure.kind()) {
            case REFUSED -> new CloudTroubleException(code, asked + " was refused: " + words(failure, action), failed);
            case UNAVAILABLE ->
                new CloudTroubleException(
                        code,
                        asked + " came to nothing: " + words(failure, action)
                                + " Whether it was done is not known. Look, and ask again.",
                        failed);
        };
    }

    private static CloudTroubleException odd(String action, String object, RuntimeException odd) {
        return new CloudTroubleException(
                ODD_ANSWER,
                action + " of " + object + " got an answer that this release does not understand: "
                        + Optional.ofNullable(odd.getMessage())
                                .orElse(odd.getClass().getSimpleName()),
                odd);
    }

    private static String words(AwsFailure failure, String action) {
        String said = ENCODED.matcher(failure.line()).replaceAll("").strip();
        return (said.endsWith(".") ? said : said + ".") + advice(failure.code(), action);
    }

    private static String advice(String code, String action) {
        if (NOT_PERMITTED.contains(code)) {
            return " Let this caller do " + action
                    + ": docs/operator-policy.json is the policy of whoever runs this command.";
        }
        return NOT_ACCEPTED.contains(code)
                ? " These credentials do not count there: sign in again, or name another profile with --profile."
                : "";
    }

    private static boolean lacksCredentials(@Nullable String message) {
        return message != null
                && WITHOUT_CREDENTIALS.matcher(message.toLowerCase(Locale.ROOT)).find();
    }

    /** The SDK's words name its providers one by one; only a module that it lacks is worth telling. */
    private static String wantOfModule(@Nullable String message) {
        return message != null && message.contains("class path")
                ? " (" + message.lines().findFirst().orElse("") + ")"
                : "";
    }
}
