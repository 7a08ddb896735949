package io.github.outpostrecovery.cli.launch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.cloud.InstanceProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person reads before saying yes: every change, in the order in which it is made. */
final class PlanLines {
    private PlanLines() {}

    /** The changes of the array. */
    static List<String> ofArray(LaunchPlan plan) {
        List<String> lines = new ArrayList<>();
        plan.sides().values().stream()
                .sorted(java.util.Comparator.comparing(side -> side.choice().protocol()))
                .forEach(side ->
                        side.lines().forEach(line -> lines.add(side.connection().name() + ": " + line)));
        return lines;
    }

    /** The changes of the account. */
    static List<String> ofAws(LaunchPlan plan) {
        List<String> lines = new ArrayList<>();
        switch (plan.placement()) {
            case Placement.OnServer server -> {
                if (server.index() == Placement.OnServer.Index.TO_BE_SET) {
                    lines.add("set the device index of local network interfaces of "
                            + server.subnet().id() + " to " + Placement.LOCAL_NETWORK_INDEX);
                }
            }
            case Placement.OnRack rack ->
                rack.pool()
                        .ifPresent(pool -> lines.add("make a network interface in "
                                + rack.subnet().id() + " with a customer-owned address from " + pool));
            case Placement.Unknown unknown -> {
                return lines;
            }
        }
        plan.machine().ifPresent(machine -> {
            lines.add("launch " + plan.instance() + ": one " + machine.type() + " from "
                    + machine.image().id() + " (" + machine.image().name() + ") " + where(plan.placement()));
            lines.add("with key pair " + machine.key().orElse("none") + ", security group " + machine.securityGroup()
                    + ", instance profile "
                    + machine.profile().map(InstanceProfile::name).orElse("none")
                    + ", root volume " + root(machine));
            lines.add("with " + plan.tags().toMap().size()
                    + " tags, IMDSv2 required, and user data that logs in as "
                    + String.join(
                            " and ",
                            plan.initiators().values().stream()
                                    .map(io.github.outpostrecovery.core.name.Initiator::value)
                                    .sorted()
                                    .toList()));
        });
        return lines;
    }

    /** What is written on this computer. */
    static List<String> ofFiles(LaunchPlan plan) {
        return plan.savePath()
                .map(path -> List.of("write the user data to " + path))
                .orElse(List.of());
    }

    /** For scripts. */
    static ObjectNode json(LaunchPlan plan) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("instance", plan.instance().value())
                .put("vendor", plan.purpose().vendor())
                .put("protocol", LaunchTags.word(plan.purpose().protocol()))
                .put("feature", LaunchTags.word(plan.purpose().feature()))
                .put("guest", LaunchTags.word(plan.purpose().guest()));
        ObjectNode initiators = json.putObject("initiators");
        plan.initiators().forEach((protocol, name) -> initiators.put(LaunchTags.word(protocol), name.value()));
        ofArray(plan).forEach(json.putArray("array")::add);
        ofAws(plan).forEach(json.putArray("aws")::add);
        ofFiles(plan).forEach(json.putArray("files")::add);
        var paths = json.putArray("paths");
        plan.attachments()
                .forEach(attachment -> attachment
                        .paths()
                        .forEach(path -> paths.addObject()
                                .put("protocol", LaunchTags.word(attachment.protocol()))
                                .put("portal", path.address().text())
                                .put("target", path.target().isEmpty() ? null : path.target())));
        return json;
    }

    private static String where(Placement placement) {
        return switch (placement) {
            case Placement.OnServer server ->
                "in " + server.subnet().id() + " on the server "
                        + server.outpost().name() + ", with a second interface in the local network";
            case Placement.OnRack rack ->
                "in " + rack.subnet().id() + " on the rack " + rack.outpost().name();
            case Placement.Unknown unknown -> "nowhere";
        };
    }

    private static String root(MachineChoice machine) {
        return machine.root().isEmpty()
                ? "as in the AMI"
                : String.join(
                        ", ",
                        machine.root().stream()
                                .map(device -> (device.gib().isPresent()
                                                ? device.gib().getAsInt() + " GiB"
                                                : "size of the AMI")
                                        + Optional.of(device.type())
                                                .flatMap(type -> type)
                                                .map(type -> " " + type)
                                                .orElse(""))
                                .toList());
    }
}
