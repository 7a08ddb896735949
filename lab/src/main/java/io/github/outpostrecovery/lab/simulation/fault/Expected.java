package io.github.outpostrecovery.lab.simulation.fault;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.simulation.World;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Where a fault can strike, and what the engine then makes of it.
 *
 * @param fits which worlds let it strike
 * @param outcomes how a run may end in which it is the only fault
 * @param besides what else is expected
 */
public record Expected(Predicate<World> fits, Function<World, Set<Outcome>> outcomes, Expectation besides) {
    public Expected {
        requireNonNull(fits, "fits is null");
        requireNonNull(outcomes, "outcomes is null");
        requireNonNull(besides, "besides is null");
    }

    /** Wherever a primary is lost, it ends so. */
    public static Expected of(Outcome first, Outcome... others) {
        Set<Outcome> outcomes = EnumSet.of(first, others);
        return new Expected(Worlds::loses, world -> outcomes, Expectation.NONE);
    }

    /** The same, in some of these worlds. */
    public Expected where(Predicate<World> also) {
        return new Expected(fits.and(also), outcomes, besides);
    }

    /** The same, and this too. */
    public Expected besides(Expectation more) {
        return new Expected(fits, outcomes, besides.and(more));
    }
}
