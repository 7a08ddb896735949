package io.github.outpostrecovery.lab.simulation.fault.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.World.Zombie;
import io.github.outpostrecovery.lab.simulation.fault.Ends;
import io.github.outpostrecovery.lab.simulation.fault.InRecovery;
import io.github.outpostrecovery.lab.simulation.fault.Objections;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Something comes in besides that is no alarm of a protected machine. */
record StrangeMessage(FaultCard card, Kind kind) implements InRecovery {
    private static final String STRANGER = "db-07";
    private static final String OTHER_ACCOUNT = "999988887777";

    /** What comes in. */
    enum Kind {
        /** The alarm of an instance that nobody has protected. */
        OF_A_STRANGER,
        /** An alarm that watches no machine. */
        WITHOUT_A_MACHINE,
        /** An event that was put on the bus from another account. */
        OF_ANOTHER_ACCOUNT,
        /** A message to the topic that is no alarm at all. */
        GARBAGE
    }

    /** What comes in besides comes once, so that it can be counted. */
    @Override
    public World prepare(World world) {
        return InRecovery.recovering(world).withDuplicates(0);
    }

    @Override
    public void arrange(Stage stage) {
        Duration when = stage.chance().between(Duration.ZERO, Duration.ofSeconds(150));
        stage.afterTheFailure(when, () -> {
            send(stage.site());
            stage.struck();
        });
    }

    private void send(SimulatedSite site) {
        var triggers = site.region().triggers();
        switch (kind) {
            case OF_A_STRANGER ->
                triggers.publish(ForgedAlarm.message("outpost-recovery-" + STRANGER, "i-0123456789abcdef0"));
            case WITHOUT_A_MACHINE -> {
                ObjectNode message = ForgedAlarm.message(site.alarm().value(), "");
                message.remove("Trigger");
                triggers.publish(message);
            }
            case OF_ANOTHER_ACCOUNT ->
                triggers.putEvent(ForgedAlarm.event(
                        OTHER_ACCOUNT,
                        ForgedAlarm.message(
                                site.alarm().value(),
                                site.ledger().current().id().value())));
            case GARBAGE -> triggers.publish("{\"NewStateValue\":[\"ALARM\"");
        }
    }

    private boolean refused() {
        return switch (kind) {
            case OF_A_STRANGER, WITHOUT_A_MACHINE -> true;
            case OF_ANOTHER_ACCOUNT, GARBAGE -> false;
        };
    }

    /** The one about the stranger may end first. */
    @Override
    public Set<Outcome> endsAs(World world) {
        return refused() ? Ends.as(world, Outcome.RECOVERED, Outcome.REFUSED) : Ends.as(world, Outcome.RECOVERED);
    }

    @Override
    public List<String> objections(SimulatedSite site, World world) {
        Objections objections = Objections.at(site).unlessIncidents(1);
        if (world.zombie() == Zombie.STAYS_DEAD) {
            objections.unlessEnded(Outcome.RECOVERED, 1);
        }
        objections.unlessEnded(Outcome.REFUSED, refused() ? 1 : 0);
        if (kind == Kind.OF_A_STRANGER) {
            objections.unlessPaged(STRANGER);
        }
        return objections.list();
    }
}
