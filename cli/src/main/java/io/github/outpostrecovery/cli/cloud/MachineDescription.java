package io.github.outpostrecovery.cli.cloud;

import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An instance, with all that a launch template of it needs.
 *
 * @param state as EC2 names it: {@code running}, ...
 * @param outpost empty if it runs in the Region itself
 * @param clientToken the token that it was launched with, if any
 * @param interfaces in the order of their device index
 * @param tags all of them, {@code aws:} ones included
 */
public record MachineDescription(
        Ec2InstanceId id,
        String state,
        Optional<OutpostArn> outpost,
        SubnetId subnet,
        String vpc,
        String image,
        String type,
        Optional<String> keyName,
        Optional<String> instanceProfileArn,
        List<InterfaceSpecification> interfaces,
        List<BlockDevice> blockDevices,
        MetadataOptions metadata,
        Map<String, String> tags,
        Optional<String> clientToken,
        Instant launchedAt) {
    public MachineDescription {
        interfaces = List.copyOf(interfaces);
        blockDevices = List.copyOf(blockDevices);
        tags = Map.copyOf(tags);
    }

    /** Its Name tag. */
    public Optional<String> name() {
        return Optional.ofNullable(tags.get("Name"));
    }
}
