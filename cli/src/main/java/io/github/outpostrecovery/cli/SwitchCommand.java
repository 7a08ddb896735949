package io.github.outpostrecovery.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.core.control.KillSwitch;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code switch}: the one switch that stops every recovery that has not begun to fence. */
@Command(
        name = "switch",
        mixinStandardHelpOptions = true,
        description = "Throws or releases the kill switch.",
        subcommands = {SwitchCommand.Throw.class, SwitchCommand.Release.class})
final class SwitchCommand {
    private SwitchCommand() {}

    /** {@code switch throw}. */
    @Command(
            name = "throw",
            mixinStandardHelpOptions = true,
            description = {
                "Stops every recovery of every instance that has not begun to fence, also those that a person asks"
                        + " for.",
                "One that has begun goes on: stopping it half-way would leave nothing running."
            })
    static final class Throw extends ControlCommand {
        @Option(names = "--reason", required = true, description = "for whoever wonders why nothing happens")
        private String reason = "";

        @Override
        void check() {
            requireReason(reason);
        }

        @Override
        Answer order(Cloud cloud) {
            KillSwitch thrown = new KillSwitch.Thrown(cloud.clock().instant(), operator(), reason);
            cloud.engine().controls().set(thrown);
            return answer(cloud, thrown);
        }
    }

    /** {@code switch release}. */
    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            description = "Lets recoveries begin again. Alarms that are still in ALARM are looked into within minutes.")
    static final class Release extends ControlCommand {
        @Override
        Answer order(Cloud cloud) {
            KillSwitch released = new KillSwitch.Released();
            cloud.engine().controls().set(released);
            return answer(cloud, released);
        }
    }

    private static ControlCommand.Answer answer(Cloud cloud, KillSwitch killSwitch) {
        List<String> underWay = cloud.engine().configurations().names().stream()
                .flatMap(name -> cloud.engine().table().read(name).flatMap(InstanceLedger::incident).stream())
                .filter(incident -> incident.state() == Incident.State.OPEN && incident.hasBegunToFence())
                .map(incident -> incident.id().toString())
                .toList();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        String state = switch (killSwitch) {
            case KillSwitch.Released() -> "released";
            case KillSwitch.Thrown(var at, String by, String reason) -> {
                json.put("at", at.toString()).put("by", by).put("reason", reason);
                yield "thrown";
            }
        };
        json.put("killSwitch", state);
        underWay.forEach(json.putArray("goingOn")::add);
        return new ControlCommand.Answer(
                json, List.of("KILL SWITCH", "GOING ON"), List.of(state, String.join(" ", underWay)));
    }
}
