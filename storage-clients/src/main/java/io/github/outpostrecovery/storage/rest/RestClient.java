package io.github.outpostrecovery.storage.rest;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.storage.rest.Authentication.Renewal;
import io.github.outpostrecovery.storage.rest.RestOutcome.Answered;
import io.github.outpostrecovery.storage.rest.RestOutcome.NoAnswer;
import io.github.outpostrecovery.storage.rest.RestOutcome.NotSent;
import io.github.outpostrecovery.storage.rest.RestOutcome.Rejected;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

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

    /** Whether sending the same read again might end better. */
    private enum Repeating {
        MAY_HELP,
        AFTER_NEW_CREDENTIALS,
        IS_POINTLESS
    }

    private record Attempt(RestOutcome outcome, Repeating repeating, Optional<Duration> askedToWait) {
        static Attempt last(RestOutcome outcome) {
            return new Attempt(outcome, Repeating.IS_POINTLESS, Optional.empty());
        }
    }

    private final ArrayName array;
    private final Endpoint endpoint;
    private final CredentialSource credentials;
    private final Authentication authentication;
    private final ErrorBody errors;
    private final Map<String, String> headers;
    private final ClientSettings settings;
    private final Map<ServerTrust, Transport> transports = new ConcurrentHashMap<>();

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
        this.endpoint = requireNonNull(endpoint, "endpoint is null");
        this.credentials = requireNonNull(credentials, "credentials is null");
        this.authentication = requireNonNull(authentication, "authentication is null");
        this.errors = requireNonNull(errors, "errors is null");
        this.headers = Map.copyOf(headers);
        this.settings = requireNonNull(settings, "settings is null");
    }

    public ArrayName array() {
        return array;
    }

    public ClientSettings settings() {
        return settings;
    }

    /** Asks, and asks again until {@code deadline} where that may help. For calls that change nothing. */
    public RestOutcome read(RestCall call, Deadline deadline) {
        boolean credentialsRenewed = false;
        for (int attempt = 1; ; attempt++) {
            if (deadline.isPast()) {
                return new NoAnswer(
                        failure(Kind.UNREACHABLE, call, "the time for this question, " + deadline + ", is used up"));
            }
            ArrayCredentials used;
            Attempt made;
            try {
                used = credentials.current();
                made = attempt(call, used, shorter(settings.readTimeout(), deadline.remaining()));
                if (made.repeating() == Repeating.AFTER_NEW_CREDENTIALS && !credentialsRenewed) {
                    // The certificate did not fit: it may have been replaced, and the secret with it.
                    credentialsRenewed = true;
                    if (!credentials.insteadOf(used).trust().equals(used.trust())) {
                        continue;
                    }
                }
            } catch (CredentialsUnavailableException e) {
                return noCredentials(call, e);
            }
            if (!waited(made, attempt, deadline)) {
                return made.outcome();
            }
        }
    }

    /** Sends a call that changes something, once. Only the log-in before it may take several attempts. */
    public RestOutcome write(RestCall call) {
        Deadline forLoggingIn = settings.newQuestion();
        for (int attempt = 1; ; attempt++) {
            Attempt made;
            try {
                made = attempt(call, credentials.current(), settings.writeTimeout());
            } catch (CredentialsUnavailableException e) {
                return noCredentials(call, e);
            }
            if (!(made.outcome() instanceof NotSent) || !waited(made, attempt, forLoggingIn)) {
                return made.outcome();
            }
        }
    }

    /** Waits before the next attempt; false if there is to be none. */
    private boolean waited(Attempt made, int attempt, Deadline deadline) {
        if (made.repeating() != Repeating.MAY_HELP) {
            return false;
        }
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
    private Attempt attempt(RestCall call, ArrayCredentials first, Duration timeout) {
        Sent sent = send(call, first, timeout);
        ArrayCredentials used = first;
        if (sent.renewal() == Renewal.NEW_LOGIN) {
            sent = send(call, used, timeout);
        }
        if (sent.renewal() == Renewal.NEW_CREDENTIALS) {
            used = credentials.insteadOf(used);
            sent = send(call, used, timeout);
        }
        return sent.attempt();
    }

    private record Sent(Attempt attempt, Renewal renewal) {
        static Sent ended(Attempt attempt) {
            return new Sent(attempt, Renewal.NONE);
        }
    }

    private Sent send(RestCall call, ArrayCredentials used, Duration timeout) {
        Redaction redaction = redactionFor(call, used);
        Map<String, String> authorising;
        try {
            authorising = authentication.headers(call, used, exchangeAs(used, redaction));
        } catch (LoginRefusedException e) {
            Rejected refused = new Rejected(UNAUTHORIZED, e.code(), redaction.clean(String.valueOf(e.getMessage())));
            return new Sent(Attempt.last(refused), Renewal.NEW_CREDENTIALS);
        } catch (SSLHandshakeException e) {
            return Sent.ended(new Attempt(
                    new NotSent(failure(Kind.UNREACHABLE, call, "TLS failed: " + redaction.clean(innermost(e)))),
                    Repeating.AFTER_NEW_CREDENTIALS,
                    Optional.empty()));
        } catch (IOException e) {
            return Sent.ended(new Attempt(
                    new NotSent(failure(Kind.UNREACHABLE, call, "no log-in: " + redaction.clean(nameOf(e)))),
                    Repeating.MAY_HELP,
                    Optional.empty()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Sent.ended(
                    Attempt.last(new NotSent(failure(Kind.UNREACHABLE, call, "interrupted while logging in"))));
        }
        hide(authorising, redaction);
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
            return understand(call, sendOnce(call, used, authorising, timeout, redaction), redaction);
        } catch (SSLHandshakeException e) {
            return new Attempt(
                    new NoAnswer(failure(Kind.UNREACHABLE, call, "TLS failed: " + redaction.clean(innermost(e)))),
                    Repeating.AFTER_NEW_CREDENTIALS,
                    Optional.empty());
        } catch (IOException e) {
            return new Attempt(
                    new NoAnswer(failure(Kind.UNREACHABLE, call, redaction.clean(nameOf(e)))),
                    Repeating.MAY_HELP,
                    Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Attempt.last(
                    new NoAnswer(failure(Kind.UNREACHABLE, call, "interrupted while waiting for the answer")));
        }
    }

    private RestResponse sendOnce(
            RestCall call,
            ArrayCredentials used,
            Map<String, String> authorising,
            Duration timeout,
            Redaction redaction)
            throws IOException, InterruptedException {
        Instant start = settings.clock().instant();
        int status = 0;
        try {
            RestResponse response = transport(used).send(request(call, authorising, timeout));
            status = response.status();
            return response;
        } finally {
            tell(
                    call,
                    redaction,
                    status,
                    Duration.between(start, settings.clock().instant()));
        }
    }

    private Transport transport(ArrayCredentials used) {
        return transports.computeIfAbsent(
                used.trust(), trust -> settings.transports().open(endpoint, trust, settings));
    }

    private Redaction redactionFor(RestCall call, ArrayCredentials used) {
        return new Redaction(Stream.concat(used.login().secrets().stream(), call.secrets().stream())
                .toList());
    }

    private Authentication.Exchange exchangeAs(ArrayCredentials used, Redaction outer) {
        return (call, authorising) -> {
            Redaction redaction = redactionFor(call, used);
            call.secrets().forEach(secret -> outer.hide(secret.reveal()));
            hide(authorising, redaction);
            hide(authorising, outer);
            return sendOnce(call, used, authorising, settings.readTimeout(), redaction);
        };
    }

    /** The header as a whole, and what follows its scheme: a log-in gives secrets that no credentials have. */
    private static void hide(Map<String, String> authorising, Redaction redaction) {
        authorising.values().forEach(value -> {
            redaction.hide(value);
            redaction.hide(value.substring(value.indexOf(' ') + 1));
        });
    }

    private RestRequest request(RestCall call, Map<String, String> authorising, Duration timeout) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Accept", "application/json");
        if (call.body().isPresent()) {
            all.put("Content-Type", "application/json");
        }
        all.putAll(call.headers());
        all.putAll(authorising);
        return new RestRequest(
                call.method(),
                URI.create(endpoint + call.target()),
                all,
                call.body().map(Object::toString),
                timeout);
    }

    private Attempt understand(RestCall call, RestResponse response, Redaction redaction) {
        int status = response.status();
        if (status >= 200 && status < 300) {
            try {
                return Attempt.last(new Answered(status, Json.read(response.body()), response));
            } catch (IOException e) {
                return Attempt.last(new NoAnswer(
                        failure(Kind.INCOMPREHENSIBLE, call, "the body of status " + status + " is not JSON")));
            }
        }
        ErrorBody.ArrayError error = errorIn(response);
        String code = redaction.clean(error.code());
        String message = redaction.clean(error.message());
        if (status >= 500) {
            return new Attempt(
                    new NoAnswer(new ArrayFailure(
                            Kind.UNREACHABLE, code, (call + ": status " + status + " " + message).strip())),
                    status == 501 || status == 505 ? Repeating.IS_POINTLESS : Repeating.MAY_HELP,
                    Optional.empty());
        }
        Rejected rejected = new Rejected(status, code, message);
        return status == 429 ? new Attempt(rejected, Repeating.MAY_HELP, retryAfter(response)) : Attempt.last(rejected);
    }

    private ErrorBody.ArrayError errorIn(RestResponse response) {
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

    /** Half of it fixed, half of it by chance, so that clients that failed together do not come back together. */
    private Duration backoff(int attempt) {
        long longest = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 10));
        return Duration.ofMillis(longest / 2 + settings.random().nextLong(longest / 2 + 1));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static ArrayFailure failure(Kind kind, RestCall call, String why) {
        return new ArrayFailure(kind, "", call + ": " + why);
    }

    private static NotSent noCredentials(RestCall call, CredentialsUnavailableException e) {
        return new NotSent(failure(Kind.UNAUTHORISED, call, String.valueOf(e.getMessage())));
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

    private void tell(RestCall call, Redaction redaction, int status, Duration duration) {
        try {
            String path = redaction.clean(call.path());
            settings.listener().called(new CallListener.Call(array, call.method(), path, status, duration));
        } catch (RuntimeException e) {
            // Left out: who only watches must not stop a fence.
        }
    }

    /** Logs out, if anything had logged in. */
    @Override
    public void close() {
        if (!transports.isEmpty()) {
            try {
                ArrayCredentials known = credentials.current();
                authentication.logOut(
                        exchangeAs(known, new Redaction(known.login().secrets())));
            } catch (CredentialsUnavailableException e) {
                // Left out: the array ends the session by itself.
            }
        }
        transports.values().forEach(Transport::close);
        transports.clear();
    }
}
