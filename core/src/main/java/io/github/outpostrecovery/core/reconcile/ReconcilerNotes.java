package io.github.outpostrecovery.core.reconcile;

import io.github.outpostrecovery.core.name.InstanceName;

/** Where notes are kept. Fails with {@link io.github.outpostrecovery.core.ServiceUnavailableException} if it gave no answer. */
public interface ReconcilerNotes {
    /** The note of {@code instance}; {@link ReconcilerNote#NONE} if there is none. */
    ReconcilerNote of(InstanceName instance);

    /** Keeps a note, in place of the one before. */
    void keep(InstanceName instance, ReconcilerNote note);
}
