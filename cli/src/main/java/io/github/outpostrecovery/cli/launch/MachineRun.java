package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.InstanceProfile;
import io.github.outpostrecovery.cli.cloud.InterfaceSpecification;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.cli.cloud.Machines.Launch;
import io.github.outpostrecovery.cli.cloud.MetadataOptions;
import io.github.outpostrecovery.cli.cloud.Network.MadeInterface;
import io.github.outpostrecovery.cli.cloud.OutpostSubnet;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.OutpostArn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Launches the machine and waits until it runs. */
final class MachineRun {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int ATTEMPTS = 6;

    private final Cloud cloud;
    private final Consumer<String> lines;
    private final UndoStack undo;

    MachineRun(Cloud cloud, Consumer<String> lines, UndoStack undo) {
        this.cloud = requireNonNull(cloud, "cloud is null");
        this.lines = requireNonNull(lines, "lines is null");
        this.undo = requireNonNull(undo, "undo is null");
    }

    /**
     * Launches it.
     *
     * @param lastLook what has to hold right before the machine is there; it throws if that is not so
     */
    Ec2InstanceId launch(LaunchPlan plan, String userData, Runnable lastLook) throws InterruptedException {
        MachineChoice machine =
                plan.machine().orElseThrow(() -> new IllegalStateException("nothing is launched by this plan"));
        List<InterfaceSpecification> interfaces = switch (plan.placement()) {
            case Placement.OnServer server -> onServer(server, machine);
            case Placement.OnRack rack -> onRack(rack, machine);
            case Placement.Unknown unknown -> throw new IllegalStateException("the plan names no place");
        };
        MachineSpecification specification = new MachineSpecification(
                machine.image().id(),
                machine.type(),
                machine.key(),
                machine.profile().map(InstanceProfile::name),
                interfaces,
                machine.root(),
                MetadataOptions.CAREFUL,
                Optional.of(userData),
                plan.tags().toMap());
        lastLook.run();
        lines.accept("Launching " + plan.instance() + " ...");
        Ec2InstanceId id = launched(
                plan,
                specification,
                ClientToken.of(plan.instance(), plan.generation()).value());
        undo.push(
                "ended " + id,
                "aws ec2 terminate-instances --instance-ids " + id,
                () -> cloud.machines().terminate(id));
        lines.accept("  " + id + " is launched");
        return id;
    }

    private List<InterfaceSpecification> onServer(Placement.OnServer server, MachineChoice machine) {
        OutpostSubnet subnet = server.subnet();
        if (server.index() == Placement.OnServer.Index.TO_BE_SET) {
            lines.accept("Setting the device index of local network interfaces of " + subnet.id() + " ...");
            cloud.network().setLocalNetworkIndex(subnet.id(), Placement.LOCAL_NETWORK_INDEX);
            if (subnet.localNetworkIndex().isPresent()) {
                int before = subnet.localNetworkIndex().getAsInt();
                undo.push(
                        "set the device index of local network interfaces of " + subnet.id() + " back to " + before,
                        "aws ec2 modify-subnet-attribute --subnet-id " + subnet.id() + " --enable-lni-at-device-index "
                                + before,
                        () -> cloud.network().setLocalNetworkIndex(subnet.id(), before));
            } else {
                undo.push(
                        "took away the device index of local network interfaces of " + subnet.id(),
                        "aws ec2 modify-subnet-attribute --subnet-id " + subnet.id() + " --disable-lni-at-device-index",
                        () -> cloud.network().clearLocalNetworkIndex(subnet.id()));
            }
        }
        List<String> groups = List.of(machine.securityGroup());
        return List.of(
                new InterfaceSpecification(0, Optional.of(subnet.id()), groups, Optional.empty()),
                new InterfaceSpecification(
                        Placement.LOCAL_NETWORK_INDEX, Optional.of(subnet.id()), groups, Optional.empty()));
    }

