package io.github.outpostrecovery.storage.alletra;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.StorageArrayFactory;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import io.github.outpostrecovery.storage.rest.Endpoint;

/**
 * HPE Alletra Storage MP B10000, Primera and 3PAR: vendor {@code hpe}; the scope is not used. The endpoint of a 3PAR has the
 * port 8080, that of the others 443.
 *
 * <p>All arrays that one factory opened share the session keys of their endpoint; a process has one factory.
 */
public final class AlletraFactory implements StorageArrayFactory {
    private final AlletraSettings alletraSettings;
    private final KeySlots slots;

    /** For the service loader. */
    public AlletraFactory() {
        this(AlletraSettings.standard());
    }

    public AlletraFactory(AlletraSettings alletraSettings) {
        this.alletraSettings = requireNonNull(alletraSettings, "alletraSettings is null");
        this.slots = new KeySlots(alletraSettings.keysPerEndpoint());
    }

    @Override
    public String vendor() {
        return "hpe";
    }

    @Override
    public AlletraArray open(ArrayConnection connection, CredentialSource credentials, ClientSettings settings) {
        check(connection);
        return new AlletraArray(wsapi(connection, credentials, settings), connection.protocol(), alletraSettings);
    }

    @Override
    public ArrayInventory inventory(ArrayConnection connection, CredentialSource credentials, ClientSettings settings) {
        return new AlletraInventory(wsapi(connection, credentials, settings), connection.protocol());
    }

    @Override
    public ArrayProvisioning provisioning(
            ArrayConnection connection, CredentialSource credentials, ClientSettings settings) {
        return new AlletraProvisioning(wsapi(connection, credentials, settings), connection.protocol());
    }

    private Wsapi wsapi(ArrayConnection connection, CredentialSource credentials, ClientSettings settings) {
        return new Wsapi(
                connection.name(), new Endpoint(connection.endpoint()), credentials, settings, alletraSettings, slots);
    }

    /** The API knows secrets of machines for iSCSI only: what cannot be granted is refused before anything is fenced. */
    private static void check(ArrayConnection connection) {
        if (connection.protocol() == Protocol.NVME_TCP
                && connection.chapSecret().isPresent()) {
            throw new IllegalArgumentException("array " + connection.name()
                    + ": this API knows CHAP over iSCSI only; take the CHAP secret out of the configuration");
        }
    }
}
