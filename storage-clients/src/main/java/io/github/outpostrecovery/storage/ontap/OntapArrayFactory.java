package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.storage.StorageArrayFactory;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import io.github.outpostrecovery.storage.rest.Endpoint;
import java.util.regex.Pattern;

/** NetApp ONTAP: vendor {@code netapp}, the scope is the name of the SVM. */
public final class OntapArrayFactory implements StorageArrayFactory {
    private static final Pattern SVM = Pattern.compile("[A-Za-z0-9_.-]{1,47}");

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

    /**
     * {@inheritDoc}
     *
     * <p>ONTAP needs the name of the SVM as scope.
     */
    @Override
    public OntapArray open(ArrayConnection connection, CredentialSource credentials, ClientSettings settings) {
        if (connection.scope().isEmpty()) {
            throw needsAnSvm(connection);
        }
        return new OntapArray(rest(connection, credentials, settings), connection.protocol(), ontapSettings);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Without a scope it tells what SVMs there are, and nothing of one.
     */
    @Override
    public OntapInventory inventory(ArrayConnection connection, CredentialSource credentials, ClientSettings settings) {
        return new OntapInventory(rest(connection, credentials, settings), connection.protocol());
    }

    /**
     * {@inheritDoc}
     *
     * <p>ONTAP needs the name of the SVM as scope.
     */
    @Override
    public OntapProvisioning provisioning(
            ArrayConnection connection, CredentialSource credentials, ClientSettings settings) {
        if (connection.scope().isEmpty()) {
            throw needsAnSvm(connection);
        }
        return new OntapProvisioning(rest(connection, credentials, settings), connection.protocol());
    }

    private static OntapRest rest(ArrayConnection connection, CredentialSource credentials, ClientSettings settings) {
        if (connection.scope().filter(svm -> !SVM.matcher(svm).matches()).isPresent()) {
            throw needsAnSvm(connection);
        }
        return new OntapRest(
                connection.name(), new Endpoint(connection.endpoint()), connection.scope(), credentials, settings);
    }

    private static IllegalArgumentException needsAnSvm(ArrayConnection connection) {
        return new IllegalArgumentException("array " + connection.name()
                + ": ONTAP needs the name of the SVM as scope: letters, digits, dots, hyphens and underscores");
    }
}