    private List<InterfaceSpecification> onRack(Placement.OnRack rack, MachineChoice machine) {
        List<String> groups = List.of(machine.securityGroup());
        if (rack.pool().isEmpty()) {
            return List.of(
                    new InterfaceSpecification(0, Optional.of(rack.subnet().id()), groups, Optional.empty()));
        }
        lines.accept("Making a network interface with a customer-owned address ...");
        MadeInterface made = cloud.network().createInterface(rack.subnet().id(), groups, rack.pool());
        undo.push(
                "deleted the network interface " + made.id() + " and released its address",
                "aws ec2 delete-network-interface --network-interface-id " + made.id()
                        + made.allocation()
                                .map(id -> "; aws ec2 release-address --allocation-id " + id)
                                .orElse(""),
                () -> cloud.network().delete(made));
        return List.of(new InterfaceSpecification(0, Optional.of(rack.subnet().id()), groups, Optional.of(made.id())));
    }

    /** One token, one machine: asked again with the same one while there is no answer. */
    private Ec2InstanceId launched(LaunchPlan plan, MachineSpecification specification, String token)
            throws InterruptedException {
        String last = "";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            switch (once(specification, token)) {
                case Launch.Launched(Ec2InstanceId id, var outpost) -> {
                    return id;
                }
                case Launch.Refused(String code, String message) ->
                    throw new WizardException(
                            WizardFailure.LAUNCH_REFUSED,
                            "EC2 refused to launch " + plan.instance() + ": " + message + " (" + code + ")",
                            code.equals("IdempotentParameterMismatch")
                                    ? "another launch has used this name: choose another one"
                                    : "change what it refused, and run the command again");
                case Launch.Unknown(String why) -> last = why;
            }
            lines.accept("  no answer yet (" + last + "); asking again with the same token");
            cloud.pause().pause(EVERY);
        }
        throw new NotInTimeException(
                WizardFailure.LAUNCH_UNKNOWN,
                "whether " + plan.instance() + " was launched is not known (" + last + ")",
                "look for an instance with the client token " + token
                        + "; if there is none, undo the rest by hand, or run the same command again");
    }

    private Launch once(MachineSpecification specification, String token) {
        try {
            return cloud.machines().launch(specification, token);
        } catch (CloudTroubleException trouble) {
            return new Launch.Unknown(String.valueOf(trouble.getMessage()));
        }
    }

    /** Waits until it runs; EC2 may not know it for some seconds. */
    void awaitRunning(Ec2InstanceId id, OutpostArn expected) throws InterruptedException {
        lines.accept("Waiting until " + id + " runs ...");
        Instant begun = cloud.clock().instant();
        String last = "not known yet";
        while (Duration.between(begun, cloud.clock().instant()).compareTo(LONGEST) < 0) {
            try {
                Optional<MachineDescription> machine = cloud.directory().machine(id);
                if (machine.isPresent()) {
                    last = machine.get().state();
                    refuseElsewhere(machine.get(), expected);
                    switch (last) {
                        case "running" -> {
                            lines.accept("  " + id + " is running");
                            return;
                        }
                        case "shutting-down", "terminated", "stopping", "stopped" ->
                            throw new WizardException(
                                    WizardFailure.NOT_RUNNING,
                                    id + " is " + last + " instead of running",
                                    "aws ec2 describe-instances --instance-ids " + id
                                            + " tells the reason (StateReason); choose another name for the next"
                                            + " launch");
                        default -> {}
                    }
                }
            } catch (CloudTroubleException trouble) {
                last = String.valueOf(trouble.getMessage());
            }
            cloud.pause().pause(EVERY);
        }
        throw new NotInTimeException(
                WizardFailure.NOT_RUNNING,
                id + " is not running after " + LONGEST.toMinutes() + " minutes (" + last + ")",
                "look at the instance in the console");
    }

    private static void refuseElsewhere(MachineDescription machine, OutpostArn expected) {
        if (machine.outpost().filter(expected::equals).isEmpty()) {
            throw new WizardException(
                    WizardFailure.LAUNCHED_OFF_OUTPOST,
                    machine.id() + " runs "
                            + machine.outpost().map(there -> "on " + there).orElse("in the Region") + ", not on "
                            + expected,
                    "check the capacity of the Outpost; choose another name for the next launch");
        }
    }
}
