package io.github.outpostrecovery.storage.inventory;

import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.name.VolumeName;

/** How the making of a copy ended. */
public sealed interface CloneOutcome {
    /** The copy is there and can be mapped. */
    record Cloned(VolumeName volume) implements CloneOutcome {}

    /** Nothing was done: a volume of that name is there. */
    record NameTaken(VolumeName volume) implements CloneOutcome {}

    /** The array refused, and nothing was made. */
    record Refused(ArrayFailure failure) implements CloneOutcome {}

    /** No answer, or none that can be trusted: the copy may be there, and the caller looks. */
    record InDoubt(ArrayFailure failure) implements CloneOutcome {}
}
