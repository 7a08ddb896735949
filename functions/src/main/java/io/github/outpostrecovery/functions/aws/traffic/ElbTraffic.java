package io.github.outpostrecovery.functions.aws.traffic;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.service.Traffic;
import io.github.outpostrecovery.functions.aws.failure.AwsFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * Target groups of Application and Network Load Balancers whose targets are instances: all of the account, since nothing
 * but the registration itself says where a machine gets its requests from.
 *
 * <p>In each group the new machine is registered on the ports of the old one, and the old one is taken out only when the
 * new one serves on all of them: until then the group is no worse off than before.
 */
public final class ElbTraffic implements Traffic {
    private final Supplier<ElasticLoadBalancingV2Client> client;

    public ElbTraffic(Supplier<ElasticLoadBalancingV2Client> client) {
        this.client = requireNonNull(client, "client is null");
    }

    @Override
    public Moved move(InstanceName instance, Ec2InstanceId from, Ec2InstanceId to) {
        List<String> moved = new ArrayList<>();
        List<String> pending = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (TargetGroup group : groups(failures)) {
            try {
                switch (move(group, from, to)) {
                    case Step.Unconcerned() -> {}
                    case Step.Moved() -> moved.add(group.targetGroupArn());
                    case Step.Pending(String why) -> pending.add(group.targetGroupName() + ": " + why);
                }
            } catch (SdkException failed) {
                failures.add(
                        group.targetGroupName() + ": " + AwsFailure.of(failed).line());
            }
        }
        return new Moved(moved, pending, failures);
    }

    private List<TargetGroup> groups(List<String> failures) {
        try {
            return client.get().describeTargetGroupsPaginator().targetGroups().stream()
                    .filter(group -> group.targetType() == TargetTypeEnum.INSTANCE)
                    .toList();
        } catch (SdkException failed) {
            failures.add("DescribeTargetGroups failed: " + AwsFailure.of(failed).line());
            return List.of();
        }
    }

    private sealed interface Step {
        /** Neither machine is registered there. */
        record Unconcerned() implements Step {}

        record Moved() implements Step {}

        record Pending(String why) implements Step {}
    }

    private Step move(TargetGroup group, Ec2InstanceId from, Ec2InstanceId to) {
        Registrations before = registrations(group);
        if (!before.has(from) && !before.has(to)) {
            return new Step.Unconcerned();
        }
        List<TargetDescription> missing = before.missing(from, to);
        if (!missing.isEmpty()) {
            client.get()
                    .registerTargets(request ->
                            request.targetGroupArn(group.targetGroupArn()).targets(missing));
        }
        Registrations now = missing.isEmpty() ? before : registrations(group);
        // Without a load balancer nobody looks whether a target is healthy, and nobody sends it anything.
        List<String> waiting = group.loadBalancerArns().isEmpty() ? List.of() : now.notServing(to);
        if (!waiting.isEmpty() || !now.missing(from, to).isEmpty()) {
            return new Step.Pending(waiting.isEmpty() ? to + " is not registered yet" : String.join(", ", waiting));
        }
        List<TargetDescription> old =
                now.of(from).stream().map(TargetHealthDescription::target).toList();
        if (!old.isEmpty()) {
            client.get()
                    .deregisterTargets(request ->
                            request.targetGroupArn(group.targetGroupArn()).targets(old));
        }
        return new Step.Moved();
    }

    private Registrations registrations(TargetGroup group) {
        return new Registrations(client.get()
                .describeTargetHealth(request -> request.targetGroupArn(group.targetGroupArn()))
                .targetHealthDescriptions());
    }
}
