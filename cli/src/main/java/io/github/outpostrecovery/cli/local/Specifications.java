package io.github.outpostrecovery.cli.local;

import io.github.outpostrecovery.cli.cloud.BlockDevice;
import io.github.outpostrecovery.cli.cloud.InterfaceSpecification;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.cli.cloud.MetadataOptions;
import io.github.outpostrecovery.core.name.SubnetId;
import io.github.outpostrecovery.lab.region.catalog.InstanceSpecification;
import io.github.outpostrecovery.lab.region.catalog.InstanceSpecification.Ebs;
import io.github.outpostrecovery.lab.region.catalog.InstanceSpecification.Interface;
import io.github.outpostrecovery.lab.region.catalog.InstanceSpecification.Metadata;
import java.util.Optional;
import java.util.OptionalInt;

/** The command's words for what is launched, and the simulated EC2's. */
final class Specifications {
    private Specifications() {}

    static InstanceSpecification toRegion(MachineSpecification asked) {
        return new InstanceSpecification(
                asked.image(),
                asked.type(),
                asked.keyName().orElse(null),
                asked.instanceProfile().orElse(null),
                asked.interfaces().stream().map(Specifications::toRegion).toList(),
                asked.blockDevices().stream().map(Specifications::toRegion).toList(),
                toRegion(asked.metadata()),
                asked.userData().orElse(null),
                asked.tags());
    }

    static MachineSpecification toCommand(InstanceSpecification kept) {
        return new MachineSpecification(
                kept.image(),
                kept.type(),
                Optional.ofNullable(kept.keyName()),
                Optional.ofNullable(kept.instanceProfile()),
                kept.interfaces().stream().map(Specifications::toCommand).toList(),
                kept.blockDevices().stream().map(Specifications::toCommand).toList(),
                toCommand(kept.metadata()),
                Optional.ofNullable(kept.userData()),
                kept.tags());
    }

    static InterfaceSpecification toCommand(Interface kept) {
        return new InterfaceSpecification(
                kept.deviceIndex(),
                Optional.ofNullable(kept.subnet()).map(SubnetId::new),
                kept.groups(),
                Optional.ofNullable(kept.existing()));
    }

    static BlockDevice toCommand(Ebs kept) {
        Integer gib = kept.gib();
        return new BlockDevice(
                kept.device(),
                gib == null ? OptionalInt.empty() : OptionalInt.of(gib),
                Optional.ofNullable(kept.type()),
                switch (kept.deletion()) {
                    case WITH_INSTANCE -> BlockDevice.Deletion.WITH_INSTANCE;
                    case KEPT -> BlockDevice.Deletion.KEPT;
                });
    }

    static MetadataOptions toCommand(Metadata kept) {
        return new MetadataOptions(kept.tokens(), kept.hopLimit(), kept.endpoint(), kept.ipv6(), kept.tags());
    }

    private static Interface toRegion(InterfaceSpecification asked) {
        return new Interface(
                asked.deviceIndex(),
                asked.subnet().map(SubnetId::value).orElse(null),
                asked.securityGroups(),
                asked.existing().orElse(null));
    }

    private static Ebs toRegion(BlockDevice asked) {
        return new Ebs(
                asked.device(),
                asked.gib().isPresent() ? asked.gib().getAsInt() : null,
                asked.type().orElse(null),
                switch (asked.deletion()) {
                    case WITH_INSTANCE -> Ebs.Deletion.WITH_INSTANCE;
                    case KEPT -> Ebs.Deletion.KEPT;
                });
    }

    private static Metadata toRegion(MetadataOptions asked) {
        return new Metadata(asked.tokens(), asked.hopLimit(), asked.endpoint(), asked.ipv6(), asked.tags());
    }
}
