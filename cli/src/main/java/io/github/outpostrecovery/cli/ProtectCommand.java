package io.github.outpostrecovery.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.doctor.Doctor;
import io.github.outpostrecovery.cli.doctor.Examined;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.cli.prompt.Prompts;
import io.github.outpostrecovery.cli.prompt.Prompts.Reply;
import io.github.outpostrecovery.cli.protect.Protecting;
import io.github.outpostrecovery.cli.protect.Protection;
import io.github.outpostrecovery.cli.protect.ProtectionPlanner;
import io.github.outpostrecovery.cli.protect.ProtectionRequest;
import io.github.outpostrecovery.cli.protect.ProtectionRequest.Clustering;
import io.github.outpostrecovery.cli.protect.ProtectionStack;
import io.github.outpostrecovery.cli.protect.ProtectionTemplate;
import io.github.outpostrecovery.cli.protect.TemplateReference;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.readiness.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code protect}: has the engine guard an instance. */
@Command(
        name = "protect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Has the engine guard an instance: checks everything that a recovery needs, shows what it is going to do,"
                    + " asks,",
            "begins the books, deploys the stack autorestart-INSTANCE, and waits until the alarm has been seen OK."
                    + " What it needs",
            "to know stands in the tags that launch and templates create have left; options go before them. May be"
                    + " repeated: it",
            "changes what has changed. Mail goes to the address of the engine's own stack."
        },
        footer = {
            "",
            "Mode notify has a person approve every fence. Mode automatic is earned: by one planned move"
                    + " (outpost-recovery move)",
            "that has shown that the guest boots under a changed initiator name. Storage that nobody can fence"
                    + " (generic) cannot",
            "be protected.",
            "",
            "Exit codes: 0 protected, 4 refused, nothing was changed, 6 deployed, but the alarm was not seen OK, 1"
                    + " failed."
        })
final class ProtectCommand extends CloudCommand {
    @Parameters(paramLabel = "INSTANCE", description = "such as web-01")
    private String instance = "";

    @Option(
            names = {"-i", "--instance-id"},
            paramLabel = "ID",
            description = "the machine that runs it today (default: as books and tags say)")
    private @Nullable String machine;

    @Option(
            names = "--mode",
            paramLabel = "automatic|notify",
            description = "who starts a recovery (default: ${DEFAULT-VALUE})",
            defaultValue = "NOTIFY")
    private Mode mode = Mode.NOTIFY;

    @Option(
            names = "--clustered",
            negatable = true,
            description = "whether several machines share its volumes by persistent reservations (default: asked)")
    private @Nullable Boolean clustered;

    @Option(
            names = "--recovery-template",
            paramLabel = "ID[:VERSION]",
            description =
                    "a launch template with a marker, in the order in which to try; repeat it (default: by their tags)")
    private List<String> recovery = new ArrayList<>();

    @Option(
            names = "--primary-template",
            paramLabel = "ID[:VERSION]",
            description = "the launch template of its home server (default: by its tags)")
    private @Nullable String primary;

    @Mixin
    private ArrayFlags arrays = new ArrayFlags();

    @Mixin
    private PolicyFlags policy = new PolicyFlags();

    @Mixin
    private StormFlags storm = new StormFlags();

    @Mixin
    private PromptOptions prompting = new PromptOptions();

    @Override
    void check() {
        InstanceName _ = new InstanceName(instance);
        Optional.ofNullable(machine).ifPresent(Ec2InstanceId::new);
        recovery.forEach(TemplateReference::parse);
        Optional.ofNullable(primary).ifPresent(TemplateReference::parse);
        arrays.described();
        storm.check();
    }

    @Override
    ExitCode work(Cloud cloud) throws InterruptedException {
        Prompts prompts = prompting.prompts(command());
        InstanceName name = new InstanceName(instance);
        Optional<Clustering> answered = clustering(cloud, prompts, name);
        if (answered.isEmpty()) {
            return refuse(List.of("nothing was done, as you wished"));
        }
        ProtectionRequest request = new ProtectionRequest(
                name,
                Optional.ofNullable(machine).map(Ec2InstanceId::new),
                mode,
                answered.get(),
                arrays.described(),
                recovery.stream().map(TemplateReference::parse).toList(),
                Optional.ofNullable(primary).map(TemplateReference::parse),
                policy.change(),
                storm.change());
        return switch (new ProtectionPlanner(cloud).plan(request)) {
            case Protection.NotFound(String why) -> throw new NotFoundException(why);
            case Protection.Refused(List<String> why) -> refuse(why);
            case Protection.Proposed proposed -> examined(cloud, prompts, proposed);
        };
    }

