package io.github.outpostrecovery.core.evidence;

import java.time.Instant;
import java.util.List;

/** Every plane, asked once. Evidence takes two looks, so that one stale read decides nothing. */
public record Look(Instant at, MachineStatus machine, ServerLink server, List<ArrayLook> arrays) {
    public Look {
        arrays = List.copyOf(arrays);
    }
}
