package io.github.outpostrecovery.lab.simulation.fault.verify;

import io.github.outpostrecovery.lab.simulation.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The faults 12 to 20. */
public final class VerifyFaults {
    private VerifyFaults() {}

    /** All of them, in the order of their numbers. */
    public static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        faults.addAll(Ec2Answers.all());
        faults.addAll(ArrayEvidence.all());
        faults.addAll(Primaries.all());
        faults.sort(Comparator.comparingInt(fault -> fault.card().number()));
        return List.copyOf(faults);
    }
}
