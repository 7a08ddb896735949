package io.github.outpostrecovery.lab.site;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.compute.LaunchOrder;
import io.github.outpostrecovery.core.control.KillSwitch;
import io.github.outpostrecovery.core.control.MaintenanceWindow;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.storm.Suspect;
import io.github.outpostrecovery.lab.asl.StepListener;
import java.util.Optional;

/**
 * Learns what the engine does: its steps, what the books hold, and what it asks of EC2, each at the instant at which it
 * happens and whether or not the engine gets the answer. It must not act, and asks nothing that takes time.
 */
public interface SiteWatcher extends StepListener {
    /** A handler begins. Another may begin and end meanwhile, if this one hangs. */
    default void invoked(Invocation invocation) {}

    /** A handler has ended: with what it returned, or without if it threw or was cut short. */
    default void returned(Invocation invocation, Optional<JsonNode> result) {}

    /** The books of an instance now say this. */
    default void committed(InstanceLedger ledger) {}

    /** An execution now has its record. Comes right after {@link #committed} of the books that are written with it. */
    default void recorded(IncidentRecord record) {}

    /** The kill switch is now so. */
    default void switched(KillSwitch killSwitch) {}

    /** This window is now the one of its instance. */
    default void declared(MaintenanceWindow window) {}

    /** An open incident has told the others of itself. */
    default void noted(Suspect suspect) {}

    /** Somebody has put the books back to what they were at some earlier time; what they say now is told next. */
    default void booksRestored() {}

    /** The engine sends a launch. */
    default void launching(LaunchOrder order) {}

    /** The engine asks EC2 to stop a machine. */
    default void stopping(Ec2InstanceId machine) {}

    /** The engine asks EC2 to start a machine that was stopped. */
    default void starting(Ec2InstanceId machine) {}

    /** The engine asks EC2 to end a machine for good. */
    default void terminating(Ec2InstanceId machine) {}
}
