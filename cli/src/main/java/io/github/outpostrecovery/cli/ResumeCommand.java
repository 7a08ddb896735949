package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.core.name.IncidentId;
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
final class ResumeCommand extends LocalSiteCommand {
    @Parameters(paramLabel = "INCIDENT", description = "such as web-01#1")
    private String incident = "";

    @Override
    void check() {
        IncidentId.parse(incident);
    }

    @Override
    DrillResult work(Drill drill) {
        return drill.resume(IncidentId.parse(incident));
    }
}
