package io.github.outpostrecovery.cli.aws;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.storage.rest.ArrayCredentials;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import io.github.outpostrecovery.storage.rest.SecretSource;
import org.jspecify.annotations.Nullable;

/** The credentials in one secret, read when they are first needed, and again when an array refuses them. */
final class CredentialsInSecret implements CredentialSource {
    private final SecretArn secret;
    private final SecretSource secrets;
    private @Nullable ArrayCredentials known;

    CredentialsInSecret(SecretArn secret, SecretSource secrets) {
        this.secret = requireNonNull(secret, "secret is null");
        this.secrets = requireNonNull(secrets, "secrets is null");
    }

    @Override
    public synchronized ArrayCredentials current() {
        ArrayCredentials now = known;
        return now == null ? read() : now;
    }

    @Override
    public synchronized ArrayCredentials insteadOf(ArrayCredentials refused) {
        ArrayCredentials now = known;
        return now != null && !now.equals(refused) ? now : read();
    }

    private ArrayCredentials read() {
        ArrayCredentials read = ArrayCredentials.parse(secrets.read(secret));
        known = read;
        return read;
    }
}
