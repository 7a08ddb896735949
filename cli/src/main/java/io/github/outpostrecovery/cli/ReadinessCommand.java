package io.github.outpostrecovery.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.cli.terminal.AnswerOutput;
import io.github.outpostrecovery.cli.terminal.TerminalSettings.ColourChoice;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.readiness.ReadinessReport;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import io.github.outpostrecovery.functions.json.CoreJson;
import java.time.Duration;
import java.time.Instant;
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

/** {@code readiness}: whether a recovery would succeed now. */
@Command(
        name = "readiness",
        mixinStandardHelpOptions = true,
        description = {
            "Rehearses every step of a recovery without changing anything, and tells what would fail.",
            "Where no site has been made yet, a new one is looked at. Exit code 0: ready, 4: not ready."
        })
final class ReadinessCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

    @Parameters(paramLabel = "INSTANCE", description = "such as web-01")
    private String instance = "";

    @Mixin
    private CloudOptions options = new CloudOptions();

    @Mixin
    private AnswerOutput output = new AnswerOutput();

    @Option(names = "--no-color", description = "no colours; NO_COLOR in the environment means the same")
    private boolean noColour;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine command = requireNonNull(spec, "picocli sets it").commandLine();
        InstanceName name = new InstanceName(instance);
        ReadinessReport report = options.isLocal()
                ? options.site()
                        .visit(
                                command,
                                noColour ? ColourChoice.NEVER : ColourChoice.AUTOMATIC,
                                drill -> drill.readiness(name))
                : options.on(command, cloud -> rehearse(cloud, name));
        ObjectNode json = CoreJson.mapper().valueToTree(report);
        json.put("ready", report.passed());
        output.show(command.getOut(), json, FindingRows.HEADER, FindingRows.of(report.findings()));
        return (report.passed() ? ExitCode.DONE : ExitCode.NOTHING_DONE).code();
    }

    /** Starts a run on an account, and waits for its report. */
    private static ReadinessReport rehearse(Cloud cloud, InstanceName name) {
        if (cloud.engine().configurations().find(name) instanceof Configurations.Lookup.NotProtected) {
            throw new NotFoundException("no instance " + name + " is protected: see outpost-recovery status");
        }
        RecoveryCommand.Going going =
                RecoveryCommand.start(cloud, "readiness", name, new ExecutionRequest.Readiness(name));
        Instant end = going.since().plus(PATIENCE);
        while (true) {
            Optional<ReadinessReport> report = cloud.engine()
                    .readiness()
                    .latest(name)
                    .filter(latest -> latest.execution().equals(going.execution()));
            if (report.isPresent()) {
                return report.get();
            }
            Optional<IncidentRecord> refused = cloud.engine().table().recordOf(going.execution());
            if (refused.isPresent()) {
                throw new NotFoundException(refused.get().reason());
            }
            if (!cloud.clock().instant().isBefore(end)) {
                throw new IllegalStateException("the readiness run has no report after " + PATIENCE.toMinutes()
                        + " minutes: look at " + cloud.engine().console().of(going.execution()));
            }
            Waiting.pass(cloud.pause(), BETWEEN_LOOKS);
        }
    }
}
