package io.github.outpostrecovery.lab.simulation.fault.confirm;

import io.github.outpostrecovery.lab.simulation.Fault;
import java.util.List;

/** Faults 55 to 60. */
public final class ConfirmFaults {
    private ConfirmFaults() {}

    /** In the order of their numbers. */
    public static List<Fault> all() {
        return List.of();
    }
}
