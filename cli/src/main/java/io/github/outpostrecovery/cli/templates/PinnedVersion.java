package io.github.outpostrecovery.cli.templates;

import io.github.outpostrecovery.cli.cloud.BlockDevice;
import io.github.outpostrecovery.cli.cloud.InterfaceSpecification;
import io.github.outpostrecovery.cli.cloud.LaunchTemplates;
import io.github.outpostrecovery.cli.cloud.LaunchTemplates.Template;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One version of a launch template, and what it launches. */
public record PinnedVersion(int number, MachineSpecification specification) {
    /**
     * The newest versions of the two kinds.
     *
     * @param marked with a marker for the initiator's name, for the engine
     * @param plain without one, for a person
     */
    public record Newest(Optional<PinnedVersion> marked, Optional<PinnedVersion> plain) {}

    /** Looks for the newest versions; those that were deleted are passed over. */
    public static Newest newest(LaunchTemplates templates, Template template) {
        Optional<PinnedVersion> marked = Optional.empty();
        Optional<PinnedVersion> plain = Optional.empty();
        for (int number = template.latest(); number >= 1 && (marked.isEmpty() || plain.isEmpty()); number--) {
            int version = number;
            Optional<PinnedVersion> found = templates
                    .version(template.id(), number)
                    .map(specification -> new PinnedVersion(version, specification));
            if (found.filter(PinnedVersion::isMarked).isPresent()) {
                marked = marked.or(() -> found);
            } else {
                plain = plain.or(() -> found);
            }
        }
        return new Newest(marked, plain);
    }

    /** Whether its user data has a place for an initiator's name. */
    public boolean isMarked() {
        return specification
                .userData()
                .filter(text -> !MarkedUserData.protocols(text).isEmpty())
                .isPresent();
    }

    /** Whether it launches the same; the order in which EC2 lists things does not count. */
    boolean launches(MachineSpecification other) {
        return inOrder(specification).equals(inOrder(other));
    }

    private static MachineSpecification inOrder(MachineSpecification one) {
        return new MachineSpecification(
                one.image(),
                one.type(),
                one.keyName(),
                one.instanceProfile(),
                sorted(one.interfaces()),
                one.blockDevices().stream()
                        .sorted(Comparator.comparing(BlockDevice::device))
                        .toList(),
                one.metadata(),
                one.userData(),
                one.tags());
    }

    private static List<InterfaceSpecification> sorted(List<InterfaceSpecification> interfaces) {
        return interfaces.stream()
                .sorted(Comparator.comparingInt(InterfaceSpecification::deviceIndex))
                .map(one -> new InterfaceSpecification(
                        one.deviceIndex(),
                        one.subnet(),
                        one.securityGroups().stream().sorted().toList(),
                        one.existing()))
                .toList();
    }
}
