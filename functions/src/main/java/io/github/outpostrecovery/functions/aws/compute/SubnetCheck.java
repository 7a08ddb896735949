package io.github.outpostrecovery.functions.aws.compute;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetState;

/** Whether every subnet that the machine gets an interface in is there, on the target's server, with an address to give. */
final class SubnetCheck implements TargetCheck {
    private final Supplier<Ec2Client> ec2;

    SubnetCheck(Supplier<Ec2Client> ec2) {
        this.ec2 = requireNonNull(ec2, "ec2 is null");
    }

    @Override
    public Preflight check(LaunchTarget target, PinnedTemplate template) {
        NetworkPlacement placement = NetworkPlacement.of(template, target.subnet());
        SequencedSet<String> wanted = placement.subnets();
        Reply<List<Subnet>> reply = Reply.to(
                "ec2:DescribeSubnets",
                () -> ec2.get()
                        .describeSubnets(request -> request.subnetIds(wanted))
                        .subnets());
        return TargetCheck.judge(reply, subnets -> {
            Map<String, Subnet> found = subnets.stream()
                    .filter(subnet -> subnet.subnetId() != null)
                    .collect(Collectors.toMap(Subnet::subnetId, Function.identity(), (one, other) -> one));
            List<String> troubles = new ArrayList<>();
            for (String id : wanted) {
                Subnet subnet = found.get(id);
                if (subnet == null) {
                    troubles.add("there is no subnet " + id);
                } else {
                    troublesOf(subnet, target, placement.addressesIn(id), troubles);
                }
            }
            return TargetCheck.readyUnless(!troubles.isEmpty(), String.join("; ", troubles));
        });
    }

    private static void troublesOf(Subnet subnet, LaunchTarget target, int addresses, List<String> troubles) {
        if (!target.server().value().equals(subnet.outpostArn())) {
            troubles.add(subnet.subnetId() + " is not on " + target.server() + " but "
                    + (subnet.outpostArn() == null ? "in the Region" : "on " + subnet.outpostArn()));
        }
        if (subnet.state() != SubnetState.AVAILABLE) {
            troubles.add(subnet.subnetId() + " is " + subnet.stateAsString() + ", not available");
        }
        if (subnet.availableIpAddressCount() != null && subnet.availableIpAddressCount() < addresses) {
            troubles.add(subnet.subnetId() + " has " + subnet.availableIpAddressCount() + " free addresses, and "
                    + addresses + " are wanted");
        }
    }
}
