package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.cli.aws.AwsCloud;
import io.github.outpostrecovery.cli.cloud.Cloud;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** On which account and Region a command works: one of AWS, or the simulated one in a folder. */
final class CloudOptions {
    @Mixin
    private LocalSite site = new LocalSite();

    @Option(names = "--profile", paramLabel = "NAME", description = "the profile of the AWS configuration files")
    private @Nullable String profile;

    @Option(
            names = {"--region", "--region-name"},
            paramLabel = "REGION",
            description = "the AWS Region (default: as the AWS tools find it; us-west-2 if they find none)")
    private @Nullable String region;

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            description = "the name of the engine's stack (default: ${DEFAULT-VALUE})",
            defaultValue = "outpost-recovery")
    private String stack = "outpost-recovery";

    /** Whether the simulated site is meant. */
    boolean isLocal() {
        return site.isMeant();
    }

    /** The simulated site, for commands that do more with it than an account can. */
    LocalSite site() {
        return site;
    }

    /** Opens the account, does the work, and leaves the account in order. */
    <T> T on(CommandLine command, Function<Cloud, T> work) {
        return isLocal()
                ? site.work(command, work)
                : work.apply(AwsCloud.open(Optional.ofNullable(profile), Optional.ofNullable(region), stack));
    }
}
