package io.github.outpostrecovery.cli;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.name.IncidentId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reject}: answers a request for approval, as the console does. */
@Command(
        name = "reject",
        mixinStandardHelpOptions = true,
        description = "Rejects what an incident waits for: nothing is changed.")
final class RejectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "INCIDENT", description = "such as web-01#1")
    private String incident = "";

    @Option(names = "--reason", description = "for the record (default: ${DEFAULT-VALUE})", defaultValue = "by command")
    private String reason = "by command";

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
        return site.reopen(output, command.commandLine(), drill -> drill.answer(id, "reject", reason));
    }
}
