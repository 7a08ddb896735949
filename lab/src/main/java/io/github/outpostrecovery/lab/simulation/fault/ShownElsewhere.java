package io.github.outpostrecovery.lab.simulation.fault;

import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Layer;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;

/** A fault that no run with a seed can show: its card says what does. */
public record ShownElsewhere(FaultCard card) implements Fault {
    public ShownElsewhere {
        if (card.layer() == Layer.SIMULATION) {
            throw new IllegalArgumentException(card.slug() + " is shown by the simulation");
        }
    }

    /** By a test of this simple name. */
    public static ShownElsewhere byTest(int number, String slug, String happens, String expected, String test) {
        return new ShownElsewhere(new FaultCard(number, slug, happens, expected, Layer.TEST, test));
    }

    /** By nobody but the operator, who reads this file of the documentation, and there this chapter. */
    public static ShownElsewhere inOperation(
            int number, String slug, String happens, String expected, String file, String chapter) {
        return new ShownElsewhere(
                new FaultCard(number, slug, happens, expected, Layer.OPERATION, file + "#" + chapter));
    }

    @Override
    public boolean fits(World world) {
        return false;
    }

    @Override
    public void arrange(Stage stage) {
        throw new IllegalStateException(card.slug() + " cannot happen in a run");
    }
}
