package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.lab.drill.Drill;
import io.github.outpostrecovery.lab.drill.DrillResult;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lab}: what can be done to a simulated site. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = "Works on the simulated site itself, or serves an array of it to other processes.",
        subcommands = {
            LabOpenCommand.class,
            LabShowCommand.class,
            LabFailCommand.class,
            LabRepairCommand.class,
            LabCommand.Advance.class,
            ServeCommand.class
        })
final class LabCommand {
    /** {@code lab advance}: lets time pass. */
    @Command(
            name = "advance",
            mixinStandardHelpOptions = true,
            description = "Lets simulated time pass: time-outs expire, late requests land.")
    static final class Advance extends LocalSiteCommand {
        @Option(
                names = "--by",
                required = true,
                paramLabel = "DURATION",
                description = "as in PT5H (five hours) or PT10M (ten minutes)")
        private Duration by = Duration.ZERO;

        private boolean uneventful;

        @Override
        void check() {
            if (by.isNegative() || by.compareTo(Duration.ofDays(30)) > 0) {
                throw new IllegalArgumentException("--by is between nothing and P30D, not " + by);
            }
        }

        @Override
        DrillResult work(Drill drill) {
            DrillResult result = drill.pass(by);
            uneventful = result.outcome().equals(DrillResult.NOTHING_HAPPENED)
                    && result.invariants().violations().isEmpty();
            return result;
        }

        /** Time in which nothing happens has passed as well as any other. */
        @Override
        int exit(int ofResult) {
            return uneventful ? ExitCode.DONE.code() : ofResult;
        }
    }
}
