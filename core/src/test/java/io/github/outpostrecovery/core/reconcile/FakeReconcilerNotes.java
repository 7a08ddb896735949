package io.github.outpostrecovery.core.reconcile;

import io.github.outpostrecovery.core.name.InstanceName;
import java.util.HashMap;
import java.util.Map;

/** Notes in memory. */
public final class FakeReconcilerNotes implements ReconcilerNotes {
    private final Map<InstanceName, ReconcilerNote> notes = new HashMap<>();

    @Override
    public ReconcilerNote of(InstanceName instance) {
        return notes.getOrDefault(instance, ReconcilerNote.NONE);
    }

    @Override
    public void keep(InstanceName instance, ReconcilerNote note) {
        notes.put(instance, note);
    }
}
