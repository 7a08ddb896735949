package io.github.outpostrecovery.storage;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.CredentialSource;

/**
 * One vendor's client. A vendor is added by an implementation with a public constructor without parameters, and its name
 * in {@code META-INF/services/io.github.outpostrecovery.storage.StorageArrayFactory}.
 */
public interface StorageArrayFactory {
    /** The word that selects this client in a configuration. */
    String vendor();

    /**
     * Opens an array. Sends nothing.
     *
     * @throws IllegalArgumentException if the connection lacks what this vendor needs
     */
    StorageArray open(ArrayConnection connection, CredentialSource credentials, ClientSettings settings);

    /**
     * Opens what there is on an array, with credentials that can at least read. Sends nothing.
     *
     * @throws IllegalArgumentException if the connection lacks what this vendor needs
     */
    ArrayInventory inventory(ArrayConnection connection, CredentialSource credentials, ClientSettings settings);

    /**
     * Opens an array for letting machines in and taking dead names out, with credentials that can change it. Sends nothing.
     *
     * @throws IllegalArgumentException if the connection lacks what this vendor needs
     */
    ArrayProvisioning provisioning(ArrayConnection connection, CredentialSource credentials, ClientSettings settings);
}
