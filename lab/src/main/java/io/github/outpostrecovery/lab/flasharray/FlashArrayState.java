package io.github.outpostrecovery.lab.flasharray;

import io.github.outpostrecovery.lab.datapath.FrontEnd;
import io.github.outpostrecovery.lab.flasharray.hardware.Hardware;
import io.github.outpostrecovery.lab.flasharray.inventory.Versions;
import io.github.outpostrecovery.lab.flasharray.load.LoadMeter;
import io.github.outpostrecovery.lab.flasharray.login.ManagementSessions;
import java.time.Duration;
import java.util.List;

/**
 * All that a simulated array knows, but for its accounts. Two that are equal are in the same state; CHAP secrets and
 * session tokens of the simulation are among it.
 *
 * @param origin what its identifiers are drawn from
 * @param sampling the interval that it was made with
 */
public record FlashArrayState(
        String name,
        String origin,
        FlashArraySettings settings,
        Duration sampling,
        Versions.Saved inventory,
        Hardware.Saved hardware,
        List<FlashArray.Discovery> discoveries,
        List<LoadMeter.Row> load,
        ManagementSessions.Saved managementSessions,
        FrontEnd.Saved frontEnd) {}
