package io.github.outpostrecovery.lab.simulation.fault.trigger;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.service.Alarms;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.World.Fate;
import io.github.outpostrecovery.lab.simulation.World.Zombie;
import io.github.outpostrecovery.lab.simulation.fault.InRecovery;
import io.github.outpostrecovery.lab.simulation.fault.Objections;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The alarm goes to OK and back to ALARM while its first message is worked on. */
record Flapping(FaultCard card, Fate fate, Outcome end) implements Fault {
    private static final int MOST = 4;

    @Override
    public boolean fits(World world) {
        return true;
    }

    @Override
    public World prepare(World world) {
        return InRecovery.recovering(world).with(fate).with(Zombie.STAYS_DEAD);
    }

    @Override
    public void arrange(Stage stage) {
        stage.onceEntering("Open the incident", execution -> {
            int flaps = 1 + stage.chance().nextInt(MOST);
            for (int flap = 0; flap < flaps; flap++) {
                stage.later(stage.chance().between(Duration.ofSeconds(1), Duration.ofSeconds(50)), () -> flap(stage));
            }
        });
    }

    /** Only while it watches the machine that it went off for: what comes later is an alarm of another. */
    private static void flap(Stage stage) {
        SimulatedSite site = stage.site();
        boolean same = site.region()
                .alarms()
                .alarm(site.alarm())
                .filter(alarm ->
                        alarm.machine().equals(site.ledger().current().id().value()))
                .isPresent();
        if (same && site.ledger().lastIncident() <= 1) {
            site.region().alarms().setState(site.alarm(), Alarms.Value.OK, "flapping");
            site.region().alarms().setState(site.alarm(), Alarms.Value.ALARM, "flapping");
            stage.struck();
        }
    }

    @Override
    public Set<Outcome> endsAs(World world) {
        return EnumSet.of(end);
    }

    /** However often it rings: one machine is launched where one has failed, and none where none has. */
    @Override
    public List<String> objections(SimulatedSite site, World world) {
        return switch (end) {
            case RECOVERED ->
                Objections.at(site)
                        .unlessIncidents(1)
                        .unlessEnded(Outcome.RECOVERED, 1)
                        .list();
            case STOOD_DOWN ->
                Objections.at(site)
                        .unlessEnded(Outcome.RECOVERED, 0)
                        .unlessArraysUntouched()
                        .list();
            case RECOVERED_DEGRADED, REFUSED, FENCED_AND_PAGED, DUPLICATE, SUPPRESSED, REJECTED, EXPIRED -> List.of();
        };
    }
}
