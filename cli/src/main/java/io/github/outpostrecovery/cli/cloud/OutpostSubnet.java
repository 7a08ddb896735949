package io.github.outpostrecovery.cli.cloud;

import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A subnet on an Outpost.
 *
 * @param name its Name tag
 * @param localNetworkIndex the device index of local network interfaces (EnableLniAtDeviceIndex), if it is set
 */
public record OutpostSubnet(
        SubnetId id,
        String vpc,
        OutpostArn outpost,
        String zone,
        String cidr,
        Optional<String> name,
        OptionalInt localNetworkIndex) {}
