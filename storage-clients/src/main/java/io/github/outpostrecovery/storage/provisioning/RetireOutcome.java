package io.github.outpostrecovery.storage.provisioning;

import io.github.outpostrecovery.core.array.ArrayFailure;
import java.util.List;

/** How the retirement of a name ended. */
public sealed interface RetireOutcome {
    /** It is nowhere on the array any more, read back; a line for each thing that was removed. */
    record Retired(List<String> removed) implements RetireOutcome {
        public Retired {
            removed = List.copyOf(removed);
        }
    }

    /** It was nowhere. */
    record NotThere() implements RetireOutcome {}

    /** It reaches a volume, or is logged in: nothing was changed. */
    record StillInUse(String why) implements RetireOutcome {}

    /** The array refused or did not answer: it may be half-way, and may be repeated. */
    record Failed(List<String> removed, ArrayFailure failure) implements RetireOutcome {
        public Failed {
            removed = List.copyOf(removed);
        }
    }
}
