package io.github.outpostrecovery.lab.simulation.witness;

import io.github.outpostrecovery.lab.oracle.Violation;
import io.github.outpostrecovery.lab.site.SiteWatcher;
import java.util.List;

/** Watches one run for one invariant. It collects and never throws: a run goes on, so that what follows can be seen. */
public interface Witness extends SiteWatcher {
    /** The run has come to its end, and nothing is under way any more: what must hold then is looked at now. */
    void concluded();

    /** What it has seen that must not happen. */
    List<Violation> violations();

    /** How often it has looked. */
    long checks();
}
