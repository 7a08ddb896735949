package io.github.outpostrecovery.cli.aws;

import io.github.outpostrecovery.cli.cloud.BlockDevice;
import io.github.outpostrecovery.cli.cloud.BlockDevice.Deletion;
import io.github.outpostrecovery.cli.cloud.InterfaceSpecification;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.cloud.MetadataOptions;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.Volume;

/** Reads an instance of EC2. */
final class MachineReading {
    private MachineReading() {}

    /** Whether it is somewhere: of a terminated instance EC2 soon forgets where it was. */
    static boolean isPlaced(Instance instance) {
        return instance.subnetId() != null && !instance.subnetId().isEmpty();
    }

    static Stream<String> volumes(Instance instance) {
        return instance.blockDeviceMappings().stream()
                .filter(mapping -> mapping.ebs() != null && mapping.ebs().volumeId() != null)
                .map(mapping -> mapping.ebs().volumeId());
    }

    static MachineDescription read(Instance instance, Map<String, Volume> volumes) {
        return new MachineDescription(
                new Ec2InstanceId(instance.instanceId()),
                instance.state() == null ? "unknown" : instance.state().nameAsString(),
                text(instance.outpostArn()).map(OutpostArn::new),
                new SubnetId(instance.subnetId()),
                Objects.requireNonNullElse(instance.vpcId(), ""),
                instance.imageId(),
                instance.instanceTypeAsString(),
                text(instance.keyName()),
                Optional.ofNullable(instance.iamInstanceProfile()).flatMap(profile -> text(profile.arn())),
                interfaces(instance),
                instance.blockDeviceMappings().stream()
                        .filter(mapping -> mapping.ebs() != null)
                        .map(mapping -> device(mapping, volumes))
                        .toList(),
                metadata(instance.metadataOptions()),
                Tags.read(instance.tags()),
                text(instance.clientToken()),
                Objects.requireNonNullElse(instance.launchTime(), Instant.EPOCH));
    }

    private static List<InterfaceSpecification> interfaces(Instance instance) {
        return instance.networkInterfaces().stream()
                .map(one -> new InterfaceSpecification(
                        index(one),
                        text(one.subnetId()).map(SubnetId::new),
                        one.groups().stream().map(GroupIdentifier::groupId).toList(),
                        Optional.empty()))
                .sorted(Comparator.comparingInt(InterfaceSpecification::deviceIndex))
                .toList();
    }

    private static int index(InstanceNetworkInterface one) {
        return one.attachment() == null || one.attachment().deviceIndex() == null
                ? 0
                : one.attachment().deviceIndex();
    }

    private static BlockDevice device(InstanceBlockDeviceMapping mapping, Map<String, Volume> volumes) {
        Optional<Volume> volume = Optional.ofNullable(mapping.ebs().volumeId()).map(volumes::get);
        return new BlockDevice(
                mapping.deviceName(),
                volume.map(Volume::size).map(OptionalInt::of).orElseGet(OptionalInt::empty),
                volume.flatMap(found -> text(found.volumeTypeAsString())),
                Boolean.FALSE.equals(mapping.ebs().deleteOnTermination()) ? Deletion.KEPT : Deletion.WITH_INSTANCE);
    }

    /** What EC2 does not say is what it does unless told otherwise (EC2 API reference, InstanceMetadataOptionsRequest). */
    private static MetadataOptions metadata(@Nullable InstanceMetadataOptionsResponse found) {
        return found == null
                ? MetadataTerms.STANDARD
                : MetadataTerms.of(
                        found.httpTokensAsString(),
                        found.httpPutResponseHopLimit(),
                        found.httpEndpointAsString(),
                        found.httpProtocolIpv6AsString(),
                        found.instanceMetadataTagsAsString());
    }

    private static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }
}
