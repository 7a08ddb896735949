package io.github.outpostrecovery.storage.powerstore;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.storage.StorageArrayFactory;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import io.github.outpostrecovery.storage.rest.Endpoint;

/** Dell PowerStore: vendor {@code dell}; the endpoint is the management address of the cluster, a scope is not used. */
public final class PowerStoreFactory implements StorageArrayFactory {
    private final PowerStoreSettings powerStoreSettings;

    /** For the service loader. */
    public PowerStoreFactory() {
        this(PowerStoreSettings.standard());
    }

    public PowerStoreFactory(PowerStoreSettings powerStoreSettings) {
        this.powerStoreSettings = requireNonNull(powerStoreSettings, "powerStoreSettings is null");
    }

    @Override
    public String vendor() {
        return "dell";
    }

    @Override
    public PowerStoreArray open(ArrayConnection connection, CredentialSource credentials, ClientSettings settings) {
        return new PowerStoreArray(
                rest(connection, credentials, settings),
                PowerStoreProtocol.of(connection.protocol()),
                powerStoreSettings);
    }

    @Override
    public ArrayInventory inventory(ArrayConnection connection, CredentialSource credentials, ClientSettings settings) {
        return new PowerStoreInventory(
                rest(connection, credentials, settings), PowerStoreProtocol.of(connection.protocol()));
    }

    private static PowerStoreRest rest(
            ArrayConnection connection, CredentialSource credentials, ClientSettings settings) {
        return new PowerStoreRest(connection.name(), new Endpoint(connection.endpoint()), credentials, settings);
    }
}
