package io.github.outpostrecovery.cli;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.name.IncidentId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code resume}: takes an incident up again. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description =
                "Takes up an incident whose execution has ended, or that waits for a person: by a new execution, from the stored plan.")
final class ResumeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "INCIDENT", description = "such as web-01#1")
    private String incident = "";

    @Mixin
    private LocalSite site = new LocalSite();

    @Mixin
    private ResultOutput output = new ResultOutput();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        IncidentId id = IncidentId.parse(incident);
        CommandSpec command = requireNonNull(spec, "picocli sets it");
        return site.reopen(output, command.commandLine(), drill -> drill.resume(id));
    }
}
