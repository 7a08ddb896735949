package io.github.outpostrecovery.cli.templates;

import io.github.outpostrecovery.cli.cloud.BlockDevice;
import io.github.outpostrecovery.cli.cloud.Image;
import io.github.outpostrecovery.cli.cloud.InterfaceSpecification;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.cli.launch.LaunchTags;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.SubnetId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What launches another machine like one that runs. */
final class Specifications {
    /** Keys that only AWS may write (EC2 User Guide, "Tag restrictions"). */
    private static final String RESERVED = "aws:";

    /** What is true of one machine only: the engine writes the first two anew, and the names go out of date. */
    private static final List<String> OF_ONE_MACHINE =
            List.of("outpost-recovery:generation", "outpost-recovery:incident", "outpost-recovery:initiator-");

    private final MachineDescription machine;
    private final Image image;
    private final InstanceName instance;
    private final String stack;

    Specifications(MachineDescription machine, Image image, InstanceName instance, String stack) {
        this.machine = machine;
        this.image = image;
        this.instance = instance;
        this.stack = stack;
    }

    /** As it runs, in another subnet: for a person, who launches it by hand. */
    MachineSpecification copy(SubnetId subnet, Optional<String> userData) {
        return specification(subnet, userData, tags(machine.tags()));
    }

    /** For the engine, which fills the markers. */
    MachineSpecification forEngine(SubnetId subnet, Optional<String> userData) {
        Map<String, String> tags = tags(machine.tags());
        tags.keySet().removeIf(key -> OF_ONE_MACHINE.stream().anyMatch(key::startsWith));
        tags.put(LaunchTags.STACK, stack);
        tags.put(LaunchTags.INSTANCE, instance.value());
        return specification(subnet, userData, tags);
    }

    private MachineSpecification specification(SubnetId subnet, Optional<String> userData, Map<String, String> tags) {
        return new MachineSpecification(
                machine.image(),
                machine.type(),
                machine.keyName(),
                machine.instanceProfileArn(),
                machine.interfaces().stream()
                        .sorted(Comparator.comparingInt(InterfaceSpecification::deviceIndex))
                        .map(one -> new InterfaceSpecification(
                                one.deviceIndex(), Optional.of(subnet), one.securityGroups(), Optional.empty()))
                        .toList(),
                machine.blockDevices().stream()
                        .filter(this::differsFromTheImage)
                        .sorted(Comparator.comparing(BlockDevice::device))
                        .toList(),
                machine.metadata(),
                userData,
                tags);
    }

    /** What type the image's root volume has is not told: a root volume with a type is written down as it is. */
    private boolean differsFromTheImage(BlockDevice device) {
        return !device.device().equals(image.rootDevice())
                || device.type().isPresent()
                || device.deletion() != BlockDevice.Deletion.WITH_INSTANCE
                || (device.gib().isPresent() && !device.gib().equals(image.rootGib()));
    }

    private static Map<String, String> tags(Map<String, String> all) {
        Map<String, String> tags = new TreeMap<>(all);
        tags.keySet().removeIf(key -> key.startsWith(RESERVED));
        return tags;
    }
}
