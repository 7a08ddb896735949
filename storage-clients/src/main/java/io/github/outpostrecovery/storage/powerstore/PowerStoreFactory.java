package io.github.outpostrecovery.storage.powerstore;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.StorageArrayFactory;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
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
        check(connection);
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

    @Override
    public ArrayProvisioning provisioning(
            ArrayConnection connection, CredentialSource credentials, ClientSettings settings) {
        return new PowerStoreProvisioning(
                rest(connection, credentials, settings), PowerStoreProtocol.of(connection.protocol()));
    }

    private static PowerStoreRest rest(
            ArrayConnection connection, CredentialSource credentials, ClientSettings settings) {
        return new PowerStoreRest(connection.name(), new Endpoint(connection.endpoint()), credentials, settings);
    }

    /** The API knows secrets of machines for iSCSI only: what cannot be granted is refused before anything is fenced. */
    private static void check(ArrayConnection connection) {
        if (connection.protocol() == Protocol.NVME_TCP
                && connection.chapSecret().isPresent()) {
            throw new IllegalArgumentException("array " + connection.name()
                    + ": a PowerStore knows CHAP over iSCSI only; take the CHAP secret out of the configuration");
        }
    }
}
