package io.github.outpostrecovery.core.fence;

import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import java.time.Instant;

/**
 * That one initiator no longer reaches one volume: read back through every path, and drained after that.
 *
 * <p>Only {@link Fence} makes one.
 */
public final class FenceProof {
    private final StoredProof stored;

    FenceProof(
            ArrayName array,
            VolumeName volume,
            Initiator initiator,
            Generation generation,
            Instant provenAt,
            Drained drained) {
        this.stored = new StoredProof(array, volume, initiator, generation, provenAt, drained);
    }

    /** The proof as it is written down. */
    public StoredProof stored() {
        return stored;
    }

    @Override
    public String toString() {
        return stored.toString();
    }
}
