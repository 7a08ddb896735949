package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.cli.cloud.Engine.Approvals;
import picocli.CommandLine.Command;

/** {@code reject}: answers a request for approval, as the console does. */
@Command(
        name = "reject",
        mixinStandardHelpOptions = true,
        description = "Rejects what an incident waits for: it ends, and nothing is changed.")
final class RejectCommand extends AnswerCommand {
    @Override
    Approvals.Decision decision() {
        return Approvals.Decision.REJECT;
    }
}
