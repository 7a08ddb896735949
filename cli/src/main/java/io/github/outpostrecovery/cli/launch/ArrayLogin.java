package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import io.github.outpostrecovery.storage.rest.Endpoint;
import java.util.Optional;

/**
 * An array, and how it lets the wizard in.
 *
 * @param secret where the credentials are; empty if they were typed, or came from a file or the environment
 */
record ArrayLogin(
        ArrayName name, String vendor, Endpoint endpoint, CredentialSource credentials, Optional<SecretArn> secret) {
    /** Stands where a connection wants to know a secret and there is none; it is never read. */
    private static final SecretArn NOWHERE =
            new SecretArn("arn:aws:secretsmanager:local:000000000000:secret:typed-by-an-operator");

    ArrayLogin {
        requireNonNull(name, "name is null");
        requireNonNull(credentials, "credentials is null");
    }

    /** The array over one protocol. */
    ArrayConnection connection(Protocol protocol, Optional<String> scope, Optional<SecretArn> chap) {
        SecretArn arn = secret.orElse(NOWHERE);
        return new ArrayConnection(name, vendor, protocol, endpoint.uri(), arn, arn, chap, scope);
    }

    @Override
    public String toString() {
        return "array " + name + " (" + vendor + ", " + endpoint + ")";
    }
}
