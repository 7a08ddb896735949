package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.cli.aws.AwsCloud;
import io.github.outpostrecovery.cli.cloud.Cloud;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** On which account and Region a command works: one of AWS, or the simulated one in a folder. */
final class CloudOptions {
    @Option(names = "--local", description = "work on the simulated site in this JVM, without an AWS account")
    private boolean local;

    @Option(
            names = "--site",
            paramLabel = "DIR",
            description = "where the simulated site lives between commands (default: ${DEFAULT-VALUE})",
            defaultValue = ".outpost-recovery/site")
    private Path folder = Path.of(".outpost-recovery", "site");

    @Option(names = "--profile", description = "the profile of the AWS configuration files")
    private @Nullable String profile;

    @Option(
            names = {"--region", "--region-name"},
            description = "the AWS Region (default: as the AWS tools find it; us-west-2 if they find none)")
    private @Nullable String region;

    @Option(
            names = "--stack",
            description = "the name of the engine's stack (default: ${DEFAULT-VALUE})",
            defaultValue = "outpost-recovery")
    private String stack = "outpost-recovery";

    /** Opens the account, does the work, and leaves the account in order. */
    <T> T on(CommandLine command, Function<Cloud, T> work) {
        if (local) {
            throw new IllegalArgumentException(
                    "the simulated site in " + folder + " does not know this for " + command.getCommandName());
        }
        return work.apply(AwsCloud.open(Optional.ofNullable(profile), Optional.ofNullable(region), stack));
    }
}
