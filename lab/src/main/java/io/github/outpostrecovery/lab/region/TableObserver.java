package io.github.outpostrecovery.lab.region;

import io.github.outpostrecovery.functions.table.ItemStore.Item;
import java.util.List;

/** Learns what the table holds at the instant at which it does, whether or not anybody gets the answer. It must not act. */
public interface TableObserver {
    /** How a write arrived. */
    enum Landing {
        /** Within the call that sent it. */
        AT_ONCE,
        /** Some time after its sender has given up. */
        LATE
    }

    /** An item was written. */
    void stored(Item item, Landing landing);

    /** Somebody has put everything back to what it was: there are these items and no others. */
    void restored(List<Item> items);
}
