package io.github.outpostrecovery.cli;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.cli.terminal.TerminalSettings.ColourChoice;
import io.github.outpostrecovery.lab.drill.Drill;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab repair}: mends what {@code lab fail} broke. */
@Command(
        name = "repair",
        mixinStandardHelpOptions = true,
        description = {
            "Gives a server its power and its service link back, and wakes what hangs on it; all servers if none is"
                    + " named.",
            "A machine that was replaced meanwhile boots again as a zombie, and is kept out by its fence."
        })
final class LabRepairCommand implements Callable<Integer> {
    @Mixin
    private LabSite site = new LabSite();

    @Parameters(arity = "0..1", paramLabel = "SERVER", description = "such as store-portland-1 or an Outpost ARN")
    private @Nullable String server;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine command = requireNonNull(spec, "picocli sets it").commandLine();
        List<String> violations = site.reopen(command, ColourChoice.AUTOMATIC, this::mend);
        if (violations.isEmpty()) {
            command.getOut().println("Mended. Nobody writes who may not.");
        } else {
            violations.forEach(command.getOut()::println);
        }
        command.getOut().flush();
        return (violations.isEmpty() ? ExitCode.DONE : ExitCode.FAILED).code();
    }

    private List<String> mend(Drill drill) {
        String named = server;
        List<String> servers = named == null
                ? LabServers.of(drill.site())
                : List.of(LabServers.named(drill.site(), named)
                        .orElseThrow(() -> new NotFoundException(
                                "no server of this site is called " + named + ": lab show lists them")));
        drill.mend(servers.stream().filter(arn -> isPutUp(drill, arn)).toList());
        return drill.site().oracle().violations().stream()
                .map(violation -> violation.invariant() + " at " + violation.at() + ": " + violation.what())
                .toList();
    }

    private static boolean isPutUp(Drill drill, String arn) {
        return drill.site().machines().save().servers().stream()
                .anyMatch(one -> one.arn().equals(arn));
    }
}
