package io.github.outpostrecovery.cli.cloud;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to launch; also what a launch template holds.
 *
 * @param interfaces one for each device index
 * @param blockDevices only what differs from the image
 * @param userData as text; it is encoded where it is sent
 * @param tags of the instance, without {@code aws:} ones
 */
public record MachineSpecification(
        String image,
        String type,
        Optional<String> keyName,
        Optional<String> instanceProfile,
        List<InterfaceSpecification> interfaces,
        List<BlockDevice> blockDevices,
        MetadataOptions metadata,
        Optional<String> userData,
        Map<String, String> tags) {
    public MachineSpecification {
        interfaces = List.copyOf(interfaces);
        blockDevices = List.copyOf(blockDevices);
        tags = Map.copyOf(tags);
    }
}
