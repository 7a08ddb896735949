package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.cli.cloud.Engine.Approvals;
import picocli.CommandLine.Command;

/** {@code approve}: answers a request for approval, as the console does. */
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        description = "Approves what an incident waits for: the primary is verified again, then fenced.")
final class ApproveCommand extends AnswerCommand {
    @Override
    Approvals.Decision decision() {
        return Approvals.Decision.APPROVE;
    }
}
