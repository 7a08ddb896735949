package io.github.outpostrecovery.cli.aws;

import io.github.outpostrecovery.cli.cloud.BlockDevice;
import io.github.outpostrecovery.cli.cloud.BlockDevice.Deletion;
import io.github.outpostrecovery.cli.cloud.InterfaceSpecification;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.cli.cloud.MetadataOptions;
import io.github.outpostrecovery.core.name.SubnetId;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateEbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateIamInstanceProfileSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataOptions;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/**
 * Reads what a launch template holds: all of it, if it was made by this command. Of others only what this command speaks
 * of.
 */
final class TemplateReading {
    private TemplateReading() {}

    /**
     * Reads it.
     *
     * @param template which it is, for a person
     */
    static MachineSpecification read(ResponseLaunchTemplateData data, String template) {
        return new MachineSpecification(
                Objects.requireNonNullElse(data.imageId(), ""),
                Objects.requireNonNullElse(data.instanceTypeAsString(), ""),
                text(data.keyName()),
                profile(data.iamInstanceProfile()),
                data.networkInterfaces().stream()
                        .map(TemplateReading::one)
                        .sorted(Comparator.comparingInt(InterfaceSpecification::deviceIndex))
                        .toList(),
                data.blockDeviceMappings().stream()
                        .flatMap(TemplateReading::device)
                        .toList(),
                metadata(data.metadataOptions()),
                text(data.userData()).map(encoded -> Base64Text.decode(encoded, template)),
                tags(data));
    }

    private static Optional<String> profile(@Nullable LaunchTemplateIamInstanceProfileSpecification profile) {
        return profile == null ? Optional.empty() : text(profile.arn()).or(() -> text(profile.name()));
    }

    private static InterfaceSpecification one(LaunchTemplateInstanceNetworkInterfaceSpecification found) {
        return new InterfaceSpecification(
                Objects.requireNonNullElse(found.deviceIndex(), 0),
                text(found.subnetId()).map(SubnetId::new),
                found.groups(),
                text(found.networkInterfaceId()));
    }

    private static Stream<BlockDevice> device(LaunchTemplateBlockDeviceMapping mapping) {
        LaunchTemplateEbsBlockDevice volume = mapping.ebs();
        return volume == null
                ? Stream.empty()
                : Stream.of(new BlockDevice(
                        mapping.deviceName(),
                        volume.volumeSize() == null ? OptionalInt.empty() : OptionalInt.of(volume.volumeSize()),
                        text(volume.volumeTypeAsString()),
                        Boolean.FALSE.equals(volume.deleteOnTermination()) ? Deletion.KEPT : Deletion.WITH_INSTANCE));
    }

    private static MetadataOptions metadata(@Nullable LaunchTemplateInstanceMetadataOptions found) {
        return found == null
                ? MetadataTerms.STANDARD
                : MetadataTerms.of(
                        found.httpTokensAsString(),
                        found.httpPutResponseHopLimit(),
                        found.httpEndpointAsString(),
                        found.httpProtocolIpv6AsString(),
                        found.instanceMetadataTagsAsString());
    }

    private static Map<String, String> tags(ResponseLaunchTemplateData data) {
        return Tags.read(data.tagSpecifications().stream()
                .filter(specification -> specification.resourceType() == ResourceType.INSTANCE)
                .flatMap(specification -> specification.tags().stream())
                .toList());
    }

    private static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }
}
