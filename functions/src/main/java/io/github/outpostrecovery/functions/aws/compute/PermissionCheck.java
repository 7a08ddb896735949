package io.github.outpostrecovery.functions.aws.compute;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/**
 * Whether the launch would be permitted, by a dry run: EC2 answers {@code DryRunOperation} if so (EC2 API reference,
 * RunInstances, DryRun). It has no client token of ours, so that a later launch cannot be taken for its repetition.
 */
final class PermissionCheck implements TargetCheck {
    private static final String PERMITTED = "DryRunOperation";

    private final Supplier<Ec2Client> ec2;
    private final MachineTags tags;

    PermissionCheck(Supplier<Ec2Client> ec2, MachineTags tags) {
        this.ec2 = requireNonNull(ec2, "ec2 is null");
        this.tags = requireNonNull(tags, "tags is null");
    }

    @Override
    public Preflight check(LaunchTarget target, PinnedTemplate template) {
        RunInstancesRequest request = RunRequest.of(template, target, tags.ofPreflight(template))
                .userData(template.data().userData())
                .dryRun(true)
                .build();
        Reply<List<Instance>> reply = Reply.to(
                "ec2:RunInstances, as a dry run",
                () -> ec2.get().runInstances(request).instances());
        return switch (reply) {
            case Reply.Answered<List<Instance>>(var instances) ->
                new Preflight.NotReady("EC2 took a dry run for a launch: look for "
                        + instances.stream().map(Instance::instanceId).toList() + ", and end them by hand");
            case Reply.Refused<List<Instance>>(String code, String message) ->
                TargetCheck.readyUnless(
                        !code.equals(PERMITTED), code + ": " + message + Permission.adviceOn(code, tags.stack()));
            case Reply.Unanswered<List<Instance>>(String why) -> new Preflight.Unanswered(why);
        };
    }
}
