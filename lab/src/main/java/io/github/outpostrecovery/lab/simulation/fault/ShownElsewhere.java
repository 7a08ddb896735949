package io.github.outpostrecovery.lab.simulation.fault;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Layer;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;

/** A fault that no run can show: it is never drawn. */
public record ShownElsewhere(FaultCard card) implements Fault {
    public ShownElsewhere {
        requireNonNull(card, "card is null");
        if (card.layer() == Layer.SIMULATION) {
            throw new IllegalArgumentException(card.slug() + " is shown by runs, so there is something to arrange");
        }
    }

    @Override
    public boolean fits(World world) {
        return false;
    }

    @Override
    public void arrange(Stage stage) {
        throw new IllegalStateException(card.slug() + " cannot be arranged: " + card.shownBy() + " shows it");
    }
}
