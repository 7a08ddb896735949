package io.github.outpostrecovery.cli.aws;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.ArrayAccess;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.storage.RegisteredArrays;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import io.github.outpostrecovery.storage.rest.SecretSource;
import java.util.List;

/** Arrays, reached from where the command runs. A password goes only to the array that it was made for. */
final class AwsArrays implements ArrayAccess {
    private final SecretSource secrets;
    private final RegisteredArrays arrays;

    AwsArrays(SecretSource secrets, ClientSettings settings) {
        this.secrets = requireNonNull(secrets, "secrets is null");
        this.arrays = new RegisteredArrays(secrets, settings);
    }

    @Override
    public List<String> vendors() {
        return List.copyOf(arrays.vendors());
    }

    @Override
    public StorageArray array(ArrayConnection connection, CredentialSource credentials) {
        return arrays.open(connection, new MatchingCredentials(connection, credentials));
    }

    @Override
    public ArrayInventory inventory(ArrayConnection connection, CredentialSource credentials) {
        return arrays.inventory(connection, new MatchingCredentials(connection, credentials));
    }

    @Override
    public ArrayProvisioning provisioning(ArrayConnection connection, CredentialSource credentials) {
        return arrays.provisioning(connection, new MatchingCredentials(connection, credentials));
    }

    @Override
    public Answer<ChapCredentials> chap(SecretArn secret) {
        return arrays.chapCredentials(secret);
    }

    @Override
    public CredentialSource inSecret(SecretArn secret) {
        return new CredentialsInSecret(secret, secrets);
    }
}
