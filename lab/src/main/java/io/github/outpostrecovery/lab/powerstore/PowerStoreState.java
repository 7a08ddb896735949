package io.github.outpostrecovery.lab.powerstore;

import io.github.outpostrecovery.lab.datapath.FrontEnd;
import io.github.outpostrecovery.lab.powerstore.api.Job;
import io.github.outpostrecovery.lab.powerstore.inventory.StagedInventory;
import io.github.outpostrecovery.lab.powerstore.metrics.PerformanceHistory;
import io.github.outpostrecovery.lab.powerstore.query.BrokenPages;
import io.github.outpostrecovery.lab.powerstore.session.LoginSessions;
import java.util.List;

/**
 * All that a simulated cluster knows, but for its accounts. Two that are equal are in the same state; CHAP secrets and
 * management sessions of the simulation are among it.
 */
public record PowerStoreState(
        String name,
        PowerStoreSettings settings,
        StagedInventory.Saved inventories,
        LoginSessions.Saved logins,
        List<Job> jobs,
        int nextJob,
        List<BrokenPages.Broken> brokenPages,
        PerformanceHistory.Saved history,
        FrontEnd.Saved frontEnd) {}
