package io.github.outpostrecovery.core.recovery;

import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.Optional;

/** How an execution begins, or that it ends at once; with the instance that it is for, wherever that is known. */
public sealed interface OpenOutcome {
    /** This execution owns the incident; the primary has to be verified. */
    record Opened(IncidentId incident, String instance, String machine) implements OpenOutcome {}

    /** This execution has taken an incident over whose plan is stored: on with the fence. */
    record TakenOver(IncidentId incident, String instance, String machine) implements OpenOutcome {}

    /** This execution owns the incident of a planned move: the move is prepared, then the guest is asked to stop. */
    record MoveOpened(IncidentId incident, String instance, String machine) implements OpenOutcome {}

    /** This execution has taken a planned move over whose plan is stored: on with the fence. */
    record MoveTakenOver(IncidentId incident, String instance, String machine) implements OpenOutcome {}

    /** No incident: every step is rehearsed, and nothing is claimed, written down or changed. */
    record Readiness(InstanceName instance) implements OpenOutcome {}

    /** There is nothing to do: another execution sees to it, or has. */
    record Duplicate(Optional<InstanceName> instance, Optional<IncidentId> incident, String reason)
            implements OpenOutcome {}

    /** What the alarm names cannot be a victim now. */
    record StandDown(Optional<InstanceName> instance, Optional<IncidentId> incident, String reason)
            implements OpenOutcome {}

    /** People have said that nothing is to begin now: the books stay as they are. */
    record Suppress(InstanceName instance, String reason) implements OpenOutcome {}

    /** What came in cannot be worked on: a person has to look. */
    record Refuse(Optional<InstanceName> instance, Optional<IncidentId> incident, String reason)
            implements OpenOutcome {}
}
