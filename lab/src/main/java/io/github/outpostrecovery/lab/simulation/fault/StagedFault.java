package io.github.outpostrecovery.lab.simulation.fault;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A fault that is told in one piece: the world that it needs, and what happens on the stage.
 *
 * @param preparing makes a world that fits one in which it can strike
 * @param happening arranges it, and remembers nothing of a run
 */
public record StagedFault(FaultCard card, UnaryOperator<World> preparing, Consumer<Stage> happening, Expected expected)
        implements Fault {
    public StagedFault {
        requireNonNull(card, "card is null");
        requireNonNull(preparing, "preparing is null");
        requireNonNull(happening, "happening is null");
        requireNonNull(expected, "expected is null");
    }

    @Override
    public boolean fits(World world) {
        return expected.fits().test(world);
    }

    @Override
    public World prepare(World world) {
        return preparing.apply(world);
    }

    @Override
    public void arrange(Stage stage) {
        happening.accept(stage);
    }

    @Override
    public Set<Outcome> endsAs(World world) {
        return expected.outcomes().apply(world);
    }

    @Override
    public List<String> objections(SimulatedSite site, World world) {
        return expected.besides().objections(site, world);
    }
}
