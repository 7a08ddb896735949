package io.github.outpostrecovery.storage.flasharray;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.StorageArrayFactory;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import io.github.outpostrecovery.storage.rest.Endpoint;

/** Pure Storage FlashArray: vendor {@code purestorage}, without a scope; the secret holds an API token. */
public final class FlashArrayFactory implements StorageArrayFactory {
    private final FlashArraySettings flashArraySettings;

    /** For the service loader. */
    public FlashArrayFactory() {
        this(FlashArraySettings.standard());
    }

    public FlashArrayFactory(FlashArraySettings flashArraySettings) {
        this.flashArraySettings = requireNonNull(flashArraySettings, "flashArraySettings is null");
    }

    @Override
    public String vendor() {
        return "purestorage";
    }

    @Override
    public FlashArray open(ArrayConnection connection, CredentialSource credentials, ClientSettings settings) {
        check(connection);
        return new FlashArray(rest(connection, credentials, settings), connection.protocol(), flashArraySettings);
    }

    @Override
    public ArrayInventory inventory(ArrayConnection connection, CredentialSource credentials, ClientSettings settings) {
        return new FlashArrayInventory(
                rest(connection, credentials, settings), InitiatorKind.of(connection.protocol()));
    }

    @Override
    public FlashArrayProvisioning provisioning(
            ArrayConnection connection, CredentialSource credentials, ClientSettings settings) {
        return new FlashArrayProvisioning(
                rest(connection, credentials, settings), InitiatorKind.of(connection.protocol()));
    }

    private static FlashArrayRest rest(
            ArrayConnection connection, CredentialSource credentials, ClientSettings settings) {
        return new FlashArrayRest(
                connection.name(), new Endpoint(connection.endpoint()), connection.protocol(), credentials, settings);
    }

    /** The API knows secrets of machines for iSCSI only: what cannot be granted is refused before anything is fenced. */
    private static void check(ArrayConnection connection) {
        if (connection.protocol() == Protocol.NVME_TCP
                && connection.chapSecret().isPresent()) {
            throw new IllegalArgumentException("array " + connection.name()
                    + ": a FlashArray knows CHAP over iSCSI only; take the CHAP secret out of the configuration");
        }
    }
}
