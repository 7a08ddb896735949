package io.github.outpostrecovery.lab.alletra;

import io.github.outpostrecovery.lab.alletra.inventory.ArrayPort;
import io.github.outpostrecovery.lab.alletra.inventory.CopyTask;
import io.github.outpostrecovery.lab.alletra.inventory.Inventory;
import io.github.outpostrecovery.lab.alletra.inventory.PathTrace;
import io.github.outpostrecovery.lab.alletra.session.ManagementSessions;
import io.github.outpostrecovery.lab.alletra.settings.AlletraSettings;
import io.github.outpostrecovery.lab.datapath.FrontEnd;
import java.util.List;

/**
 * All that a simulated array knows, but for its accounts. Two that are equal are in the same state; CHAP secrets and session
 * keys of the simulation are among it.
 *
 * @param configured what was answered to be so
 * @param effective what reads and the data path know
 * @param awaited what becomes effective later, the next first
 */
public record AlletraState(
        String name,
        AlletraSettings settings,
        Identifiers.Saved identifiers,
        Inventory.Saved configured,
        Inventory.Saved effective,
        List<AlletraSystem.Awaited> awaited,
        List<ArrayPort> ports,
        List<PathTrace> traces,
        List<CopyTask> tasks,
        ManagementSessions.Saved sessions,
        int refusals,
        FrontEnd.Saved frontEnd) {}
