package io.github.outpostrecovery.lab.region.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A subnet.
 *
 * @param outpost the ARN of the Outpost that it lies on; null in the Region
 * @param name its Name tag
 * @param localNetworkIndex {@code EnableLniAtDeviceIndex}; null where it is not set
 */
public record Subnet(
        String id,
        String vpc,
        @Nullable String outpost,
        String zone,
        String cidr,
        @Nullable String name,
        @Nullable Integer localNetworkIndex) {
    Subnet with(@Nullable Integer index) {
        return new Subnet(id, vpc, outpost, zone, cidr, name, index);
    }
}
