package io.github.outpostrecovery.cli.aws;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.storage.rest.ArrayCredentials;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import io.github.outpostrecovery.storage.rest.CredentialsUnavailableException;
import io.github.outpostrecovery.storage.rest.Endpoint;

/** Credentials for one array: those of another are refused, so that no password goes to a host that it was not made for. */
final class MatchingCredentials implements CredentialSource {
    private final ArrayConnection connection;
    private final CredentialSource source;

    MatchingCredentials(ArrayConnection connection, CredentialSource source) {
        this.connection = requireNonNull(connection, "connection is null");
        this.source = requireNonNull(source, "source is null");
    }

    @Override
    public ArrayCredentials current() {
        return matching(source.current());
    }

    @Override
    public ArrayCredentials insteadOf(ArrayCredentials refused) {
        return matching(source.insteadOf(refused));
    }

    private ArrayCredentials matching(ArrayCredentials credentials) {
        if (!credentials.vendor().equals(connection.vendor())) {
            throw new CredentialsUnavailableException("the credentials for " + connection.name()
                    + " are for another vendor than \"" + connection.vendor() + "\"");
        }
        if (!credentials.endpoint().isSameAs(new Endpoint(connection.endpoint()))) {
            throw new CredentialsUnavailableException("the credentials for " + connection.name()
                    + " are for another endpoint than " + connection.endpoint());
        }
        return credentials;
    }
}
