package io.github.outpostrecovery.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.cli.status.InstanceStatus;
import io.github.outpostrecovery.cli.status.Statuses;
import io.github.outpostrecovery.cli.terminal.AnswerOutput;
import io.github.outpostrecovery.core.control.KillSwitch;
import io.github.outpostrecovery.core.control.MaintenanceWindow;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.service.Alarms;
import java.time.Duration;
import java.time.Instant;
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

/** {@code status}: how the protected instances are. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows every protected instance: where it runs, whether its alarm guards it, and what is under way.",
            "Exit code 0: nothing waits for a person; 5: one waits for an approval; 6: a person must act."
        })
final class StatusCommand implements Callable<Integer> {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    @Parameters(arity = "0..1", paramLabel = "INSTANCE", description = "only this one, such as web-01")
    private @Nullable String instance;

    @Option(names = "--watch", description = "go on showing it, until interrupted")
    private boolean watch;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            defaultValue = "PT5S",
            description = "how often --watch looks (default: ${DEFAULT-VALUE})")
    private Duration every = Duration.ofSeconds(5);

    @Option(
            names = "--times",
            paramLabel = "N",
            defaultValue = "0",
            description = "how often --watch looks before it ends; 0 is without an end")
    private int times;

    @Mixin
    private CloudOptions options = new CloudOptions();

    @Mixin
    private AnswerOutput output = new AnswerOutput();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Optional<InstanceName> only = Optional.ofNullable(instance).map(InstanceName::new);
        if (every.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("--every is at least PT1S, not " + every);
        }
        if (times < 0) {
            throw new IllegalArgumentException("--times counts from 0, not " + times);
        }
        CommandLine command = requireNonNull(spec, "picocli sets it").commandLine();
        return options.on(command, cloud -> show(command, cloud, only));
    }

    private int show(CommandLine command, Cloud cloud, Optional<InstanceName> only) {
        int looks = watch ? times : 1;
        int code = 0;
        for (int look = 1; looks == 0 || look <= looks; look++) {
            if (look > 1) {
                Waiting.pass(cloud.pause(), every);
            }
            code = show(
                    command,
                    cloud.clock().instant(),
                    statuses(cloud, only),
                    cloud.engine().controls().killSwitch());
        }
        return code;
    }

    private static List<InstanceStatus> statuses(Cloud cloud, Optional<InstanceName> only) {
        Instant now = cloud.clock().instant();
        if (only.isEmpty()) {
            return Statuses.all(cloud.engine(), now);
        }
        InstanceStatus status = Statuses.of(cloud.engine(), only.get(), now);
        if (status.mode().isEmpty() && status.machine().isEmpty()) {
            throw new NotFoundException("no instance " + only.get() + " is protected: see outpost-recovery status");
        }
        return List.of(status);
    }

    private int show(CommandLine command, Instant now, List<InstanceStatus> statuses, KillSwitch killSwitch) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("at", now.toString());
        if (killSwitch instanceof KillSwitch.Thrown(Instant at, String by, String reason)) {
            json.putObject("killSwitch").put("at", at.toString()).put("by", by).put("reason", reason);
            command.getErr().println("The kill switch was thrown at " + at + " by " + by + ": " + reason);
            command.getErr().flush();
        } else {
            json.putNull("killSwitch");
        }
        ArrayNode instances = json.putArray("instances");
        List<List<String>> rows = new ArrayList<>();
        for (InstanceStatus status : statuses) {
            instances.add(json(status));
            rows.add(row(status));
        }
        output.show(
                command.getOut(),
                json,
                List.of(
                        "INSTANCE",
                        "CONDITION",
                        "MODE",
                        "GEN",
                        "MACHINE",
                        "SERVER",
                        "ALARM",
                        "INCIDENT",
                        "READY",
                        "NOTE"),
                rows);
        return code(statuses).code();
    }

    private static ExitCode code(List<InstanceStatus> statuses) {
        List<InstanceStatus.Condition> conditions =
                statuses.stream().map(InstanceStatus::condition).toList();
        if (conditions.contains(InstanceStatus.Condition.NEEDS_A_PERSON)
                || conditions.contains(InstanceStatus.Condition.BROKEN)) {
            return ExitCode.A_PERSON_MUST_ACT;
        }
        return conditions.contains(InstanceStatus.Condition.WAITS_FOR_APPROVAL)
                ? ExitCode.WAITING_FOR_APPROVAL
                : ExitCode.DONE;
    }

    private static List<String> row(InstanceStatus status) {
        return List.of(
                status.instance().value(),
                word(status.condition()),
                status.mode().map(StatusCommand::word).orElse(""),
                status.machine().map(machine -> machine.generation().toString()).orElse(""),
                status.machine().map(machine -> machine.id().value()).orElse(""),
                status.machine()
                        .map(Machine::server)
                        .map(server -> server.value().substring(server.value().lastIndexOf('/') + 1))
                        .orElse(""),
                alarm(status.alarm()),
                status.incident().map(StatusCommand::incident).orElse(""),
                status.readiness().map(report -> report.passed() ? "yes" : "NO").orElse(""),
                note(status));
    }

    private static String incident(Incident incident) {
        return incident.id() + " "
                + switch (incident.state()) {
                    case OPEN -> "open";
                    case PAGED -> "paged";
                    case CLOSED -> incident.outcome().map(Enum::name).orElse("closed");
                };
    }

    private static String alarm(Alarms.AlarmState alarm) {
        return switch (alarm) {
            case Alarms.AlarmState.Known known -> known.value().name();
            case Alarms.AlarmState.Unknown unknown -> "?";
        };
    }

    private static String note(InstanceStatus status) {
        return status.trouble()
                .or(() -> status.maintenance()
                        .map(window -> "until " + window.until() + " (" + window.by() + "): " + window.reason()))
                .or(() -> status.condition() == InstanceStatus.Condition.NOT_ARMED
                        ? Optional.of(unarmed(status))
                        : Optional.empty())
                .orElse("");
    }

    private static String unarmed(InstanceStatus status) {
        return switch (status.alarm()) {
            case Alarms.AlarmState.Unknown(String why) -> why;
            case Alarms.AlarmState.Known known -> "its alarm watches " + known.machine();
        };
    }

    private static ObjectNode json(InstanceStatus status) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("instance", status.instance().value())
                .put("condition", status.condition().name())
                .put("mode", status.mode().map(Enum::name).orElse(null))
                .put(
                        "generation",
                        status.machine()
                                .map(machine -> machine.generation().number())
                                .orElse(null))
                .put(
                        "machine",
                        status.machine().map(machine -> machine.id().value()).orElse(null))
                .put(
                        "server",
                        status.machine()
                                .map(machine -> machine.server().value())
                                .orElse(null))
                .put("alarm", alarm(status.alarm()))
                .put(
                        "maintenanceUntil",
                        status.maintenance()
                                .map(MaintenanceWindow::until)
                                .map(Instant::toString)
                                .orElse(null))
                .put("ready", status.readiness().map(report -> report.passed()).orElse(null))
                .put(
                        "readyAt",
                        status.readiness().map(report -> report.at().toString()).orElse(null))
                .put("trouble", status.trouble().orElse(null));
        status.machine().ifPresent(machine -> {
            ObjectNode initiators = json.putObject("initiators");
            machine.initiators().forEach((array, name) -> initiators.put(array.value(), name.value()));
        });
        status.incident()
                .ifPresent(incident -> json.putObject("incident")
                        .put("id", incident.id().toString())
                        .put("state", incident.state().name())
                        .put("outcome", incident.outcome().map(Enum::name).orElse(null))
                        .put("openedAt", incident.openedAt().toString())
                        .put("execution", incident.owner().value()));
        return json;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
