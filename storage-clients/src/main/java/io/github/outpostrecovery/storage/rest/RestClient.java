package io.github.outpostrecovery.storage.rest;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.storage.rest.Authentication.Renewal;
import io.github.outpostrecovery.storage.rest.RestOutcome.NoAnswer;
import io.github.outpostrecovery.storage.rest.RestOutcome.NotSent;
import io.github.outpostrecovery.storage.rest.RestOutcome.Rejected;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Calls one array. Reads are repeated within their deadline after a lost connection, a time-out, 429 or 5xx; writes never
 * are. Only an answer that surely changed nothing, since it says that the session is over or the credentials are not right,
 * makes either be sent once more.
 *
 * <p>No failure leaves as an exception. Safe to use from several threads.
 */
public final class RestClient implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final int UNAUTHORIZED = 401;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** What reads and writes differ in. */
    private interface Manner {
        /** Whether a call that ended so may be sent again. */
        boolean mayBeSentAgain(RestOutcome outcome);

        /** For the answer to the call itself; zero if no time is left to send it. */
        Duration ofTheCall();

        /** Until when a log-in has to be done. */
        Deadline ofTheLogin();
    }

    private final ArrayName array;
    private final CredentialSource credentials;
    private final Authentication authentication;
    private final ErrorBody errors;
    private final ClientSettings settings;
    private final Wire wire;

    /**
     * Connects nothing yet.
     *
     * @param headers sent with every request
     */
    public RestClient(
            ArrayName array,
            Endpoint endpoint,
            CredentialSource credentials,
            Authentication authentication,
            ErrorBody errors,
            Map<String, String> headers,
            ClientSettings settings) {
        this.array = requireNonNull(array, "array is null");
        this.credentials = requireNonNull(credentials, "credentials is null");
        this.authentication = requireNonNull(authentication, "authentication is null");
        this.errors = requireNonNull(errors, "errors is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.wire = new Wire(array, endpoint, headers, settings);
    }

    public ArrayName array() {
        return array;
    }

    public ClientSettings settings() {
        return settings;
    }

    /** Asks, and asks again until {@code deadline} where that may help. For calls that change nothing. */
    public RestOutcome read(RestCall call, Deadline deadline) {
        if (deadline.isPast()) {
            return new NoAnswer(Attempt.failure(Kind.UNREACHABLE, call, tooLate(deadline)));
        }
        return repeated(call, deadline, new Manner() {
            @Override
            public boolean mayBeSentAgain(RestOutcome outcome) {
                return true;
            }

            @Override
            public Duration ofTheCall() {
                return shorter(settings.readTimeout(), deadline.remaining());
            }

            @Override
            public Deadline ofTheLogin() {
                return deadline;
            }
        });
    }

    /**
     * Sends a call that changes something, once. Only what comes before it, credentials and log-in, may take several
     * attempts.
     */
    public RestOutcome write(RestCall call) {
        return repeated(call, settings.newQuestion(), new Manner() {
            @Override
            public boolean mayBeSentAgain(RestOutcome outcome) {
                return outcome instanceof NotSent;
            }

            @Override
            public Duration ofTheCall() {
                return settings.writeTimeout();
            }

            @Override
            public Deadline ofTheLogin() {
                return settings.newQuestion();
            }
        });
    }

    private RestOutcome repeated(RestCall call, Deadline deadline, Manner manner) {
        boolean trustRenewed = false;
        for (int number = 1; ; number++) {
            ArrayCredentials used;
            Attempt made;
            try {
                used = credentials.current();
                made = attempt(call, used, manner);
            } catch (CredentialsUnavailableException e) {
                return new NotSent(Attempt.failure(Kind.UNAUTHORISED, call, String.valueOf(e.getMessage())));
            }
            if (!manner.mayBeSentAgain(made.outcome())) {
                return made.outcome();
            }
            boolean again = switch (made.repeating()) {
                case IS_POINTLESS -> false;
                case MAY_HELP -> waited(made, number, deadline);
                // The certificate did not fit: it may have been replaced, and the secret with it.
                case AFTER_NEW_CREDENTIALS -> !trustRenewed && !deadline.isPast() && hasNewTrust(used);
            };
            if (!again) {
                return made.outcome();
            }
            trustRenewed |= made.repeating() == Attempt.Repeating.AFTER_NEW_CREDENTIALS;
        }
    }

    private boolean hasNewTrust(ArrayCredentials used) {
        try {
            return !credentials.insteadOf(used).trust().equals(used.trust());
        } catch (CredentialsUnavailableException e) {
            // That the certificate did not fit is what has to be told.
            return false;
        }
    }

    /** Waits before the next attempt; false if there is to be none. */
    private boolean waited(Attempt made, int attempt, Deadline deadline) {
        Duration wait = made.askedToWait().orElse(backoff(attempt));
        if (wait.compareTo(deadline.remaining()) >= 0) {
            return false;
        }
        try {
            settings.pause().pause(wait);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Sends the call; after an answer that says that nothing was done for want of authentication, once more. */
    private Attempt attempt(RestCall call, ArrayCredentials first, Manner manner) {
        Sent sent = send(call, first, manner);
        ArrayCredentials used = first;
        if (sent.renewal() == Renewal.NEW_LOGIN) {
            sent = send(call, used, manner);
        }
        if (sent.renewal() == Renewal.NEW_CREDENTIALS) {
            used = credentials.insteadOf(used);
            sent = send(call, used, manner);
        }
        return sent.attempt();
    }

    private record Sent(Attempt attempt, Renewal renewal) {
        static Sent ended(Attempt attempt) {
            return new Sent(attempt, Renewal.NONE);
        }
    }

    private Sent send(RestCall call, ArrayCredentials used, Manner manner) {
        Redaction redaction = redactionFor(call, used);
        Deadline forLoggingIn = manner.ofTheLogin();
        Map<String, String> authorising;
        try {
            authorising = authentication.headers(call, used, exchangeAs(used, redaction, forLoggingIn));
        } catch (LoginRefusedException e) {
            Rejected refused = new Rejected(
                    UNAUTHORIZED, redaction.clean(e.code()), redaction.clean(String.valueOf(e.getMessage())));
            return new Sent(Attempt.last(refused), Renewal.NEW_CREDENTIALS);
        } catch (IOException e) {
            return Sent.ended(Attempt.broken(call, e, "no log-in: ", redaction, NotSent::new));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Sent.ended(
                    Attempt.last(new NotSent(Attempt.failure(Kind.UNREACHABLE, call, "interrupted while logging in"))));
        }
        hide(authorising, redaction);
        Duration timeout = manner.ofTheCall();
        if (timeout.isZero()) {
            return Sent.ended(
                    Attempt.last(new NotSent(Attempt.failure(Kind.UNREACHABLE, call, tooLate(forLoggingIn)))));
        }
        Attempt made = send(call, used, authorising, timeout, redaction);
        return new Sent(
                made,
                made.outcome() instanceof Rejected rejected
                        ? authentication.after(rejected, authorising)
                        : Renewal.NONE);
    }

    private Attempt send(
            RestCall call,
            ArrayCredentials used,
            Map<String, String> authorising,
            Duration timeout,
            Redaction redaction) {
        try {
            RestResponse response = wire.send(call, used.trust(), authorising, timeout, redaction);
            return Attempt.answered(call, response, errors, redaction);
        } catch (Wire.UnsendableException e) {
            return Attempt.last(new NotSent(Attempt.failure(e.kind(), call, String.valueOf(e.getMessage()))));
        } catch (IOException e) {
            return Attempt.broken(call, e, "", redaction, NoAnswer::new);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Attempt.last(
                    new NoAnswer(Attempt.failure(Kind.UNREACHABLE, call, "interrupted while waiting for the answer")));
        }
    }

    private Redaction redactionFor(RestCall call, ArrayCredentials used) {
        return new Redaction(Stream.concat(used.login().secrets().stream(), call.secrets().stream())
                .toList());
    }

    private Authentication.Exchange exchangeAs(ArrayCredentials used, Redaction outer, Deadline deadline) {
        return (call, authorising) -> {
            Redaction redaction = redactionFor(call, used);
            call.secrets().forEach(secret -> outer.hide(secret.reveal()));
            hide(authorising, redaction);
            hide(authorising, outer);
            Duration timeout = shorter(settings.readTimeout(), deadline.remaining());
            if (timeout.isZero()) {
                throw new HttpTimeoutException(tooLate(deadline));
            }
            try {
                return wire.send(call, used.trust(), authorising, timeout, redaction);
            } catch (Wire.UnsendableException e) {
                throw new IOException(String.valueOf(e.getMessage()));
            }
        };
    }

    private static void hide(Map<String, String> authorising, Redaction redaction) {
        authorising.values().forEach(redaction::hideHeader);
    }

    /** Half of it fixed, half of it by chance, so that clients that failed together do not come back together. */
    private Duration backoff(int attempt) {
        long longest = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 10));
        return Duration.ofMillis(longest / 2 + settings.random().nextLong(longest / 2 + 1));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static String tooLate(Deadline deadline) {
        return "the time for this question, " + deadline + ", is used up";
    }

    /** Logs out, if anything had logged in. */
    @Override
    public void close() {
        if (wire.wasUsed()) {
            try {
                ArrayCredentials known = credentials.current();
                Redaction redaction = new Redaction(known.login().secrets());
                authentication.logOut(exchangeAs(known, redaction, settings.newQuestion()));
            } catch (CredentialsUnavailableException e) {
                // Left out: the array ends the session by itself.
            }
        }
        wire.close();
    }
}
