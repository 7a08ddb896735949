package io.github.outpostrecovery.core.fence;

import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import java.time.Instant;

/** Proofs for tests of what follows a fence. It can make them only because it lies in the package of the fence. */
public final class HandMadeProof {
    private HandMadeProof() {}

    public static FenceProof of(
            ArrayName array, VolumeName volume, Initiator initiator, Generation generation, Instant at) {
        return new FenceProof(array, volume, initiator, generation, at, Drained.SESSION_GONE);
    }
}
