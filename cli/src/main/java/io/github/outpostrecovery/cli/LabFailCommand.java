package io.github.outpostrecovery.cli;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.lab.drill.Drill;
import io.github.outpostrecovery.lab.drill.DrillOptions;
import io.github.outpostrecovery.lab.drill.DrillResult;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab fail}: breaks something by its name. */
@Command(
        name = "fail",
        mixinStandardHelpOptions = true,
        description = {
            "Breaks the server of an instance, or a server, and lets the engine answer until it has ended or waits for"
                    + " a",
            "person. Shows what became of each protected instance there, with the exit codes of a drill."
        })
final class LabFailCommand implements Callable<Integer> {
    /** What can happen to a machine. */
    enum How {
        DEAD(DrillOptions.Primary.DEAD),
        ISOLATED(DrillOptions.Primary.ISOLATED),
        HUNG(DrillOptions.Primary.HUNG);

        private final DrillOptions.Primary fate;

        How(DrillOptions.Primary fate) {
            this.fate = fate;
        }
    }

    @Mixin
    private LabSite site = new LabSite();

    @Parameters(paramLabel = "INSTANCE|SERVER", description = "such as web-01, store-portland-1 or an Outpost ARN")
    private String target = "";

    @Option(
            names = "--how",
            description = {
                "dead: the server loses its power; isolated: it loses its service link, and its machines go on; hung:"
                        + " the guest",
                "does nothing any more (default: ${DEFAULT-VALUE})"
            },
            defaultValue = "DEAD")
    private How how = How.DEAD;

    @Mixin
    private ResultOutput output = new ResultOutput();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        output.check();
        CommandLine command = requireNonNull(spec, "picocli sets it").commandLine();
        List<DrillResult> results = site.reopen(command, output.colour(), this::fail);
        ExitCode worst = ExitCode.DONE;
        for (DrillResult result : results) {
            int _ = output.show(result, command.getOut(), command.getErr());
            ExitCode code = ExitCode.of(result);
            worst = isWorse(code, worst) ? code : worst;
        }
        return worst.code();
    }

    private List<DrillResult> fail(Drill drill) {
        SimulatedSite opened = drill.site();
        Optional<String> server = LabServers.named(opened, target);
        if (server.isEmpty()) {
            List<DrillResult> one = List.of(drill.strike(instance(opened), how.fate));
            output.report(drill);
            return one;
        }
        List<InstanceName> there = opened.instances().stream()
                .filter(name -> opened.books(name)
                        .filter(books -> books.current().server().value().equals(server.get()))
                        .isPresent())
                .toList();
        if (there.isEmpty()) {
            drill.breakIdle(new OutpostArn(server.get()), how.fate);
            return List.of();
        }
        List<DrillResult> results = new ArrayList<>();
        results.add(drill.strike(there.getFirst(), how.fate));
        output.report(drill);
        there.stream().skip(1).forEach(other -> results.add(drill.resultOf(other)));
        return results;
    }

    private InstanceName instance(SimulatedSite opened) {
        boolean known =
                opened.instances().stream().anyMatch(name -> name.value().equals(target));
        if (!known) {
            throw new NotFoundException("neither a protected instance nor a server of this site is called " + target
                    + ": instances are " + opened.instances() + "; servers are listed by lab show");
        }
        return new InstanceName(target);
    }

    /** Violations first, then what a person must act on, then what waits for one. */
    private static boolean isWorse(ExitCode one, ExitCode other) {
        return rank(one) > rank(other);
    }

    private static int rank(ExitCode code) {
        return switch (code) {
            case DONE -> 0;
            case NOTHING_DONE -> 1;
            case WAITING_FOR_APPROVAL -> 2;
            case A_PERSON_MUST_ACT -> 3;
            case FAILED, USAGE, NOT_FOUND, INTERRUPTED -> 4;
        };
    }
}
