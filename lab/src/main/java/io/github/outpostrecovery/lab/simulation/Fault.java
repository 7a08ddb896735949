package io.github.outpostrecovery.lab.simulation;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Something that goes wrong in a run. One object serves any number of runs, at the same time too: what it has to remember of a
 * run it keeps in what it hands to the {@link Stage}.
 */
public interface Fault {
    FaultCard card();

    /** Whether it can happen in such a world; asked before it is drawn. Faults of other layers than the simulation answer no. */
    boolean fits(World world);

    /**
     * Changes what was drawn so that it can strike, such as another fate of the primary; called before the site is furnished.
     * The answer still {@link #fits}.
     */
    default World prepare(World world) {
        return world;
    }

    /**
     * Arranges for it to happen; called once for a run, when the site is furnished and warm, before the primary fails. It calls
     * {@link Stage#struck} at the moment at which it really happens.
     */
    void arrange(Stage stage);

    /** How the recovery may end if nothing else goes wrong. Anything else is a violation of what is expected of the engine. */
    default Set<Outcome> endsAs(World world) {
        return EnumSet.allOf(Outcome.class);
    }

    /**
     * What is missing of what is expected of the engine beyond how the run ended, a line each; such as a page that was not sent.
     * Asked when everything rests, if this was the only fault and it has struck.
     */
    default List<String> objections(SimulatedSite site, World world) {
        return List.of();
    }
}
