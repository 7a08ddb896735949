package io.github.outpostrecovery.functions.table;

import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.reconcile.ReconcilerNote;
import io.github.outpostrecovery.core.reconcile.ReconcilerNotes;

/** The reconciler's note on an instance, as item {@code instance#web-01}/{@code reconciler}. */
public final class ItemReconcilerNotes implements ReconcilerNotes {
    private static final String RECONCILER = "reconciler";

    private final JsonItems items;

    public ItemReconcilerNotes(ItemStore items) {
        this.items = new JsonItems(items);
    }

    @Override
    public ReconcilerNote of(InstanceName instance) {
        return items.read("instance#" + instance, RECONCILER, ReconcilerNote.class)
                .orElse(ReconcilerNote.NONE);
    }

    @Override
    public void keep(InstanceName instance, ReconcilerNote note) {
        items.keep("instance#" + instance, RECONCILER, note);
    }
}
