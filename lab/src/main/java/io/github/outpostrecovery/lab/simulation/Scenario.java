package io.github.outpostrecovery.lab.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * All that a run is made from.
 *
 * @param faults of the catalogue, none twice
 * @param disturbances whatever else befalls it
 */
public record Scenario(World world, List<Fault> faults, List<Disturbance> disturbances) {
    public Scenario {
        faults = List.copyOf(faults);
        disturbances = List.copyOf(disturbances);
    }

    /** One fault and nothing else: what is expected of the engine then can be said. */
    boolean isPlain() {
        return disturbances.isEmpty()
                && faults.size() == 1
                && world.zombie() == World.Zombie.STAYS_DEAD
                && world.duplicates() == 0;
    }

    /** The same, with the world as the faults need it. */
    Scenario prepared() {
        World prepared = world;
        for (Fault fault : faults) {
            prepared = fault.prepare(prepared);
        }
        return new Scenario(prepared, faults, disturbances);
    }

    /** In lines, for a person: the world first. */
    public List<String> told() {
        List<String> lines = new ArrayList<>();
        lines.add(prepared().world().told());
        faults.forEach(fault ->
                lines.add("fault " + fault.card().slug() + ": " + fault.card().happens()));
        disturbances.forEach(disturbance -> lines.add(disturbance.told()));
        return List.copyOf(lines);
    }
}
