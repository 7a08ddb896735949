package io.github.outpostrecovery.lab.site;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.lab.region.SimulatedSecrets;
import io.github.outpostrecovery.storage.rest.ArrayCredentials;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import io.github.outpostrecovery.storage.rest.CredentialsUnavailableException;
import org.jspecify.annotations.Nullable;

/** Credentials in a secret of the simulated Region, read once and again only after they were refused. */
final class SecretCredentials implements CredentialSource {
    private final SimulatedSecrets secrets;
    private final SecretArn secret;
    private @Nullable ArrayCredentials known;

    SecretCredentials(SimulatedSecrets secrets, SecretArn secret) {
        this.secrets = requireNonNull(secrets, "secrets is null");
        this.secret = requireNonNull(secret, "secret is null");
    }

    @Override
    public synchronized ArrayCredentials current() {
        ArrayCredentials before = known;
        return before == null ? read() : before;
    }

    @Override
    public synchronized ArrayCredentials insteadOf(ArrayCredentials refused) {
        ArrayCredentials before = known;
        return before != null && !before.equals(refused) ? before : read();
    }

    private ArrayCredentials read() {
        ArrayCredentials read = ArrayCredentials.parse(secrets.document(secret)
                .orElseThrow(() -> new CredentialsUnavailableException("there is no secret " + secret)));
        known = read;
        return read;
    }
}
