package io.github.outpostrecovery.cli.aws;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.OutpostSubnet;
import io.github.outpostrecovery.cli.cloud.SecurityGroup;
import io.github.outpostrecovery.cli.cloud.SubnetLookup;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Subnets and security groups. */
final class NetworkLists {
    private static final Set<String> NO_SUBNET = Set.of("InvalidSubnetID.NotFound", "InvalidSubnetID.Malformed");
    private static final Set<String> NO_GROUP =
            Set.of("InvalidGroup.NotFound", "InvalidGroupId.Malformed", "InvalidGroupId.NotFound");

    private final Supplier<Ec2Client> ec2;

    NetworkLists(Supplier<Ec2Client> ec2) {
        this.ec2 = requireNonNull(ec2, "ec2 is null");
    }

    /** Those on an Outpost: a filter by ARN has to name it, so they are picked here. */
    List<OutpostSubnet> outpostSubnets() {
        return Asking.of(
                "ec2:DescribeSubnets",
                "the subnets",
                () -> ec2.get().describeSubnetsPaginator(request -> {}).subnets().stream()
                        .flatMap(subnet -> onOutpost(subnet).stream())
                        .toList());
    }

    SubnetLookup subnet(SubnetId id) {
        return Asking.<SubnetLookup>unless(
                        NO_SUBNET,
                        "ec2:DescribeSubnets",
                        id.value(),
                        () -> ec2.get().describeSubnets(request -> request.subnetIds(id.value())).subnets().stream()
                                .findFirst()
                                .map(subnet -> onOutpost(subnet)
                                        .<SubnetLookup>map(SubnetLookup.OnOutpost::new)
                                        .orElseGet(() -> new SubnetLookup.InRegion(id, subnet.vpcId()))))
                .orElseGet(() -> new SubnetLookup.NotFound(id));
    }

    List<SecurityGroup> securityGroups(String vpc) {
        return Asking.of(
                "ec2:DescribeSecurityGroups",
                "the security groups of " + vpc,
                () -> ec2
                        .get()
                        .describeSecurityGroupsPaginator(request -> request.filters(
                                Filter.builder().name("vpc-id").values(vpc).build()))
                        .securityGroups()
                        .stream()
                        .map(NetworkLists::group)
                        .toList());
    }

    Optional<SecurityGroup> securityGroup(String id) {
        return Asking.unless(
                NO_GROUP,
                "ec2:DescribeSecurityGroups",
                id,
                () -> ec2.get().describeSecurityGroups(request -> request.groupIds(id)).securityGroups().stream()
                        .findFirst()
                        .map(NetworkLists::group));
    }

    private static SecurityGroup group(software.amazon.awssdk.services.ec2.model.SecurityGroup found) {
        return new SecurityGroup(
                found.groupId(),
                Objects.requireNonNullElse(found.groupName(), ""),
                Objects.requireNonNullElse(found.vpcId(), ""));
    }

    private static Optional<OutpostSubnet> onOutpost(Subnet subnet) {
        return Optional.ofNullable(subnet.outpostArn())
                .filter(arn -> !arn.isEmpty())
                .map(arn -> new OutpostSubnet(
                        new SubnetId(subnet.subnetId()),
                        subnet.vpcId(),
                        new OutpostArn(arn),
                        Objects.requireNonNullElse(subnet.availabilityZone(), ""),
                        Objects.requireNonNullElse(subnet.cidrBlock(), ""),
                        Optional.ofNullable(Tags.read(subnet.tags()).get("Name")),
                        subnet.enableLniAtDeviceIndex() == null
                                ? OptionalInt.empty()
                                : OptionalInt.of(subnet.enableLniAtDeviceIndex())));
    }
}
