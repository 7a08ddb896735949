package io.github.outpostrecovery.lab.simulation.fault.fence;

import io.github.outpostrecovery.lab.simulation.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The faults 21 to 45. */
public final class FenceFaults {
    private FenceFaults() {}

    /** All of them, in the order of their numbers. */
    public static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        faults.addAll(UnreachableArrays.all());
        faults.addAll(UnclearAnswers.all());
        faults.addAll(LateAndFull.all());
        faults.addAll(ManyWays.all());
        faults.addAll(Sessions.all());
        faults.addAll(Hands.all());
        faults.addAll(Elsewhere.all());
        faults.sort(Comparator.comparingInt(fault -> fault.card().number()));
        return List.copyOf(faults);
    }
}
