package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.lab.drill.Drill;
import io.github.outpostrecovery.lab.drill.DrillResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code approve}: answers a request for approval, as the console does. */
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        description = "Approves what an incident waits for: the primary is verified again, then fenced.")
final class ApproveCommand extends LocalSiteCommand {
    @Parameters(paramLabel = "INCIDENT", description = "such as web-01#1")
    private String incident = "";

    @Option(names = "--reason", description = "for the record (default: ${DEFAULT-VALUE})", defaultValue = "by command")
    private String reason = "by command";

    @Override
    void check() {
        IncidentId.parse(incident);
    }

    @Override
    DrillResult work(Drill drill) {
        return drill.answer(IncidentId.parse(incident), "approve", reason);
    }
}
