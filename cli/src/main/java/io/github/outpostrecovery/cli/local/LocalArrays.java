package io.github.outpostrecovery.cli.local;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.ArrayAccess;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import java.util.List;

/** The arrays of a simulated site, by the clients that the engine uses too. */
final class LocalArrays implements ArrayAccess {
    private final SimulatedSite site;

    LocalArrays(SimulatedSite site) {
        this.site = requireNonNull(site, "site is null");
    }

    @Override
    public List<String> vendors() {
        return List.copyOf(SimulatedSite.vendors());
    }

    @Override
    public StorageArray array(ArrayConnection connection, CredentialSource credentials) {
        return site.arrayClients().open(connection, credentials);
    }

    @Override
    public ArrayInventory inventory(ArrayConnection connection, CredentialSource credentials) {
        return site.arrayClients().inventory(connection, credentials);
    }

    @Override
    public ArrayProvisioning provisioning(ArrayConnection connection, CredentialSource credentials) {
        return new WatchedProvisioning(
                site.arrayClients().provisioning(connection, credentials), name -> site.retired(connection, name));
    }

    @Override
    public Answer<ChapCredentials> chap(SecretArn secret) {
        return site.arrayClients().chapCredentials(secret);
    }

    @Override
    public CredentialSource inSecret(SecretArn secret) {
        return site.credentials(secret);
    }
}
