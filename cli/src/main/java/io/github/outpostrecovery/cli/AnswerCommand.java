package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.Engine.Approvals;
import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.lab.drill.Drill;
import io.github.outpostrecovery.lab.drill.DrillResult;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that answers a request for approval, as the console does. */
@Command
abstract class AnswerCommand extends RecoveryCommand {
    @Parameters(paramLabel = "INCIDENT", description = "such as web-01#1")
    private String incident = "";

    @Option(names = "--reason", description = "for the record (default: ${DEFAULT-VALUE})", defaultValue = "by command")
    private String reason = "by command";

    @Option(
            names = "--evidence",
            paramLabel = "HASH",
            defaultValue = "",
            description = "answer only if this is the evidence that is asked about, as the mail names it")
    private String evidence = "";

    /** What it answers. */
    abstract Approvals.Decision decision();

    @Override
    final void check() {
        IncidentId.parse(incident);
    }

    @Override
    final DrillResult onSite(Drill drill) {
        return drill.answer(IncidentId.parse(incident), decision().name().toLowerCase(Locale.ROOT), reason);
    }

    @Override
    final Going onAccount(Cloud cloud) {
        IncidentId id = IncidentId.parse(incident);
        Incident asked = cloud.engine()
                .table()
                .read(id.instance())
                .flatMap(InstanceLedger::incident)
                .filter(newest -> newest.id().equals(id))
                .orElseThrow(() -> new NotFoundException("there is no incident " + id));
        ApprovalRequest request = asked.approval()
                .filter(_ -> asked.waitsForAPerson())
                .orElseThrow(
                        () -> new IllegalStateException(id + " does not wait for an approval: it is " + asked.state()));
        if (!evidence.isEmpty() && !evidence.equals(request.evidence())) {
            throw new IllegalStateException(id + " is asked about other evidence by now (" + request.evidence()
                    + "): look at it first with outpost-recovery explain " + id);
        }
        Instant now = cloud.clock().instant();
        return switch (cloud.engine().approvals().answer(id, decision(), request.evidence(), reason)) {
            case Approvals.Answered.Taken() -> new Going(asked.owner(), id.instance(), now);
            case Approvals.Answered.NotTaken(String why) ->
                throw new IllegalStateException("the answer to " + id + " was not taken: " + why);
        };
    }
}