    private ExitCode examined(Cloud cloud, Prompts prompts, Protection.Proposed proposed) throws InterruptedException {
        progress("checking everything that a recovery needs");
        List<Finding> findings = new Doctor(cloud)
                .examine(proposed.configuration(), proposed.books(), Examined.Stage.PROPOSED, proposed.clustering());
        if (!Doctor.isSound(findings)) {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("outcome", "REFUSED");
            json.set("findings", FindingRows.json(findings));
            show(json, FindingRows.HEADER, FindingRows.of(findings));
            progress("Nothing was changed: a recovery would fail by what is marked FAILED. Mend it, and run this"
                    + " again.");
            return ExitCode.NOTHING_DONE;
        }
        findings.stream()
                .filter(Finding.Noted.class::isInstance)
                .map(Finding.Noted.class::cast)
                .forEach(noted -> prompts.tell("  noted: " + noted.subject() + ": " + noted.what()));
        proposed.lines().forEach(prompts::tell);
        if (!(prompts.confirm("--yes", "Protect it so?", true) instanceof Reply.Given<Boolean>(Boolean agreed)
                && agreed)) {
            return refuse(List.of("nothing was changed, as you wished"));
        }
        Protecting protecting = new Protecting(cloud, ProtectionTemplate.read());
        return shown(proposed, protecting.carryOut(proposed, line -> progress("  " + line)));
    }

    private ExitCode shown(Protection.Proposed proposed, Protecting.Outcome outcome) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("instance", instance)
                .put("machine", proposed.books().current().id().value())
                .put("mode", mode.name())
                .put("stack", ProtectionStack.nameOf(proposed.configuration().name()))
                .put("alarm", proposed.configuration().alarm().value());
        List<String> header = List.of("instance", "outcome", "stack", "what");
        return switch (outcome) {
            case Protecting.Outcome.Armed(String stack, Instant since) -> {
                json.put("outcome", "PROTECTED").put("change", stack).put("okSince", since.toString());
                show(json, header, List.of(List.of(instance, "PROTECTED", stack, "alarm OK since " + since)));
                yield ExitCode.DONE;
            }
            case Protecting.Outcome.NotArmed(String stack, String why) -> {
                json.put("outcome", "NOT_ARMED").put("change", stack).put("reason", why);
                show(json, header, List.of(List.of(instance, "NOT_ARMED", stack, why)));
                progress("It is deployed, and its alarm was not seen OK: look at it before you rely on it.");
                yield ExitCode.A_PERSON_MUST_ACT;
            }
            case Protecting.Outcome.Failed(String step, List<String> why) -> {
                json.put("outcome", "FAILED").put("step", step);
                json.set("reasons", Reasons.list(why));
                show(json, header, List.of(List.of(instance, "FAILED", step, String.join("; ", why))));
                yield ExitCode.FAILED;
            }
        };
    }

    /** What was said, or said at the last protection; without either a person is asked. Whoever is not asked in automatic mode
     * is taken to share its volumes, so that somebody has to say that it does not. */
    private Optional<Clustering> clustering(Cloud cloud, Prompts prompts, InstanceName name) {
        Optional<Boolean> known = Optional.ofNullable(clustered)
                .or(() -> new ProtectionStack(cloud.stacks(), cloud.place().stack()).saidClustered(name));
        if (known.isPresent()) {
            return known.map(ProtectCommand::clustering);
        }
        return prompts.confirm(
                                "--clustered",
                                "Do several machines share the volumes of " + name
                                        + " as a cluster, by persistent reservations?",
                                mode == Mode.AUTOMATIC)
                        instanceof Reply.Given<Boolean>(Boolean answer)
                ? Optional.of(clustering(answer))
                : Optional.empty();
    }

    private static Clustering clustering(boolean shared) {
        return shared ? Clustering.CLUSTERED : Clustering.SINGLE;
    }
}
