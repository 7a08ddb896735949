package io.github.outpostrecovery.core.array;

/** Opens arrays. */
public interface StorageArrays {
    /** Opens an array with credentials that can only read. Nothing is sent until the first question. */
    StorageArray forReading(ArrayConnection connection);

    /** Opens an array with credentials that can change who reaches a volume. */
    StorageArray forFencing(ArrayConnection connection);
}
