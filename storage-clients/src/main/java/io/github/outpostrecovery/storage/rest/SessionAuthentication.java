package io.github.outpostrecovery.storage.rest;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * For arrays that one logs in to: the first call logs in and the others use its session, until the array says that it is over
 * or it was not used for too long. Closing the client logs out.
 */
public final class SessionAuthentication implements Authentication {
    /** A session is given up a little before the array would. */
    private static final double MARGIN = 0.9;

    private final Sessions sessions;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Open open;

    private record Open(Session session, Instant usedAt) {}

    /**
     * What a log-in gave.
     *
     * @param values by names that only the vendor's client knows: tokens, cookies
     * @param idleTimeout after how long without a call the array forgets the session; empty if never
     */
    public record Session(Map<String, Secret> values, Optional<Duration> idleTimeout) {
        public Session {
            values = Map.copyOf(values);
        }

        /** A value that the log-in gave. */
        public String reveal(String name) {
            return requireNonNull(values.get(name), () -> "the session has no " + name)
                    .reveal();
        }
    }

    /** How one vendor does it. */
    public interface Sessions {
        /**
         * Logs in.
         *
         * @throws IOException if no answer came, or one that says nothing about the credentials
         * @throws LoginRefusedException if the array refuses the credentials
         */
        Session logIn(ArrayCredentials credentials, Exchange exchange)
                throws IOException, InterruptedException, LoginRefusedException;

        /** The headers that show the session with {@code call}. */
        Map<String, String> headers(Session session, RestCall call);

        /** Whether the array says by this answer that it does not know the session, and so has done nothing. */
        boolean isOver(RestOutcome.Rejected rejected);

        /** Logs out; what goes wrong is of no use to anybody any more. */
        void logOut(Session session, Exchange exchange) throws IOException, InterruptedException;
    }

    public SessionAuthentication(Sessions sessions, InstantSource clock) {
        this.sessions = requireNonNull(sessions, "sessions is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Map<String, String> headers(RestCall call, ArrayCredentials credentials, Exchange exchange)
            throws IOException, InterruptedException, LoginRefusedException {
        lock.lockInterruptibly();
        try {
            Open known = open;
            Session session;
            if (known != null && isFresh(known)) {
                session = known.session();
            } else {
                open = null;
                session = sessions.logIn(credentials, exchange);
            }
            open = new Open(session, clock.instant());
            return sessions.headers(session, call);
        } finally {
            lock.unlock();
        }
    }

    private boolean isFresh(Open known) {
        return known.session()
                .idleTimeout()
                .map(limit -> Duration.between(known.usedAt(), clock.instant()).toMillis() < limit.toMillis() * MARGIN)
                .orElse(true);
    }

    @Override
    public Renewal after(RestOutcome.Rejected rejected, Map<String, String> headers) {
        if (!sessions.isOver(rejected)) {
            return Renewal.NONE;
        }
        lock.lock();
        try {
            Open known = open;
            // Another thread may have logged in again by now: its session is not the one that was refused.
            if (known != null && known.session().values().values().stream().anyMatch(value -> isIn(headers, value))) {
                open = null;
            }
        } finally {
            lock.unlock();
        }
        return Renewal.NEW_LOGIN;
    }

    private static boolean isIn(Map<String, String> headers, Secret value) {
        return !value.reveal().isEmpty()
                && headers.values().stream().anyMatch(header -> header.contains(value.reveal()));
    }

    @Override
    public void logOut(Exchange exchange) {
        lock.lock();
        try {
            Open known = open;
            open = null;
            if (known != null) {
                sessions.logOut(known.session(), exchange);
            }
        } catch (IOException e) {
            // Left out: the array ends the session by itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
