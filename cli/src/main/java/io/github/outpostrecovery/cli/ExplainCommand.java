package io.github.outpostrecovery.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.cloud.Engine;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.cli.terminal.AnswerOutput;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.message.Explanation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.functions.json.CoreJson;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: why an incident went as it did. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Tells of an incident what was seen, what that means, what was done and what was not,",
            "and what would have had to be seen instead for another decision."
        })
final class ExplainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "INCIDENT", description = "such as web-01#7")
    private String incident = "";

    @Mixin
    private CloudOptions options = new CloudOptions();

    @Mixin
    private AnswerOutput output = new AnswerOutput();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        IncidentId id = IncidentId.parse(incident);
        CommandLine command = requireNonNull(spec, "picocli sets it").commandLine();
        Explanation explanation = options.on(command, cloud -> read(cloud.engine(), id));
        output.show(command.getOut(), json(explanation), explanation.text());
        return ExitCode.DONE.code();
    }

    private static Explanation read(Engine engine, IncidentId id) {
        Optional<Incident> known = engine.table()
                .read(id.instance())
                .flatMap(InstanceLedger::incident)
                .filter(newest -> newest.id().equals(id));
        Optional<Mode> mode = engine.configurations().find(id.instance())
                        instanceof Configurations.Lookup.Found(ProtectedInstance found)
                ? Optional.of(found.mode())
                : Optional.empty();
        Explanation explanation = Explanation.of(id, known, mode, engine.table().recordsOf(id));
        if (explanation.incident().isEmpty() && explanation.records().isEmpty()) {
            throw new NotFoundException(
                    "there is no incident " + id + ": see outpost-recovery history " + id.instance());
        }
        return explanation;
    }

    private static ObjectNode json(Explanation explanation) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("id", explanation.id().toString());
        json.set("incident", CoreJson.mapper().valueToTree(explanation.incident()));
        json.set("evidence", CoreJson.mapper().valueToTree(explanation.evidence()));
        json.put("verdict", explanation.verdict().map(Enum::name).orElse(null));
        json.set("decision", CoreJson.mapper().valueToTree(explanation.decision()));
        ArrayNode others = json.putArray("otherwise");
        for (Explanation.Otherwise other : explanation.otherwise()) {
            ObjectNode one = others.addObject()
                    .put("plane", other.plane())
                    .put("value", other.value())
                    .put("verdict", other.verdict().name());
            one.set("decision", CoreJson.mapper().valueToTree(other.decision()));
        }
        json.set("records", CoreJson.mapper().valueToTree(explanation.records()));
        ArrayNode next = json.putArray("nextSteps");
        explanation.nextSteps().forEach(next::add);
        return json;
    }
}
