package io.github.outpostrecovery.storage.rest;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.storage.rest.RestOutcome.Answered;
import io.github.outpostrecovery.storage.rest.RestOutcome.NoAnswer;
import io.github.outpostrecovery.storage.rest.RestOutcome.Rejected;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;

/**
 * How one attempt at a call ended, and what may be expected of another.
 *
 * @param askedToWait how long the array wants to be left alone
 */
record Attempt(RestOutcome outcome, Repeating repeating, Optional<Duration> askedToWait) {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int VERSION_NOT_SUPPORTED = 505;

    Attempt {
        requireNonNull(outcome, "outcome is null");
        requireNonNull(repeating, "repeating is null");
        requireNonNull(askedToWait, "askedToWait is null");
    }

    /** Whether sending the same again might end better. */
    enum Repeating {
        MAY_HELP,
        AFTER_NEW_CREDENTIALS,
        IS_POINTLESS
    }

    static Attempt last(RestOutcome outcome) {
        return new Attempt(outcome, Repeating.IS_POINTLESS, Optional.empty());
    }

    /** The array, or something before it, answered. */
    static Attempt answered(RestCall call, RestResponse response, ErrorBody errors, Redaction redaction) {
        int status = response.status();
        if (status >= 200 && status < 300) {
            try {
                return last(new Answered(status, Json.read(response.body()), response));
            } catch (IOException e) {
                return last(new NoAnswer(
                        failure(Kind.INCOMPREHENSIBLE, call, "the body of status " + status + " is not JSON")));
            }
        }
        ErrorBody.ArrayError error = errorIn(response, errors);
        String code = redaction.clean(error.code());
        String message = redaction.clean(error.message());
        if (status >= 500) {
            boolean never = status == NOT_IMPLEMENTED || status == VERSION_NOT_SUPPORTED;
            return new Attempt(
                    new NoAnswer(new ArrayFailure(
                            Kind.UNREACHABLE, code, (call + ": status " + status + " " + message).strip())),
                    never ? Repeating.IS_POINTLESS : Repeating.MAY_HELP,
                    Optional.empty());
        }
        Rejected rejected = new Rejected(status, code, message);
        return status == TOO_MANY_REQUESTS
                ? new Attempt(rejected, Repeating.MAY_HELP, retryAfter(response))
                : last(rejected);
    }

    private static ErrorBody.ArrayError errorIn(RestResponse response, ErrorBody errors) {
        try {
            return errors.read(Json.read(response.body()));
        } catch (IOException e) {
            return new ErrorBody.ArrayError("", "");
        }
    }

    private static Optional<Duration> retryAfter(RestResponse response) {
        return response.header("retry-after")
                .filter(seconds -> seconds.matches("[0-9]{1,4}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    /** No complete answer came. */
    static Attempt broken(
            RestCall call,
            IOException e,
            String when,
            Redaction redaction,
            Function<ArrayFailure, RestOutcome> outcome) {
        return isAboutTheCertificate(e)
                ? new Attempt(
                        outcome.apply(failure(Kind.UNREACHABLE, call, "TLS failed: " + redaction.clean(innermost(e)))),
                        Repeating.AFTER_NEW_CREDENTIALS,
                        Optional.empty())
                : new Attempt(
                        outcome.apply(failure(Kind.UNREACHABLE, call, when + redaction.clean(nameOf(e)))),
                        Repeating.MAY_HELP,
                        Optional.empty());
    }

    /** A handshake also fails when the array goes away in the middle of it, which passes. */
    private static boolean isAboutTheCertificate(IOException e) {
        if (e instanceof SSLHandshakeException) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof GeneralSecurityException) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String nameOf(IOException e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static String innermost(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }

    static ArrayFailure failure(Kind kind, RestCall call, String why) {
        return new ArrayFailure(kind, "", call + ": " + why);
    }
}
