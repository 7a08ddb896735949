package io.github.outpostrecovery.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.cleanup.CleanupReport;
import io.github.outpostrecovery.cli.cleanup.Consent;
import io.github.outpostrecovery.cli.cleanup.Releasing;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code release}: ends a generation that was given up, for good. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Ends the machine of an older generation, which the engine has fenced: shows what it is, has its id typed,"
                    + " fences what",
            "it reaches again, terminates it, waits until EC2 says so, and takes its name off the arrays. Never the"
                    + " machine that",
            "runs the workload, and nothing while an incident is open. Who does it and why is kept."
        })
final class ReleaseCommand extends CloudCommand {
    @Parameters(paramLabel = "INSTANCE", description = "such as web-01")
    private String instance = "";

    @Option(
            names = "--generation",
            required = true,
            paramLabel = "N",
            description = "which one, as in g1: status shows them")
    private String generation = "";

    @Option(names = "--reason", required = true, description = "why, for whoever reads it later")
    private String reason = "";

    @Option(names = "--operator", paramLabel = "NAME", description = "who answers for it (default: your user name)")
    private @Nullable String operator;

    @Option(
            names = "--confirm",
            paramLabel = "ID",
            description = "the id of the machine that is to be ended, in place of typing it; for scripts")
    private @Nullable String confirm;

    @Mixin
    private ArrayFlags arrays = new ArrayFlags();

    @Mixin
    private PromptOptions prompting = new PromptOptions();

    @Override
    void check() {
        request();
    }

    private Releasing.Request request() {
        String digits = generation.startsWith("g") ? generation.substring(1) : generation;
        if (!digits.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(
                    "--generation \"" + generation + "\" is no generation: write its number, as in 1 or g1");
        }
        return new Releasing.Request(
                new InstanceName(instance),
                new Generation(Integer.parseInt(digits)),
                arrays.described(),
                Optional.ofNullable(operator).orElseGet(ControlCommand::operator),
                reason);
    }

    @Override
    ExitCode work(Cloud cloud) throws InterruptedException {
        Releasing releasing = new Releasing(cloud);
        Releasing.Request request = request();
        return switch (releasing.look(request)) {
            case Releasing.Looked.Not(CleanupReport report) -> CleanupOutput.show(this, instance, report);
            case Releasing.Looked.At looked -> {
                Consent consent = prompting.consent(command(), Optional.ofNullable(confirm));
                looked.zombie().lines().forEach(consent::tell);
                CleanupReport report = releasing.release(request, looked, consent);
                yield CleanupOutput.show(this, json(request, looked), report);
            }
        };
    }

    private static ObjectNode json(Releasing.Request request, Releasing.Looked.At looked) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("instance", request.instance().value())
                .put("generation", request.generation().number())
                .put("machine", looked.zombie().machine().map(id -> id.value()).orElse(null))
                .put("operator", request.operator())
                .put("reason", request.reason());
        ArrayNode was = json.putArray("was");
        looked.zombie().lines().forEach(was::add);
        return json;
    }
}
