package io.github.outpostrecovery.cli.aws;

import io.github.outpostrecovery.cli.cloud.BlockDevice;
import io.github.outpostrecovery.cli.cloud.BlockDevice.Deletion;
import io.github.outpostrecovery.cli.cloud.InterfaceSpecification;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.cli.cloud.MetadataOptions;
import io.github.outpostrecovery.core.name.SubnetId;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/** What to launch, in the words of {@code RunInstances}. */
final class RunInstancesContent {
    private static final String ARN = "arn:";

    private RunInstancesContent() {}

    static RunInstancesRequest.Builder of(MachineSpecification specification) {
        RunInstancesRequest.Builder request = RunInstancesRequest.builder()
                .imageId(specification.image())
                .instanceType(specification.type())
                .metadataOptions(metadata(specification.metadata()))
                .tagSpecifications(Tags.on(ResourceType.INSTANCE, specification.tags()));
        specification.keyName().ifPresent(request::keyName);
        specification.instanceProfile().ifPresent(profile -> request.iamInstanceProfile(profile(profile)));
        specification.userData().ifPresent(text -> request.userData(Base64Text.encode(text)));
        if (!specification.interfaces().isEmpty()) {
            request.networkInterfaces(specification.interfaces().stream()
                    .map(RunInstancesContent::one)
                    .toList());
        }
        if (!specification.blockDevices().isEmpty()) {
            request.blockDeviceMappings(specification.blockDevices().stream()
                    .map(RunInstancesContent::device)
                    .toList());
        }
        return request;
    }

    /** Whether a profile is given by its ARN; else it is its name. */
    static boolean isArn(String profile) {
        return profile.startsWith(ARN);
    }

    private static IamInstanceProfileSpecification profile(String profile) {
        IamInstanceProfileSpecification.Builder named = IamInstanceProfileSpecification.builder();
        return (isArn(profile) ? named.arn(profile) : named.name(profile)).build();
    }

    /** One that is made with the instance ends with it; one that was made before outlives it. */
    private static InstanceNetworkInterfaceSpecification one(InterfaceSpecification wanted) {
        InstanceNetworkInterfaceSpecification.Builder one =
                InstanceNetworkInterfaceSpecification.builder().deviceIndex(wanted.deviceIndex());
        Optional<String> existing = wanted.existing();
        if (existing.isPresent()) {
            return one.networkInterfaceId(existing.get()).build();
        }
        wanted.subnet().map(SubnetId::value).ifPresent(one::subnetId);
        return one.groups(wanted.securityGroups()).deleteOnTermination(true).build();
    }

    private static BlockDeviceMapping device(BlockDevice wanted) {
        EbsBlockDevice.Builder volume =
                EbsBlockDevice.builder().deleteOnTermination(wanted.deletion() == Deletion.WITH_INSTANCE);
        wanted.gib().ifPresent(volume::volumeSize);
        wanted.type().ifPresent(volume::volumeType);
        return BlockDeviceMapping.builder()
                .deviceName(wanted.device())
                .ebs(volume.build())
                .build();
    }

    private static InstanceMetadataOptionsRequest metadata(MetadataOptions wanted) {
        return InstanceMetadataOptionsRequest.builder()
                .httpTokens(wanted.tokens())
                .httpPutResponseHopLimit(wanted.hopLimit())
                .httpEndpoint(wanted.endpoint())
                .httpProtocolIpv6(wanted.ipv6())
                .instanceMetadataTags(wanted.tags())
                .build();
    }
}
