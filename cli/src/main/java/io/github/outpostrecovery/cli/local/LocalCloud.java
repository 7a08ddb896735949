package io.github.outpostrecovery.cli.local;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.Engine;
import io.github.outpostrecovery.core.recovery.Services;
import io.github.outpostrecovery.lab.region.RegionIdentity;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.time.Agenda;
import java.time.Duration;
import java.time.Instant;

/** The simulated account and Region of a site, as an operator's command sees them. */
public final class LocalCloud {
    private static final String PARTITION = "aws";
    private static final String STACK = "outpost-recovery";

    private LocalCloud() {}

    /**
     * Opens it. Its clock is the site's, and whoever waits lets time pass there.
     *
     * @param save keeps the site; called after every pause
     */
    public static Cloud of(SimulatedSite site, Runnable save) {
        RegionIdentity region = site.region().identity();
        var ec2 = site.region().ec2().api();
        return new Cloud(
                new Cloud.Place(PARTITION, region.code(), region.account(), STACK),
                new LocalDirectory(site.region()),
                new LocalMachines(ec2),
                new LocalTemplates(ec2),
                new LocalNetwork(ec2),
                new LocalStacks(site.region().stacks(), length -> pass(site.agenda(), length)),
                engine(site),
                new LocalArrays(site),
                site.agenda(),
                length -> {
                    pass(site.agenda(), length);
                    save.run();
                });
    }

    private static Engine engine(SimulatedSite site) {
        Services services = site.engine();
        return new Engine(
                services.configurations(),
                services.table(),
                services.controls(),
                services.readiness(),
                services.notes(),
                services.executions(),
                new LocalApprovals(site),
                services.alarms(),
                services.compute(),
                services.console());
    }

    /** Everything happens that is due by then, the engine's work included. */
    private static void pass(Agenda agenda, Duration length) {
        Instant end = agenda.instant().plus(length);
        agenda.runUntil(end, () -> false);
        if (end.isAfter(agenda.instant())) {
            agenda.advance(Duration.between(agenda.instant(), end));
        }
    }
}
