package io.github.outpostrecovery.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.cli.cloud.Engine;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.cli.terminal.AnswerOutput;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.functions.json.CoreJson;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
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

/** {@code history}: what every execution ended in. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Lists the records of an instance, or of all of them: one for each execution, newest last.")
final class HistoryCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "INSTANCE", description = "only of this one, such as web-01")
    private @Nullable String instance;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "2026-02-10T08:00:00Z, or how long ago: P7D (default: ${DEFAULT-VALUE})",
            defaultValue = "P90D")
    private String since = "P90D";

    @Mixin
    private CloudOptions options = new CloudOptions();

    @Mixin
    private AnswerOutput output = new AnswerOutput();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Optional<InstanceName> only = Optional.ofNullable(instance).map(InstanceName::new);
        Instant _ = beginning(Instant.EPOCH);
        CommandLine command = requireNonNull(spec, "picocli sets it").commandLine();
        List<IncidentRecord> records = options.on(
                command,
                cloud -> records(cloud.engine(), only, beginning(cloud.clock().instant())));
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        List<List<String>> rows = new ArrayList<>();
        for (IncidentRecord record : records) {
            json.add(CoreJson.mapper().<com.fasterxml.jackson.databind.JsonNode>valueToTree(record));
            rows.add(List.of(
                    record.at().toString(),
                    record.incident()
                            .map(Object::toString)
                            .or(() -> record.instance().map(Object::toString))
                            .orElse(""),
                    record.outcome().name(),
                    record.reason()));
        }
        output.show(command.getOut(), json, List.of("ENDED", "INCIDENT", "OUTCOME", "WHY"), rows);
        return ExitCode.DONE.code();
    }

    private static List<IncidentRecord> records(Engine engine, Optional<InstanceName> only, Instant since) {
        List<InstanceName> names = only.map(List::of).orElseGet(engine.configurations()::names);
        List<IncidentRecord> all = new ArrayList<>();
        for (InstanceName name : names) {
            List<IncidentRecord> found = engine.table().recordsOf(name, since);
            if (found.isEmpty() && only.isPresent() && engine.table().read(name).isEmpty()) {
                throw new NotFoundException("nothing is on the books about an instance " + name);
            }
            all.addAll(found);
        }
        all.sort(Comparator.comparing(IncidentRecord::at));
        return all;
    }

    private Instant beginning(Instant now) {
        try {
            return since.startsWith("P") || since.startsWith("p")
                    ? now.minus(Duration.parse(since))
                    : Instant.parse(since);
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException(
                    "--since \"" + since + "\" is no time: write 2026-02-10T08:00:00Z, or P7D for a week", malformed);
        }
    }
}
