package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.cli.cleanup.CleaningUp;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cleanup}: undoes all that was made for an instance. */
@Command(
        name = "cleanup",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Ends an instance and undoes all that was made for it, in this order, each step asked about: terminates"
                    + " the machine",
            "and waits until EC2 says so, deletes its launch templates and its stack, and takes the names of all its"
                    + " generations",
            "off the arrays; one that still reaches a volume is fenced first. No volume and no data is ever deleted."
                    + " Tells what",
            "stays. May be repeated. Refused while an incident is open."
        })
final class CleanupCommand extends CloudCommand {
    @Parameters(paramLabel = "INSTANCE", description = "such as web-01")
    private String instance = "";

    @Option(
            names = {"-i", "--instance-id"},
            paramLabel = "ID",
            description = "the machine, where neither books nor tags tell")
    private @Nullable String machine;

    @Option(
            names = "--confirm",
            paramLabel = "ID",
            description = "the id of the machine that is to be terminated, in place of typing it; for scripts")
    private @Nullable String confirm;

    @Mixin
    private ArrayFlags arrays = new ArrayFlags();

    @Mixin
    private PromptOptions prompting = new PromptOptions();

    @Override
    void check() {
        InstanceName _ = new InstanceName(instance);
        Optional.ofNullable(machine).ifPresent(Ec2InstanceId::new);
        arrays.described();
    }

    @Override
    ExitCode work(Cloud cloud) throws InterruptedException {
        CleaningUp.Request request = new CleaningUp.Request(
                new InstanceName(instance),
                Optional.ofNullable(machine).map(Ec2InstanceId::new),
                arrays.described(),
                ControlCommand.operator());
        return CleanupOutput.show(
                this,
                instance,
                new CleaningUp(cloud).cleanUp(request, prompting.consent(command(), Optional.ofNullable(confirm))));
    }
}
