package io.github.outpostrecovery.cli.cloud;

import io.github.outpostrecovery.core.name.SubnetId;

/** What the look-up of a subnet found. */
public sealed interface SubnetLookup {
    /** It lies on an Outpost. */
    record OnOutpost(OutpostSubnet subnet) implements SubnetLookup {}

    /** It lies in the Region itself. */
    record InRegion(SubnetId id, String vpc) implements SubnetLookup {}

    /** There is none. */
    record NotFound(SubnetId id) implements SubnetLookup {}
}
