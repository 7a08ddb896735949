package io.github.outpostrecovery.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.core.control.MaintenanceWindow;
import io.github.outpostrecovery.core.name.InstanceName;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code maintenance}: times in which an alarm of an instance is expected. */
@Command(
        name = "maintenance",
        mixinStandardHelpOptions = true,
        description = "Declares a time in which alarms of an instance start nothing, or ends it.",
        subcommands = {MaintenanceCommand.On.class, MaintenanceCommand.Off.class, MaintenanceCommand.Status.class})
final class MaintenanceCommand {
    private MaintenanceCommand() {}

    /** {@code maintenance on}. */
    @Command(
            name = "on",
            mixinStandardHelpOptions = true,
            description = {
                "Declares a maintenance window, in place of an earlier one.",
                "An alarm in it is recorded as SUPPRESSED and looked into again when it ends.",
                "A recovery that has begun to fence goes on, and so does one that a person asks for."
            })
    static final class On extends ControlCommand {
        @Parameters(paramLabel = "INSTANCE", description = "such as web-01")
        private String instance = "";

        @Option(
                names = "--until",
                required = true,
                paramLabel = "TIME",
                description = "when it ends: 2026-02-10T08:00:00Z, or for how long from now: PT2H")
        private String until = "";

        @Option(names = "--reason", required = true, description = "for whoever wonders why nothing happens")
        private String reason = "";

        @Override
        void check() {
            InstanceName _ = new InstanceName(instance);
            Instant _ = end(Instant.EPOCH);
            requireReason(reason);
        }

        @Override
        Answer order(Cloud cloud) {
            Instant now = cloud.clock().instant();
            Instant end = end(now);
            if (!end.isAfter(now)) {
                throw new IllegalArgumentException("--until " + until + " is over: it is " + now + "");
            }
            MaintenanceWindow window = new MaintenanceWindow(known(cloud, instance), now, end, operator(), reason);
            cloud.engine().controls().declare(window);
            return answer(window.instance(), Optional.of(window));
        }

        private Instant end(Instant now) {
            try {
                return until.startsWith("P") || until.startsWith("p")
                        ? now.plus(Duration.parse(until))
                        : Instant.parse(until);
            } catch (DateTimeParseException malformed) {
                throw new IllegalArgumentException(
                        "--until \"" + until + "\" is no time: write 2026-02-10T08:00:00Z, or PT2H for two hours",
                        malformed);
            }
        }
    }

    /** {@code maintenance off}. */
    @Command(
            name = "off",
            mixinStandardHelpOptions = true,
            description =
                    "Ends a maintenance window now. An alarm that is still in ALARM is looked into within minutes.")
    static final class Off extends ControlCommand {
        @Parameters(paramLabel = "INSTANCE", description = "such as web-01")
        private String instance = "";

        @Override
        void check() {
            InstanceName _ = new InstanceName(instance);
        }

        @Override
        Answer order(Cloud cloud) {
            Instant now = cloud.clock().instant();
            InstanceName name = known(cloud, instance);
            cloud.engine()
                    .controls()
                    .window(name)
                    .filter(window -> window.until().isAfter(now))
                    .ifPresent(window -> cloud.engine().controls().declare(ended(window, now)));
            return answer(name, Optional.empty());
        }

        private static MaintenanceWindow ended(MaintenanceWindow window, Instant now) {
            Instant since = window.since().isBefore(now) ? window.since() : now.minusSeconds(1);
            return new MaintenanceWindow(window.instance(), since, now, window.by(), window.reason());
        }
    }

    /** {@code maintenance status}. */
    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Tells whether a maintenance window of an instance is open. Changes nothing.")
    static final class Status extends ControlCommand {
        @Parameters(paramLabel = "INSTANCE", description = "such as web-01")
        private String instance = "";

        @Override
        void check() {
            InstanceName _ = new InstanceName(instance);
        }

        @Override
        Answer order(Cloud cloud) {
            InstanceName name = known(cloud, instance);
            Instant now = cloud.clock().instant();
            return answer(name, cloud.engine().controls().window(name).filter(window -> window.covers(now)));
        }
    }

    private static InstanceName known(Cloud cloud, String instance) {
        InstanceName name = new InstanceName(instance);
        if (cloud.engine().table().read(name).isEmpty()) {
            throw new NotFoundException("no instance " + name + " is protected: see outpost-recovery status");
        }
        return name;
    }

    private static ControlCommand.Answer answer(InstanceName instance, Optional<MaintenanceWindow> window) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("instance", instance.value())
                .put("maintenance", window.isPresent())
                .put("until", window.map(open -> open.until().toString()).orElse(null))
                .put("by", window.map(MaintenanceWindow::by).orElse(null))
                .put("reason", window.map(MaintenanceWindow::reason).orElse(null));
        return new ControlCommand.Answer(
                json,
                List.of("INSTANCE", "MAINTENANCE", "UNTIL", "REASON"),
                List.of(
                        instance.value(),
                        window.isPresent() ? "on" : "off",
                        window.map(open -> open.until().toString()).orElse(""),
                        window.map(MaintenanceWindow::reason).orElse("")));
    }
}
