package io.github.outpostrecovery.core.array;

import io.github.outpostrecovery.core.name.SecretArn;

/** Opens arrays. */
public interface StorageArrays {
    /** Opens an array with credentials that can only read. Nothing is sent until the first question. */
    StorageArray forReading(ArrayConnection connection);

    /** Opens an array with credentials that can change who reaches a volume. */
    StorageArray forFencing(ArrayConnection connection);

    /**
     * Reads what machines prove themselves to an array with. {@link Answer.NotOffered} is never given: what cannot be read is
     * {@link ArrayFailure.Kind#UNAUTHORISED} or {@link ArrayFailure.Kind#UNREACHABLE}.
     */
    Answer<ChapCredentials> chapCredentials(SecretArn secret);
}
