package io.github.outpostrecovery.cli.cloud;

import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;
import java.util.List;
import java.util.Optional;

/** What a launch needs of the network. Each method fails with {@link CloudTroubleException} if it was not answered or refused. */
public interface Network {
    /** Sets the device index of local network interfaces of a subnet (ModifySubnetAttribute). Repeating it changes nothing. */
    void setLocalNetworkIndex(SubnetId subnet, int index);

    /** Takes the index away again. */
    void clearLocalNetworkIndex(SubnetId subnet);

    /** The customer-owned address pool of a rack's first local gateway route table; empty if there is none. */
    Optional<String> addressPool(OutpostArn outpost);

    /**
     * Makes an interface, on a rack with an address of a pool.
     *
     * @param pool a customer-owned address pool; empty for direct VPC routing
     * @return what was made, and what it takes to take it away again
     */
    MadeInterface createInterface(SubnetId subnet, List<String> securityGroups, Optional<String> pool);

    /** Deletes an interface and releases its address. Repeating it changes nothing. */
    void delete(MadeInterface made);

    /**
     * An interface that was made.
     *
     * @param allocation the id of its address, if it has one from a pool
     */
    record MadeInterface(String id, Optional<String> allocation) {}
}
