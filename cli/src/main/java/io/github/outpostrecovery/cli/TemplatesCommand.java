package io.github.outpostrecovery.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.cloud.OutpostSubnet;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.cli.prompt.Prompts;
import io.github.outpostrecovery.cli.prompt.Prompts.Choice;
import io.github.outpostrecovery.cli.prompt.Prompts.Reply;
import io.github.outpostrecovery.cli.templates.TemplateMaker;
import io.github.outpostrecovery.cli.templates.TemplateMaker.Made;
import io.github.outpostrecovery.cli.templates.TemplateNames;
import io.github.outpostrecovery.cli.templates.TemplatePlan;
import io.github.outpostrecovery.cli.templates.TemplatePlanner;
import io.github.outpostrecovery.cli.templates.TemplateRequest;
import io.github.outpostrecovery.cli.templates.TemplateRequest.MissingUserData;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.SubnetId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code templates}: launch templates of an instance. */
@Command(
        name = "templates",
        mixinStandardHelpOptions = true,
        description = "Makes the launch templates that an instance is recovered from.",
        subcommands = TemplatesCommand.Create.class)
final class TemplatesCommand {
    private TemplatesCommand() {}

    /** {@code templates create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Makes a primary launch template and one for each recovery server from a running instance: image,"
                        + " type, key,",
                "profile, volumes, interfaces, metadata options, tags and user data. In what the engine launches from,"
                        + " a marker",
                "stands in the place of the initiator's name, since every machine gets a name of its own; version 1 of"
                        + " the",
                "primary template is an exact copy, for a launch by hand. A second run adds a version to what has"
                        + " changed."
            },
            footer = {
                "",
                "Next: outpost-recovery protect INSTANCE. It finds the templates by their tags, and pins their"
                        + " versions."
            })
    static final class Create extends CloudCommand {
        @Option(
                names = {"-i", "--instance-id"},
                paramLabel = "ID",
                description = "the instance to copy (default: choose from a list)")
        private @Nullable String instance;

        @Option(
                names = "--instance-name",
                paramLabel = "NAME",
                description = "what the workload is called (default: as its tags say)")
        private @Nullable String name;

        @Option(
                names = "--primary-subnet",
                paramLabel = "SUBNET",
                description = "where it belongs (default: the subnet that it runs in)")
        private @Nullable String primary;

        @Option(
                names = "--recovery-subnet",
                paramLabel = "SUBNET",
                description = "where it is recovered, on another server; repeat it for more servers")
        private List<String> recovery = new ArrayList<>();

        @Option(
                names = {"-n", "--template-name"},
                paramLabel = "NAME",
                description = "of the primary template; -recovery follows for the others (default: lt-NAME-ID)")
        private @Nullable String templateName;

        @Option(
                names = "--initiator",
                paramLabel = "NAME",
                description = "the IQN or host NQN in its user data, where it is none of ours")
        private List<String> initiators = new ArrayList<>();

        @Option(
                names = "--no-user-data",
                description =
                        "make templates even if the instance has no user data; the engine launches from none of them")
        private boolean waived;

        @Mixin
        private PromptOptions prompting = new PromptOptions();

        @Override
        void check() {
            Optional.ofNullable(templateName).ifPresent(TemplateNames::given);
            Optional.ofNullable(name).ifPresent(InstanceName::new);
            Optional.ofNullable(instance).ifPresent(Ec2InstanceId::new);
            Optional.ofNullable(primary).ifPresent(SubnetId::new);
            recovery.forEach(SubnetId::new);
        }

        @Override
        ExitCode work(Cloud cloud) {
            Prompts prompts = prompting.prompts(command());
            Optional<TemplateRequest> request = request(cloud, prompts);
            if (request.isEmpty()) {
                return refuse(List.of("nothing was chosen"));
            }
            return switch (new TemplatePlanner(cloud).plan(request.get())) {
                case TemplatePlan.NotFound(String why) -> throw new NotFoundException(why);
                case TemplatePlan.Refused(List<String> why) -> refuse(why);
                case TemplatePlan.Ready ready -> make(cloud, prompts, ready);
            };
        }

        private ExitCode make(Cloud cloud, Prompts prompts, TemplatePlan.Ready ready) {
            ready.templates().forEach(template -> prompts.tell("  " + template.line()));
            ready.notices().forEach(notice -> prompts.tell("  note: " + notice));
            boolean something = ready.templates().stream()
                    .anyMatch(template -> !template.missing().isEmpty());
            if (something
                    && !(prompts.confirm("--yes", "Make them?", true) instanceof Reply.Given<Boolean>(Boolean agreed)
                            && agreed)) {
                return refuse(List.of("nothing was made, as you wished"));
            }
            List<Made> made = new TemplateMaker(cloud.templates())
                    .make(ready, one -> progress("  " + one.name() + ": " + word(one.change())));
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("outcome", something ? "MADE" : "UNCHANGED")
                    .put("instance", ready.instance().value());
            ArrayNode list = json.putArray("templates");
            List<List<String>> rows = new ArrayList<>();
            for (Made one : made) {
                String role = one.tags().role().name().toLowerCase(Locale.ROOT);
                list.addObject()
                        .put("name", one.name())
                        .put("id", one.target().template().value())
                        .put("version", one.target().templateVersion())
                        .put("role", role)
                        .put("server", one.target().server().value())
                        .put("subnet", one.target().subnet().value())
                        .put("change", one.change().name());
                rows.add(List.of(
                        one.name(),
                        one.target().template() + ":" + one.target().templateVersion(),
                        role,
                        one.target().server().value(),
                        one.target().subnet().value(),
                        word(one.change())));
            }
            ready.notices().forEach(json.withArray("notices")::add);
            show(json, List.of("template", "version", "role", "server", "subnet", "change"), rows);
            return ExitCode.DONE;
        }

        private static String word(TemplateMaker.Change change) {
            return change.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        private Optional<TemplateRequest> request(Cloud cloud, Prompts prompts) {
            Optional<Ec2InstanceId> machine =
                    Optional.ofNullable(instance).map(Ec2InstanceId::new).or(() -> chosen(cloud, prompts));
            if (machine.isEmpty()) {
                return Optional.empty();
            }
            List<SubnetId> subnets = recovery.isEmpty()
                    ? subnets(cloud, prompts)
                    : recovery.stream().map(SubnetId::new).toList();
            Set<Initiator> known = initiators.stream().map(Initiator::parse).collect(Collectors.toSet());
            return subnets.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new TemplateRequest(
                            machine.get(),
                            Optional.ofNullable(name).map(InstanceName::new),
                            Optional.ofNullable(primary).map(SubnetId::new),
                            subnets,
                            Optional.ofNullable(templateName),
                            known,
                            waived ? MissingUserData.WAIVED : MissingUserData.REFUSED));
        }

        private static Optional<Ec2InstanceId> chosen(Cloud cloud, Prompts prompts) {
            List<MachineDescription> running = cloud.directory().machines().stream()
                    .filter(machine -> machine.state().equals("running"))
                    .filter(machine -> machine.outpost().isPresent())
                    .toList();
            if (running.isEmpty()) {
                throw new NotFoundException(
                        "no instance runs on an Outpost in " + cloud.place().region());
            }
            return prompts.choose(new Choice<>(
                                    "--instance-id",
                                    "Which instance is to be copied?",
                                    List.of("name", "instance", "type", "subnet"),
                                    running,
                                    machine -> List.of(
                                            machine.name().orElse(""),
                                            machine.id().value(),
                                            machine.type(),
                                            machine.subnet().value()),
                                    machine -> machine.id().value(),
                                    Optional.empty()))
                            instanceof Reply.Given<MachineDescription>(MachineDescription taken)
                    ? Optional.of(taken.id())
                    : Optional.empty();
        }

        private static List<SubnetId> subnets(Cloud cloud, Prompts prompts) {
            return prompts.chooseSeveral(new Choice<>(
                                    "--recovery-subnet",
                                    "In which subnets, each on another server, may it be recovered?",
                                    List.of("name", "subnet", "outpost", "cidr"),
                                    cloud.directory().outpostSubnets(),
                                    subnet -> List.of(
                                            subnet.name().orElse(""),
                                            subnet.id().value(),
                                            subnet.outpost().value(),
                                            subnet.cidr()),
                                    subnet -> subnet.id().value(),
                                    Optional.empty()))
                            instanceof Reply.Given<List<OutpostSubnet>>(List<OutpostSubnet> taken)
                    ? taken.stream().map(OutpostSubnet::id).toList()
                    : List.of();
        }
    }
}
