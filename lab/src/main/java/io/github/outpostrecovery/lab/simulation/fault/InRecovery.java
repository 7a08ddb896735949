package io.github.outpostrecovery.lab.simulation.fault;

import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.World.Fate;

/** A fault that strikes while a machine that has surely failed is recovered without anybody being asked. */
public interface InRecovery extends Fault {
    @Override
    default boolean fits(World world) {
        return true;
    }

    @Override
    default World prepare(World world) {
        return recovering(world);
    }

    /** The same world, but that its primary surely fails, and that nobody is asked. */
    static World recovering(World world) {
        Fate fate = switch (world.fate()) {
            case SERVER_DEAD, HOST_FAILED, GUEST_GONE -> world.fate();
            case HUNG -> Fate.GUEST_GONE;
            case ISOLATED -> Fate.HOST_FAILED;
            case ALIVE, MOVED -> Fate.SERVER_DEAD;
        };
        return world.with(fate).with(Mode.AUTOMATIC, world.answer());
    }
}
