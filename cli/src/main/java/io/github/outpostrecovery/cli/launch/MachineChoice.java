package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.cli.cloud.BlockDevice;
import io.github.outpostrecovery.cli.cloud.Image;
import io.github.outpostrecovery.cli.cloud.InstanceProfile;
import java.util.List;
import java.util.Optional;

/**
 * The machine, without its user data.
 *
 * @param root only what differs from the image; none if nothing does
 */
record MachineChoice(
        Image image,
        String type,
        Optional<String> key,
        String securityGroup,
        Optional<InstanceProfile> profile,
        List<BlockDevice> root) {
    MachineChoice {
        root = List.copyOf(root);
    }
}
