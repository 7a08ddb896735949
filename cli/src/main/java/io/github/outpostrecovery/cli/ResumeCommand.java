package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import io.github.outpostrecovery.lab.drill.Drill;
import io.github.outpostrecovery.lab.drill.DrillResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code resume}: takes an incident up again. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Takes up an incident whose execution has ended, or that waits for a person:",
            "by a new execution, from the stored plan."
        })
final class ResumeCommand extends RecoveryCommand {
    @Parameters(paramLabel = "INCIDENT", description = "such as web-01#1")
    private String incident = "";

    @Override
    void check() {
        IncidentId.parse(incident);
    }

    @Override
    DrillResult onSite(Drill drill) {
        return drill.resume(IncidentId.parse(incident));
    }

    @Override
    Going onAccount(Cloud cloud) {
        IncidentId id = IncidentId.parse(incident);
        Incident newest = cloud.engine()
                .table()
                .read(id.instance())
                .flatMap(InstanceLedger::incident)
                .filter(known -> known.id().equals(id))
                .orElseThrow(() -> new NotFoundException("there is no incident " + id + " that could be resumed"));
        if (newest.state() == Incident.State.CLOSED) {
            throw new IllegalStateException(id + " is closed: it ended as "
                    + newest.outcome().map(Enum::name).orElse("unknown"));
        }
        return start(cloud, "resume", id.instance(), new ExecutionRequest.Resume(id));
    }
}
