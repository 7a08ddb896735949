package io.github.outpostrecovery.cli.cloud;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import java.util.List;

/**
 * How arrays are reached from where the command runs: with credentials from Secrets Manager, or with others that a person
 * gave. Nothing is sent by opening one.
 */
public interface ArrayAccess {
    /** The vendors that can be provisioned, in alphabetical order. */
    List<String> vendors();

    /** Opens an array with credentials that can change it. */
    StorageArray array(ArrayConnection connection, CredentialSource credentials);

    /** Opens what there is on an array. */
    ArrayInventory inventory(ArrayConnection connection, CredentialSource credentials);

    /** Opens an array for letting machines in and taking dead names out. */
    ArrayProvisioning provisioning(ArrayConnection connection, CredentialSource credentials);

    /**
     * What a machine proves itself with, for arrays that keep that by initiator. {@link Answer.NotOffered} where the content of
     * secrets cannot be read from here.
     */
    default Answer<ChapCredentials> chap(SecretArn secret) {
        return new Answer.NotOffered<>();
    }

    /** The credentials in a secret of this account. */
    CredentialSource inSecret(SecretArn secret);
}
