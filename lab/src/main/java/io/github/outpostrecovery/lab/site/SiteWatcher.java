package io.github.outpostrecovery.lab.site;

import io.github.outpostrecovery.core.compute.LaunchOrder;
import io.github.outpostrecovery.core.control.KillSwitch;
import io.github.outpostrecovery.core.control.MaintenanceWindow;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.lab.asl.Checkpoint;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.StepListener;

/**
 * Learns what the engine does: its steps, what the books hold, and what it asks of EC2, each at the instant at which it
 * happens and whether or not the engine gets the answer. It must not act, and asks nothing that takes time.
 */
public interface SiteWatcher extends StepListener, Checkpoint {
    @Override
    default void beforeCall(ExecutionArn execution, String state) {}

    /** The books of an instance now say this. */
    default void committed(InstanceLedger ledger) {}

    /** An execution now has its record. Comes right after {@link #committed} of the books that are written with it. */
    default void recorded(IncidentRecord record) {}

    /** The kill switch is now so. */
    default void switched(KillSwitch killSwitch) {}

    /** This window is now the one of its instance. */
    default void declared(MaintenanceWindow window) {}

    /** Somebody has put the books back to what they were at some earlier time. */
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
