package io.github.outpostrecovery.lab.simulation.fault.control;

import io.github.outpostrecovery.lab.simulation.Fault;
import java.util.List;

/** Faults 61 to 75. */
public final class ControlFaults {
    private ControlFaults() {}

    /** In the order of their numbers. */
    public static List<Fault> all() {
        return List.of();
    }
}
