package io.github.outpostrecovery.cli.doctor;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.ArrayAccess;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.array.StorageArrays;
import io.github.outpostrecovery.core.name.SecretArn;

/** The arrays of a configuration, opened with its secrets from where the command runs. */
final class CloudArrays implements StorageArrays {
    private final ArrayAccess access;

    CloudArrays(ArrayAccess access) {
        this.access = requireNonNull(access, "access is null");
    }

    @Override
    public StorageArray forReading(ArrayConnection connection) {
        return access.array(connection, access.inSecret(connection.readSecret()));
    }

    @Override
    public StorageArray forFencing(ArrayConnection connection) {
        return access.array(connection, access.inSecret(connection.fenceSecret()));
    }

    @Override
    public Answer<ChapCredentials> chapCredentials(SecretArn secret) {
        return switch (access.chap(secret)) {
            case Answer.NotOffered<ChapCredentials>() ->
                Answer.unanswered(new ArrayFailure(
                        ArrayFailure.Kind.UNAUTHORISED, "", "the secret " + secret + " cannot be read from here"));
            case Answer.Answered<ChapCredentials> answered -> answered;
            case Answer.Unanswered<ChapCredentials> unanswered -> unanswered;
        };
    }
}
