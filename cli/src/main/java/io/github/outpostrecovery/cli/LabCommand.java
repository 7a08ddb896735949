package io.github.outpostrecovery.cli;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab}: what can be done to a simulated site. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = "Works on the simulated site itself.",
        subcommands = LabCommand.Advance.class)
final class LabCommand {
    /** {@code lab advance}: lets time pass. */
    @Command(
            name = "advance",
            mixinStandardHelpOptions = true,
            description = "Lets simulated time pass: time-outs expire, late requests land.")
    static final class Advance implements Callable<Integer> {
        @Option(
                names = "--by",
                required = true,
                paramLabel = "DURATION",
                description = "as in PT5H (five hours) or PT10M (ten minutes)")
        private Duration by = Duration.ZERO;

        @Mixin
        private LocalSite site = new LocalSite();

        @Mixin
        private ResultOutput output = new ResultOutput();

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            CommandSpec command = requireNonNull(spec, "picocli sets it");
            return site.reopen(output, command.commandLine(), drill -> drill.pass(by));
        }
    }
}
