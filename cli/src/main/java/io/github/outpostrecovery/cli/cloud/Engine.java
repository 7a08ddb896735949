package io.github.outpostrecovery.cli.cloud;

import io.github.outpostrecovery.core.compute.Compute;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.control.Controls;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.message.Console;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.readiness.ReadinessReports;
import io.github.outpostrecovery.core.reconcile.ReconcilerNotes;
import io.github.outpostrecovery.core.service.Alarms;
import io.github.outpostrecovery.core.service.Executions;

/**
 * The deployed engine, by core's own ports.
 *
 * @param executions starts executions of the recovery state machine, and says whether they live
 * @param approvals answers requests for approval
 */
public record Engine(
        Configurations configurations,
        RecoveryTable table,
        Controls controls,
        ReadinessReports readiness,
        ReconcilerNotes notes,
        Executions executions,
        Approvals approvals,
        Alarms alarms,
        Compute compute,
        Console console) {
    /** The code of the {@link CloudTroubleException} of an engine that is not there. */
    public static final String NOT_DEPLOYED = "EngineNotDeployed";

    /** The approving state machine. */
    public interface Approvals {
        /**
         * Answers a request, by one execution of the approving state machine, and waits for its end.
         *
         * @param evidence the hash of the evidence that the person has seen
         */
        Answered answer(IncidentId incident, Decision decision, String evidence, String reason);

        /** What a person decides. */
        enum Decision {
            APPROVE,
            REJECT
        }

        /** What became of an answer. */
        sealed interface Answered {
            /** The waiting execution has it. */
            record Taken() implements Answered {}

            /** It was not taken: the request is gone, or it is about other evidence. */
            record NotTaken(String why) implements Answered {}
        }
    }
}
