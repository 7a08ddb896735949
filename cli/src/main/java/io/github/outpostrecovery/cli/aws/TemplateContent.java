package io.github.outpostrecovery.cli.aws;

import io.github.outpostrecovery.cli.cloud.BlockDevice;
import io.github.outpostrecovery.cli.cloud.BlockDevice.Deletion;
import io.github.outpostrecovery.cli.cloud.InterfaceSpecification;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.cli.cloud.MetadataOptions;
import io.github.outpostrecovery.core.name.SubnetId;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMappingRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateEbsBlockDeviceRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateIamInstanceProfileSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** What to launch, in the words of a launch template. Groups stand with the interfaces: EC2 takes no others beside them. */
final class TemplateContent {
    private TemplateContent() {}

    static RequestLaunchTemplateData of(MachineSpecification specification) {
        RequestLaunchTemplateData.Builder data = RequestLaunchTemplateData.builder()
                .imageId(specification.image())
                .instanceType(specification.type())
                .metadataOptions(metadata(specification.metadata()));
        specification.keyName().ifPresent(data::keyName);
        specification.instanceProfile().ifPresent(profile -> data.iamInstanceProfile(profile(profile)));
        specification.userData().ifPresent(text -> data.userData(Base64Text.encode(text)));
        if (!specification.interfaces().isEmpty()) {
            data.networkInterfaces(specification.interfaces().stream()
                    .map(TemplateContent::one)
                    .toList());
        }
        if (!specification.blockDevices().isEmpty()) {
            data.blockDeviceMappings(specification.blockDevices().stream()
                    .map(TemplateContent::device)
                    .toList());
        }
        if (!specification.tags().isEmpty()) {
            data.tagSpecifications(LaunchTemplateTagSpecificationRequest.builder()
                    .resourceType(ResourceType.INSTANCE)
                    .tags(Tags.write(specification.tags()))
                    .build());
        }
        return data.build();
    }

    private static LaunchTemplateIamInstanceProfileSpecificationRequest profile(String profile) {
        LaunchTemplateIamInstanceProfileSpecificationRequest.Builder named =
                LaunchTemplateIamInstanceProfileSpecificationRequest.builder();
        return (RunInstancesContent.isArn(profile) ? named.arn(profile) : named.name(profile)).build();
    }

    private static LaunchTemplateInstanceNetworkInterfaceSpecificationRequest one(InterfaceSpecification wanted) {
        LaunchTemplateInstanceNetworkInterfaceSpecificationRequest.Builder one =
                LaunchTemplateInstanceNetworkInterfaceSpecificationRequest.builder()
                        .deviceIndex(wanted.deviceIndex());
        Optional<String> existing = wanted.existing();
        if (existing.isPresent()) {
            return one.networkInterfaceId(existing.get()).build();
        }
        wanted.subnet().map(SubnetId::value).ifPresent(one::subnetId);
        return one.groups(wanted.securityGroups()).deleteOnTermination(true).build();
    }

    private static LaunchTemplateBlockDeviceMappingRequest device(BlockDevice wanted) {
        LaunchTemplateEbsBlockDeviceRequest.Builder volume = LaunchTemplateEbsBlockDeviceRequest.builder()
                .deleteOnTermination(wanted.deletion() == Deletion.WITH_INSTANCE);
        wanted.gib().ifPresent(volume::volumeSize);
        wanted.type().ifPresent(volume::volumeType);
        return LaunchTemplateBlockDeviceMappingRequest.builder()
                .deviceName(wanted.device())
                .ebs(volume.build())
                .build();
    }

    private static LaunchTemplateInstanceMetadataOptionsRequest metadata(MetadataOptions wanted) {
        return LaunchTemplateInstanceMetadataOptionsRequest.builder()
                .httpTokens(wanted.tokens())
                .httpPutResponseHopLimit(wanted.hopLimit())
                .httpEndpoint(wanted.endpoint())
                .httpProtocolIpv6(wanted.ipv6())
                .instanceMetadataTags(wanted.tags())
                .build();
    }
}
