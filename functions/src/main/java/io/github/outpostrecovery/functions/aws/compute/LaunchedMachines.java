package io.github.outpostrecovery.functions.aws.compute;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.compute.Compute.LookUp;
import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.compute.LaunchOutcome.Reason;
import io.github.outpostrecovery.core.compute.LaunchedMachine;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.OutpostArn;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Reads what a launch has made. */
final class LaunchedMachines {
    private static final String OVER = "IdempotentInstanceTerminated";

    private final Supplier<Ec2Client> ec2;

    LaunchedMachines(Supplier<Ec2Client> ec2) {
        this.ec2 = requireNonNull(ec2, "ec2 is null");
    }

    /** What {@code RunInstances} answered. */
    LaunchOutcome launched(List<Instance> instances) {
        Optional<LaunchedMachine> machine = instances.size() == 1 ? machine(instances.getFirst()) : Optional.empty();
        return machine.map(found -> judge(instances.getFirst(), found))
                .orElseGet(() -> new LaunchOutcome.Unknown("ec2:RunInstances answered, and did not name one machine: "
                        + instances.stream().map(Instance::instanceId).toList()));
    }

    private LaunchOutcome judge(Instance instance, LaunchedMachine machine) {
        if (isOver(instance)) {
            // EC2 has answered a repeated token either with the machine that is over, or with this code.
            return new LaunchOutcome.Refused(Reason.TARGET, OVER, machine.id() + " is over: " + reason(instance));
        }
        return machine.server().isPresent() ? new LaunchOutcome.Launched(machine) : lookAgain(machine);
    }

    /** It counts as a stray only if EC2 says twice that it is on no Outpost: a stray is terminated. */
    private LaunchOutcome lookAgain(LaunchedMachine machine) {
        return switch (Instances.byId(ec2, machine.id())) {
            case Reply.Answered<List<Instance>>(var instances) ->
                instances.stream()
                        .findFirst()
                        .flatMap(LaunchedMachines::machine)
                        .<LaunchOutcome>map(LaunchOutcome.Launched::new)
                        .orElseGet(
                                () -> new LaunchOutcome.Unknown("EC2 made " + machine.id() + ", and does not list it"));
            case Reply.Refused<List<Instance>>(String code, String message) ->
                new LaunchOutcome.Unknown("EC2 made " + machine.id() + ", and did not say where: " + code);
            case Reply.Unanswered<List<Instance>>(String why) ->
                new LaunchOutcome.Unknown("EC2 made " + machine.id() + ", and did not say where: " + why);
        };
    }

    /**
     * What there is under a token. A machine that is over is not found: it can attach to nothing. The launch that is asked
     * for again then ends in a refusal, or stays unknown, and either gives the generation up. Of two machines under one
     * token, which EC2 never makes, none is found either: they would write under one name.
     */
    LookUp find(ClientToken token) {
        return switch (Instances.byToken(ec2, token)) {
            case Reply.Answered<List<Instance>>(var instances) -> found(instances);
            case Reply.Refused<List<Instance>>(String code, String message) ->
                new LookUp.Unanswered("ec2:DescribeInstances was refused: " + code);
            case Reply.Unanswered<List<Instance>>(String why) -> new LookUp.Unanswered(why);
        };
    }

    private static LookUp found(List<Instance> instances) {
        List<Instance> live =
                instances.stream().filter(instance -> !isOver(instance)).toList();
        if (live.isEmpty()) {
            return new LookUp.NothingYet();
        }
        if (live.size() > 1) {
            return new LookUp.Unanswered("EC2 lists several machines under one token, and they would use one name: "
                    + live.stream().map(Instance::instanceId).sorted().toList());
        }
        return machine(live.getFirst())
                .<LookUp>map(LookUp.Found::new)
                .orElseGet(() -> new LookUp.Unanswered("ec2:DescribeInstances listed a machine without a legal id"));
    }

    /** A state that is missing or new counts as live: nothing says that it is over. */
    private static boolean isOver(Instance instance) {
        return Lifecycles.of(instance.state()).filter(Lifecycles::isOver).isPresent();
    }

    private static String reason(Instance instance) {
        return instance.stateReason() == null || instance.stateReason().code() == null
                ? "EC2 gives no reason"
                : instance.stateReason().code();
    }

    private static Optional<LaunchedMachine> machine(Instance instance) {
        try {
            return instance.instanceId() == null
                    ? Optional.empty()
                    : Optional.of(new LaunchedMachine(new Ec2InstanceId(instance.instanceId()), server(instance)));
        } catch (IllegalArgumentException illegal) {
            return Optional.empty();
        }
    }

    private static Optional<OutpostArn> server(Instance instance) {
        return Optional.ofNullable(instance.outpostArn())
                .filter(arn -> !arn.isEmpty())
                .map(OutpostArn::new);
    }
}
