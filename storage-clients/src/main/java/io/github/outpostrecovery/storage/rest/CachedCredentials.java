package io.github.outpostrecovery.storage.rest;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.name.SecretArn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Credentials from a {@link SecretSource}, kept for some minutes.
 *
 * <p>If they are due to be read again and cannot be, the known ones are used further: an outage of Secrets Manager must not
 * stop a fence. A secret that is for another array than the configured one is refused, so that no password goes to a host
 * that it was not made for.
 */
public final class CachedCredentials implements CredentialSource {
    private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(30);

    private record Known(ArrayCredentials credentials, Instant since) {}

    private final String vendor;
    private final Endpoint endpoint;
    private final SecretArn arn;
    private final SecretSource source;
    private final Duration age;
    private final InstantSource clock;
    private @Nullable Known known;

    public CachedCredentials(
            String vendor, Endpoint endpoint, SecretArn arn, SecretSource source, Duration age, InstantSource clock) {
        this.vendor = requireNonNull(vendor, "vendor is null");
        this.endpoint = requireNonNull(endpoint, "endpoint is null");
        this.arn = requireNonNull(arn, "arn is null");
        this.source = requireNonNull(source, "source is null");
        this.age = requireNonNull(age, "age is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public synchronized ArrayCredentials current() {
        Known before = known;
        if (before == null) {
            return readAgain();
        }
        if (clock.instant().isBefore(before.since().plus(age))) {
            return before.credentials();
        }
        try {
            return readAgain();
        } catch (CredentialsUnavailableException e) {
            // Not with every call: while the source hangs, each would wait for it, one after the other.
            known = new Known(before.credentials(), clock.instant().minus(age).plus(shorter(age, BEFORE_NEXT_TRY)));
            return before.credentials();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    @Override
    public synchronized ArrayCredentials insteadOf(ArrayCredentials refused) {
        Known now = known;
        // A secret equals itself only, so two readings never look the same, even of an unchanged document.
        return now != null && !now.credentials().equals(refused) ? now.credentials() : readAgain();
    }

    private ArrayCredentials readAgain() {
        ArrayCredentials read = ArrayCredentials.parse(document());
        if (!read.vendor().equals(vendor)) {
            throw new CredentialsUnavailableException(
                    "the secret " + arn + " is for another vendor than the configured \"" + vendor + "\"");
        }
        if (!read.endpoint().isSameAs(endpoint)) {
            throw new CredentialsUnavailableException(
                    "the secret " + arn + " is for another endpoint than the configured " + endpoint);
        }
        known = new Known(read, clock.instant());
        return read;
    }

    private String document() {
        try {
            return source.read(arn);
        } catch (CredentialsUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CredentialsUnavailableException(
                    "the secret " + arn + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }
}
