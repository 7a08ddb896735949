package io.github.outpostrecovery.cli.memory;

import io.github.outpostrecovery.cli.cloud.Network;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;
import java.util.List;
import java.util.Optional;

/** A network that nobody here may touch. */
final class NoNetwork implements Network {
    @Override
    public void setLocalNetworkIndex(SubnetId subnet, int index) {
        throw new AssertionError("the network is not touched");
    }

    @Override
    public void clearLocalNetworkIndex(SubnetId subnet) {
        throw new AssertionError("the network is not touched");
    }

    @Override
    public Optional<String> addressPool(OutpostArn outpost) {
        return Optional.empty();
    }

    @Override
    public MadeInterface createInterface(SubnetId subnet, List<String> securityGroups, Optional<String> pool) {
        throw new AssertionError("the network is not touched");
    }

    @Override
    public void delete(MadeInterface made) {
        throw new AssertionError("the network is not touched");
    }
}
