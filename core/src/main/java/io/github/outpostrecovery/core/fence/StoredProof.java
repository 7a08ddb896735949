package io.github.outpostrecovery.core.fence;

import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import java.time.Instant;

/** A proof in the books. It enters them only as a {@link FenceProof}. */
public record StoredProof(
        ArrayName array,
        VolumeName volume,
        Initiator initiator,
        Generation generation,
        Instant provenAt,
        Drained drained) {
    /** Whether both speak of the same initiator and volume. */
    public boolean isOfTheSame(StoredProof other) {
        return array.equals(other.array) && volume.equals(other.volume) && initiator.equals(other.initiator);
    }
}
