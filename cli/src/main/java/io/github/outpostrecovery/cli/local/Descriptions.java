package io.github.outpostrecovery.cli.local;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.BlockDevice;
import io.github.outpostrecovery.cli.cloud.InterfaceSpecification;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;
import io.github.outpostrecovery.lab.region.Ec2Instance;
import io.github.outpostrecovery.lab.region.catalog.AccountCatalog;
import io.github.outpostrecovery.lab.region.catalog.InstanceProfile;
import io.github.outpostrecovery.lab.region.catalog.InstanceSpecification;
import io.github.outpostrecovery.lab.region.catalog.InstanceSpecification.Interface;
import io.github.outpostrecovery.lab.region.catalog.MachineImage;
import io.github.outpostrecovery.lab.region.catalog.Subnet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** How {@code DescribeInstances} shows an instance of the simulated Region. */
final class Descriptions {
    private static final String USUAL_VOLUME = "gp2";

    private final AccountCatalog account;

    Descriptions(AccountCatalog account) {
        this.account = requireNonNull(account, "account is null");
    }

    /** Whether an instance is not terminated. */
    static boolean isThere(Ec2Instance instance) {
        return switch (instance.lifecycle()) {
            case TERMINATED, NOT_FOUND -> false;
            case PENDING, RUNNING, STOPPING, STOPPED, SHUTTING_DOWN -> true;
        };
    }

    MachineDescription of(Ec2Instance instance) {
        InstanceSpecification launched = instance.specification();
        List<InterfaceSpecification> interfaces = interfaces(instance);
        SubnetId subnet = interfaces.stream()
                .findFirst()
                .flatMap(InterfaceSpecification::subnet)
                .orElseGet(() -> new SubnetId(instance.request().subnet()));
        return new MachineDescription(
                new Ec2InstanceId(instance.id()),
                instance.lifecycle().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                instance.outpost().map(OutpostArn::new),
                subnet,
                account.subnet(subnet.value()).map(Subnet::vpc).orElse(""),
                launched.image(),
                launched.type(),
                Optional.ofNullable(launched.keyName()),
                Optional.ofNullable(launched.instanceProfile())
                        .flatMap(account::profile)
                        .map(InstanceProfile::arn),
                interfaces,
                blockDevices(launched),
                Specifications.toCommand(launched.metadata()),
                launched.tags(),
                Optional.of(instance.request().token()),
                instance.startedAt());
    }

    private List<InterfaceSpecification> interfaces(Ec2Instance instance) {
        return instance.specification().interfaces().stream()
                .sorted(Comparator.comparingInt(Interface::deviceIndex))
                .map(one -> attached(one, instance.request().subnet()))
                .toList();
    }

    /** An interface that was made before shows where it lies; one of a template lies where the launch put it. */
    private InterfaceSpecification attached(Interface one, String subnetOfLaunch) {
        return Optional.ofNullable(one.existing())
                .flatMap(account::networkInterface)
                .map(made -> new InterfaceSpecification(
                        one.deviceIndex(),
                        Optional.of(new SubnetId(made.subnet())),
                        made.groups(),
                        Optional.of(made.id())))
                .orElseGet(() -> new InterfaceSpecification(
                        one.deviceIndex(), Optional.of(new SubnetId(subnetOfLaunch)), one.groups(), Optional.empty()));
    }

    /** What was asked for, and the image's root volume. */
    private List<BlockDevice> blockDevices(InstanceSpecification launched) {
        List<BlockDevice> devices = new ArrayList<>();
        Optional<MachineImage> image = account.image(launched.image());
        launched.blockDevices().forEach(asked -> devices.add(filled(Specifications.toCommand(asked), image)));
        image.filter(found ->
                        devices.stream().noneMatch(device -> device.device().equals(found.rootDevice())))
                .ifPresent(found -> devices.addFirst(new BlockDevice(
                        found.rootDevice(),
                        OptionalInt.of(found.rootGib()),
                        Optional.of(USUAL_VOLUME),
                        BlockDevice.Deletion.WITH_INSTANCE)));
        return devices;
    }

    private static BlockDevice filled(BlockDevice asked, Optional<MachineImage> image) {
        OptionalInt gib = asked.gib().isPresent()
                ? asked.gib()
                : image.stream().mapToInt(MachineImage::rootGib).findFirst();
        return new BlockDevice(asked.device(), gib, Optional.of(asked.type().orElse(USUAL_VOLUME)), asked.deletion());
    }
}
