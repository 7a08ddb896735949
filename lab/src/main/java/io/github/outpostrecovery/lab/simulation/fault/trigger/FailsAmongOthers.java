package io.github.outpostrecovery.lab.simulation.fault.trigger;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.storm.Suspect;
import io.github.outpostrecovery.functions.table.ItemStormBooks;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.World.Fate;
import io.github.outpostrecovery.lab.simulation.World.Zombie;
import io.github.outpostrecovery.lab.simulation.fault.Worlds;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteWatcher;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What the incidents of other instances have told is in the books, as soon as this one has told of itself. */
record FailsAmongOthers(FaultCard card) implements Fault {
    private static final int OTHERS = 6;

    @Override
    public boolean fits(World world) {
        return true;
    }

    @Override
    public World prepare(World world) {
        return world.with(Fate.GUEST_GONE).with(Zombie.STAYS_DEAD).with(Mode.AUTOMATIC, world.answer());
    }

    @Override
    public void arrange(Stage stage) {
        boolean[] told = {false};
        stage.site().watch(new SiteWatcher() {
            @Override
            public void noted(Suspect suspect) {
                if (!told[0] && suspect.incident().instance().value().equals(SimulatedSite.instanceName())) {
                    told[0] = true;
                    stage.later(Duration.ZERO, () -> tell(stage, suspect));
                }
            }
        });
    }

    private static void tell(Stage stage, Suspect first) {
        ItemStormBooks books = new ItemStormBooks(stage.site().region().table());
        OutpostArn living = new OutpostArn(SimulatedSite.servers().get(1));
        try {
            tell(books, living, first);
            stage.struck();
        } catch (ServiceUnavailableException lost) {
            // Something else is wrong with the books: nobody hears of the others.
        }
    }

    private static void tell(ItemStormBooks books, OutpostArn living, Suspect first) {
        for (int other = 1; other <= OTHERS; other++) {
            books.note(new Suspect(
                    new IncidentId(new InstanceName("other-" + other), 1),
                    first.priority(),
                    living,
                    first.arrays(),
                    Suspect.Kind.GUEST,
                    Suspect.Stage.LEFT,
                    Optional.empty(),
                    first.openedAt(),
                    first.notedAt()));
        }
    }

    @Override
    public Set<Outcome> endsAs(World world) {
        return Worlds.afterAnApproval(world);
    }
}
