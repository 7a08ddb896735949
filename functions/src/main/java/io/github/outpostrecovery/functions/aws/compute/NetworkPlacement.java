package io.github.outpostrecovery.functions.aws.compute;

import io.github.outpostrecovery.core.name.SubnetId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/**
 * Puts a machine into the subnet of its target.
 *
 * <p>A subnet may be named for the whole request or in its network interfaces, not in both (EC2 API reference,
 * RunInstances, SubnetId), and an Outposts server needs a second interface for the local network. So:
 *
 * <ul>
 *   <li>a template without interfaces is launched into the target's subnet;
 *   <li>one whose primary interface names that subnet was made for this target: it is launched as it stands, unless another
 *       of its interfaces names no subnet;
 *   <li>the interfaces of any other are repeated in the request, as they are and at their device indexes, all of them in the
 *       target's subnet.
 * </ul>
 *
 * <p>An interface that exists already has a subnet of its own, and keeps it. All this depends on the template alone, and so
 * is the same at every repetition.
 */
final class NetworkPlacement {
    private final List<LaunchTemplateInstanceNetworkInterfaceSpecification> interfaces;
    private final SubnetId subnet;

    private NetworkPlacement(List<LaunchTemplateInstanceNetworkInterfaceSpecification> interfaces, SubnetId subnet) {
        this.interfaces = interfaces;
        this.subnet = subnet;
    }

    static NetworkPlacement of(PinnedTemplate template, SubnetId subnet) {
        return new NetworkPlacement(template.data().networkInterfaces(), subnet);
    }

    /** Says in a request where its machine goes. */
    void applyTo(RunInstancesRequest.Builder request) {
        if (interfaces.isEmpty()) {
            request.subnetId(subnet.value());
        } else if (!standsAsItIs()) {
            request.networkInterfaces(interfaces.stream().map(this::placed).toList());
        }
    }

    /** The subnets that interfaces will be made in. */
    SequencedSet<String> subnets() {
        SequencedSet<String> subnets = new LinkedHashSet<>();
        subnets.add(subnet.value());
        interfaces.stream().flatMap(one -> subnetOf(one).stream()).forEach(subnets::add);
        return subnets;
    }

    /** How many of the machine's interfaces are made in a subnet: each takes an address at least. */
    int addressesIn(String subnetId) {
        return interfaces.isEmpty()
                ? 1
                : (int) interfaces.stream()
                        .filter(one -> subnetOf(one).filter(subnetId::equals).isPresent())
                        .count();
    }

    private boolean standsAsItIs() {
        return interfaces.stream()
                .allMatch(one -> exists(one) || Objects.equals(subnetOf(one).orElse(null), one.subnetId()));
    }

    private boolean madeForThisTarget() {
        return interfaces.stream()
                .anyMatch(one ->
                        Objects.equals(0, one.deviceIndex()) && subnet.value().equals(one.subnetId()));
    }

    private Optional<String> subnetOf(LaunchTemplateInstanceNetworkInterfaceSpecification one) {
        if (exists(one)) {
            return Optional.empty();
        }
        return madeForThisTarget() && one.subnetId() != null
                ? Optional.of(one.subnetId())
                : Optional.of(subnet.value());
    }

    private static boolean exists(LaunchTemplateInstanceNetworkInterfaceSpecification one) {
        return one.networkInterfaceId() != null;
    }

    private InstanceNetworkInterfaceSpecification placed(LaunchTemplateInstanceNetworkInterfaceSpecification one) {
        InstanceNetworkInterfaceSpecification.Builder placed = NetworkInterfaces.repeat(one);
        subnetOf(one).ifPresent(placed::subnetId);
        return placed.build();
    }
}
