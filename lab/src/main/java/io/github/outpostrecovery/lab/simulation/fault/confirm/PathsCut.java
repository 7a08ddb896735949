package io.github.outpostrecovery.lab.simulation.fault.confirm;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.fault.Ends;
import io.github.outpostrecovery.lab.simulation.fault.InRecovery;
import io.github.outpostrecovery.lab.simulation.fault.Objections;
import io.github.outpostrecovery.lab.site.ArrayKind;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteArray;
import java.util.List;
import java.util.Set;

/** The first recovery server does not reach every portal. */
record PathsCut(FaultCard card, Extent extent) implements InRecovery {
    /** Which portals it does not reach. */
    enum Extent {
        /** All but one of each array. */
        ALL_BUT_ONE,
        /** Those of the second array, where data volumes are. */
        SECOND_ARRAY
    }

    @Override
    public World prepare(World world) {
        World recovering = InRecovery.recovering(world);
        return switch (extent) {
            case ALL_BUT_ONE -> recovering;
            case SECOND_ARRAY -> {
                ArrayKind first = world.arrays().getFirst();
                yield recovering
                        .on(List.of(
                                first,
                                world.arrays().size() > 1 ? world.arrays().getLast() : first))
                        .with(world.topology(), Math.max(2, world.volumes()));
            }
        };
    }

    @Override
    public void arrange(Stage stage) {
        SimulatedSite site = stage.site();
        String server = SimulatedSite.servers().get(1);
        List<SiteArray> arrays =
                extent == Extent.SECOND_ARRAY ? List.of(site.arrays().getLast()) : site.arrays();
        for (SiteArray array : arrays) {
            array.portalAddresses().stream()
                    .skip(extent == Extent.SECOND_ARRAY ? 0 : 1)
                    .forEach(portal -> {
                        site.machines().apply(new SiteEvent.PathCut(server, portal));
                        stage.struck();
                    });
        }
    }

    @Override
    public Set<Outcome> endsAs(World world) {
        return switch (extent) {
            case ALL_BUT_ONE -> Ends.as(world, Outcome.RECOVERED_DEGRADED);
            case SECOND_ARRAY -> Ends.as(world, Outcome.RECOVERED);
        };
    }

    @Override
    public List<String> objections(SimulatedSite site, World world) {
        Objections objections = Objections.at(site).unlessIncidents(1);
        return switch (extent) {
            case ALL_BUT_ONE ->
                objections.unlessCurrent(2).unlessPaged("RECOVERED_DEGRADED").list();
            case SECOND_ARRAY -> objections.unlessCurrent(3).list();
        };
    }
}
