package io.github.outpostrecovery.cli.local;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Network;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;
import io.github.outpostrecovery.lab.region.Ec2Api;
import io.github.outpostrecovery.lab.region.catalog.NetworkInterface;
import java.util.List;
import java.util.Optional;

/** What a launch needs of the simulated network. */
final class LocalNetwork implements Network {
    private final Ec2Api ec2;

    LocalNetwork(Ec2Api ec2) {
        this.ec2 = requireNonNull(ec2, "ec2 is null");
    }

    @Override
    public void setLocalNetworkIndex(SubnetId subnet, int index) {
        ServiceCall.run(() -> ec2.setLocalNetworkIndex(subnet.value(), index));
    }

    @Override
    public void clearLocalNetworkIndex(SubnetId subnet) {
        ServiceCall.run(() -> ec2.setLocalNetworkIndex(subnet.value(), null));
    }

    @Override
    public Optional<String> addressPool(OutpostArn outpost) {
        return ServiceCall.of(() -> ec2.look("DescribeCoipPools", account -> account.pool(outpost.value())));
    }

    @Override
    public MadeInterface createInterface(SubnetId subnet, List<String> securityGroups, Optional<String> pool) {
        NetworkInterface made = ServiceCall.of(() -> ec2.createInterface(subnet.value(), securityGroups, pool));
        return new MadeInterface(made.id(), Optional.ofNullable(made.allocation()));
    }

    @Override
    public void delete(MadeInterface made) {
        ServiceCall.run(() -> ec2.deleteInterface(made.id()));
    }
}
