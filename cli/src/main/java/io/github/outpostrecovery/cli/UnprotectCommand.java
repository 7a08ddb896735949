package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.cli.cleanup.Unprotecting;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code unprotect}: has the engine guard an instance no more. */
@Command(
        name = "unprotect",
        mixinStandardHelpOptions = true,
        description = {
            "Deletes the stack autorestart-INSTANCE: alarm, configuration, right to pass the profile. The machine runs"
                    + " on. The",
            "books stay, since a generation is never used twice, and a later protect goes on from them. Refused while"
                    + " an incident",
            "is open."
        })
final class UnprotectCommand extends CloudCommand {
    @Parameters(paramLabel = "INSTANCE", description = "such as web-01")
    private String instance = "";

    @Mixin
    private PromptOptions prompting = new PromptOptions();

    @Override
    void check() {
        InstanceName _ = new InstanceName(instance);
    }

    @Override
    ExitCode work(Cloud cloud) {
        return CleanupOutput.show(
                this,
                instance,
                new Unprotecting(cloud)
                        .unprotect(new InstanceName(instance), prompting.consent(command(), Optional.empty())));
    }
}
