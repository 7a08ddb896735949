package io.github.outpostrecovery.lab.simulation.fault;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.World.Zombie;
import java.util.EnumSet;
import java.util.Set;

/** How a recovery may end. */
public final class Ends {
    private Ends() {}

    /** As these; where the dead one may come back before the verdict, it may also be found well. */
    public static Set<Outcome> as(World world, Outcome first, Outcome... others) {
        Set<Outcome> ends = EnumSet.of(first, others);
        if (world.zombie() == Zombie.COMES_BACK) {
            ends.add(Outcome.STOOD_DOWN);
        }
        return ends;
    }
}
