package io.github.outpostrecovery.cli.aws;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.cli.cloud.Machines;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.functions.aws.compute.OneAnswer;
import io.github.outpostrecovery.functions.aws.compute.Reply;
import io.github.outpostrecovery.storage.rest.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/** Instances of EC2. */
final class AwsMachines implements Machines {
    private static final Set<InstanceStateName> OVER =
            Set.of(InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED);

    /** How often an instance has to be unknown to EC2 before it counts as gone: a new one is not known at once. */
    private static final int ASKED = 4;

    private static final Duration BETWEEN = Duration.ofMillis(2_500);

    private final Supplier<Ec2Client> ec2;
    private final Pause pause;

    AwsMachines(Supplier<Ec2Client> ec2, Pause pause) {
        this.ec2 = requireNonNull(ec2, "ec2 is null");
        this.pause = requireNonNull(pause, "pause is null");
    }

    /**
     * {@inheritDoc}
     *
     * <p>The request is a function of its arguments. Only throttling is tried again here: a second request after one that
     * went unanswered might be refused, and hide that the first may yet make a machine.
     */
    @Override
    public Launch launch(MachineSpecification specification, String token) {
        RunInstancesRequest request = RunInstancesContent.of(specification)
                .minCount(1)
                .maxCount(1)
                .clientToken(token)
                .overrideConfiguration(OneAnswer.configuration())
                .build();
        return switch (Reply.to(
                "ec2:RunInstances", () -> ec2.get().runInstances(request).instances())) {
            case Reply.Answered<List<Instance>>(var instances) -> launched(instances);
            case Reply.Refused<List<Instance>>(String code, String message) ->
                new Launch.Refused(code, message + advice(code));
            case Reply.Unanswered<List<Instance>>(String why) -> new Launch.Unknown(why);
        };
    }

    private static Launch launched(List<Instance> instances) {
        try {
            if (instances.size() == 1) {
                Instance instance = instances.getFirst();
                Ec2InstanceId id = new Ec2InstanceId(instance.instanceId());
                if (instance.state() != null && OVER.contains(instance.state().name())) {
                    // EC2 answers a repeated token with the machine that it once made, even if that is over.
                    return new Launch.Refused(
                            "IdempotentInstanceTerminated",
                            id + " was launched with this client token, and is over"
                                    + advice("IdempotentInstanceTerminated"));
                }
                return new Launch.Launched(
                        id,
                        Optional.ofNullable(instance.outpostArn())
                                .filter(arn -> !arn.isEmpty())
                                .map(OutpostArn::new));
            }
        } catch (IllegalArgumentException illegal) {
            return new Launch.Unknown("ec2:RunInstances answered oddly: " + illegal.getMessage());
        }
        return new Launch.Unknown("ec2:RunInstances answered, and did not name one machine: "
                + instances.stream().map(Instance::instanceId).toList());
    }

    private static String advice(String code) {
        return switch (code) {
            case "UnauthorizedOperation", "AccessDenied" ->
                " (docs/operator-policy.json lists what the command needs: ec2:RunInstances and ec2:CreateTags on"
                        + " what is launched, and iam:PassRole on the role in the instance profile)";
            case "IdempotentParameterMismatch" ->
                " (an instance of this name was launched before, otherwise: look for it, or choose another name)";
            case "IdempotentInstanceTerminated" ->
                " (an instance of this name was launched before, and has ended: choose another name)";
            default -> "";
        };
    }

    /**
     * {@inheritDoc}
     *
     * <p>What EC2 does not know may be too new to be known, so it is asked some seconds on, four times in all.
     */
    @Override
    public void terminate(Ec2InstanceId id) {
        for (int asked = 1; asked <= ASKED; asked++) {
            Optional<?> ending = Asking.unless(
                    MachineLists.NONE,
                    "ec2:TerminateInstances",
                    id.value(),
                    () -> Optional.of(ec2.get().terminateInstances(request -> request.instanceIds(id.value()))));
            if (ending.isPresent() || asked == ASKED) {
                return;
            }
            Waiting.pause(pause, BETWEEN, "the end of " + id);
        }
    }

    @Override
    public void tag(Ec2InstanceId id, Map<String, String> tags) {
        if (!tags.isEmpty()) {
            Asking.of(
                    "ec2:CreateTags",
                    id.value(),
                    () -> ec2.get()
                            .createTags(request -> request.resources(id.value()).tags(Tags.write(tags))));
        }
    }
}
