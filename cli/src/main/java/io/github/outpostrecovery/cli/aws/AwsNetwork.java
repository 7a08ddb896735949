package io.github.outpostrecovery.cli.aws;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.Network;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;
import io.github.outpostrecovery.functions.aws.compute.OneAnswer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.LocalGatewayRouteTable;

/** Subnets, interfaces and customer-owned addresses of EC2. */
final class AwsNetwork implements Network {
    private static final Set<String> NO_INTERFACE =
            Set.of("InvalidNetworkInterfaceID.NotFound", "InvalidNetworkInterfaceId.NotFound");
    private static final Set<String> NO_ADDRESS =
            Set.of("InvalidAllocationID.NotFound", "InvalidAssociationID.NotFound", "InvalidAddress.NotFound");

    private final Supplier<Ec2Client> ec2;

    AwsNetwork(Supplier<Ec2Client> ec2) {
        this.ec2 = requireNonNull(ec2, "ec2 is null");
    }

    @Override
    public void setLocalNetworkIndex(SubnetId subnet, int index) {
        Asking.of(
                "ec2:ModifySubnetAttribute",
                subnet.value(),
                () -> ec2.get()
                        .modifySubnetAttribute(
                                request -> request.subnetId(subnet.value()).enableLniAtDeviceIndex(index)));
    }

    @Override
    public void clearLocalNetworkIndex(SubnetId subnet) {
        Asking.of(
                "ec2:ModifySubnetAttribute",
                subnet.value(),
                () -> ec2.get()
                        .modifySubnetAttribute(request ->
                                request.subnetId(subnet.value()).disableLniAtDeviceIndex(value -> value.value(true))));
    }

    @Override
    public Optional<String> addressPool(OutpostArn outpost) {
        Optional<String> table = Asking.of(
                "ec2:DescribeLocalGatewayRouteTables",
                outpost.value(),
                () -> ec2
                        .get()
                        .describeLocalGatewayRouteTablesPaginator(
                                request -> request.filters(filter("outpost-arn", outpost.value())))
                        .localGatewayRouteTables()
                        .stream()
                        .map(LocalGatewayRouteTable::localGatewayRouteTableId)
                        .filter(Objects::nonNull)
                        .findFirst());
        return table.flatMap(found -> Asking.of(
                "ec2:DescribeCoipPools",
                found,
                () -> ec2
                        .get()
                        .describeCoipPoolsPaginator(
                                request -> request.filters(filter("coip-pool.local-gateway-route-table-id", found)))
                        .coipPools()
                        .stream()
                        .map(pool -> pool.poolId())
                        .filter(Objects::nonNull)
                        .findFirst()));
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    /** {@inheritDoc} What a failure leaves half made is taken away again; what cannot be is named in the failure. */
    @Override
    public MadeInterface createInterface(SubnetId subnet, List<String> securityGroups, Optional<String> pool) {
        String id = Asking.of(
                "ec2:CreateNetworkInterface",
                subnet.value(),
                () -> ec2.get()
                        .createNetworkInterface(
                                request -> request.subnetId(subnet.value()).groups(securityGroups))
                        .networkInterface()
                        .networkInterfaceId());
        MadeInterface bare = new MadeInterface(id, Optional.empty());
        return pool.map(from -> addressed(bare, from)).orElse(bare);
    }

    private MadeInterface addressed(MadeInterface bare, String pool) {
        String allocation = orUndo(bare, () -> allocate(pool));
        MadeInterface made = new MadeInterface(bare.id(), Optional.of(allocation));
        orUndo(
                made,
                () -> Asking.of(
                        "ec2:AssociateAddress",
                        allocation + " with " + bare.id(),
                        () -> ec2.get()
                                .associateAddress(request ->
                                        request.allocationId(allocation).networkInterfaceId(bare.id()))));
        return made;
    }

    /** Sent once: it has no token, and a second request after one that went unanswered might take a second address. */
    private String allocate(String pool) {
        return Asking.of(
                "ec2:AllocateAddress",
                "the pool " + pool,
                () -> ec2.get()
                        .allocateAddress(request -> request.domain(DomainType.VPC)
                                .customerOwnedIpv4Pool(pool)
                                .overrideConfiguration(OneAnswer.configuration()))
                        .allocationId());
    }

    private <T> T orUndo(MadeInterface made, Supplier<T> step) {
        try {
            return step.get();
        } catch (CloudTroubleException failed) {
            try {
                delete(made);
            } catch (CloudTroubleException left) {
                throw new CloudTroubleException(
                        failed.code(),
                        failed.getMessage() + " The interface " + made.id()
                                + made.allocation()
                                        .map(address -> " and the address " + address)
                                        .orElse("")
                                + " could not be taken away again: " + left.getMessage(),
                        failed);
            }
            throw failed;
        }
    }

    @Override
    public void delete(MadeInterface made) {
        made.allocation().ifPresent(this::release);
        Asking.away(
                NO_INTERFACE,
                "ec2:DeleteNetworkInterface",
                made.id(),
                () -> ec2.get().deleteNetworkInterface(request -> request.networkInterfaceId(made.id())));
    }

    private void release(String allocation) {
        Optional<String> association = Asking.unless(
                NO_ADDRESS,
                "ec2:DescribeAddresses",
                allocation,
                () -> ec2.get().describeAddresses(request -> request.allocationIds(allocation)).addresses().stream()
                        .findFirst()
                        .flatMap(address -> Optional.ofNullable(address.associationId()))
                        .filter(id -> !id.isEmpty()));
        association.ifPresent(id -> Asking.away(
                NO_ADDRESS,
                "ec2:DisassociateAddress",
                id,
                () -> ec2.get().disassociateAddress(request -> request.associationId(id))));
        Asking.away(
                NO_ADDRESS,
                "ec2:ReleaseAddress",
                allocation,
                () -> ec2.get().releaseAddress(request -> request.allocationId(allocation)));
    }
}
