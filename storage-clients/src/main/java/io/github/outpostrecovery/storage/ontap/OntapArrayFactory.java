package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.storage.StorageArrayFactory;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import io.github.outpostrecovery.storage.rest.Endpoint;

/** NetApp ONTAP: vendor {@code netapp}, the scope is the name of the SVM. */
public final class OntapArrayFactory implements StorageArrayFactory {
    private final OntapSettings ontapSettings;

    /** For the service loader. */
    public OntapArrayFactory() {
        this(OntapSettings.standard());
    }

    public OntapArrayFactory(OntapSettings ontapSettings) {
        this.ontapSettings = requireNonNull(ontapSettings, "ontapSettings is null");
    }

    @Override
    public String vendor() {
        return "netapp";
    }

    @Override
    public OntapArray open(ArrayConnection connection, CredentialSource credentials, ClientSettings settings) {
        String svm = connection
                .scope()
                .filter(scope -> scope.matches("[A-Za-z0-9_.-]{1,47}"))
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "array " + connection.name()
                                        + ": ONTAP needs the name of the SVM as scope: letters, digits, dots, hyphens and underscores"));
        return new OntapArray(
                new OntapRest(connection.name(), new Endpoint(connection.endpoint()), svm, credentials, settings),
                connection.protocol(),
                ontapSettings);
    }

    @Override
    public ArrayInventory inventory(ArrayConnection connection, CredentialSource credentials, ClientSettings settings) {
        throw new UnsupportedOperationException("follows");
    }
}
