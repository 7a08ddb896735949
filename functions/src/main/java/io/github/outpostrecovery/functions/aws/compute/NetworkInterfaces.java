package io.github.outpostrecovery.functions.aws.compute;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ConnectionTrackingSpecification;
import software.amazon.awssdk.services.ec2.model.ConnectionTrackingSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.EnaSrdSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.EnaSrdUdpSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.Ipv4PrefixSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.Ipv6PrefixSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateEnaSrdSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecification;

/** Repeats a network interface of a launch template in a request, member by member: the two have types of their own. */
final class NetworkInterfaces {
    private NetworkInterfaces() {}

    static InstanceNetworkInterfaceSpecification.Builder repeat(
            LaunchTemplateInstanceNetworkInterfaceSpecification one) {
        InstanceNetworkInterfaceSpecification.Builder repeated = InstanceNetworkInterfaceSpecification.builder()
                .associateCarrierIpAddress(one.associateCarrierIpAddress())
                .associatePublicIpAddress(one.associatePublicIpAddress())
                .connectionTrackingSpecification(tracking(one.connectionTrackingSpecification()))
                .deleteOnTermination(one.deleteOnTermination())
                .description(one.description())
                .deviceIndex(one.deviceIndex())
                .enaQueueCount(one.enaQueueCount())
                .enaSrdSpecification(enaSrd(one.enaSrdSpecification()))
                .interfaceType(one.interfaceType())
                .ipv4PrefixCount(one.ipv4PrefixCount())
                .ipv6AddressCount(one.ipv6AddressCount())
                .ipv6PrefixCount(one.ipv6PrefixCount())
                .networkCardIndex(one.networkCardIndex())
                .networkInterfaceId(one.networkInterfaceId())
                .primaryIpv6(one.primaryIpv6())
                .privateIpAddress(one.privateIpAddress())
                .secondaryPrivateIpAddressCount(one.secondaryPrivateIpAddressCount())
                .subnetId(one.subnetId());
        repeatLists(one, repeated);
        return repeated;
    }

    private static void repeatLists(
            LaunchTemplateInstanceNetworkInterfaceSpecification one,
            InstanceNetworkInterfaceSpecification.Builder repeated) {
        if (one.hasGroups()) {
            repeated.groups(one.groups());
        }
        if (one.hasIpv4Prefixes()) {
            repeated.ipv4Prefixes(one.ipv4Prefixes().stream()
                    .map(prefix -> Ipv4PrefixSpecificationRequest.builder()
                            .ipv4Prefix(prefix.ipv4Prefix())
                            .build())
                    .toList());
        }
        if (one.hasIpv6Addresses()) {
            repeated.ipv6Addresses(one.ipv6Addresses());
        }
        if (one.hasIpv6Prefixes()) {
            repeated.ipv6Prefixes(one.ipv6Prefixes().stream()
                    .map(prefix -> Ipv6PrefixSpecificationRequest.builder()
                            .ipv6Prefix(prefix.ipv6Prefix())
                            .build())
                    .toList());
        }
        if (one.hasPrivateIpAddresses()) {
            repeated.privateIpAddresses(one.privateIpAddresses());
        }
    }

    private static @Nullable ConnectionTrackingSpecificationRequest tracking(
            @Nullable ConnectionTrackingSpecification one) {
        return one == null
                ? null
                : ConnectionTrackingSpecificationRequest.builder()
                        .tcpEstablishedTimeout(one.tcpEstablishedTimeout())
                        .udpStreamTimeout(one.udpStreamTimeout())
                        .udpTimeout(one.udpTimeout())
                        .build();
    }

    private static @Nullable EnaSrdSpecificationRequest enaSrd(@Nullable LaunchTemplateEnaSrdSpecification one) {
        if (one == null) {
            return null;
        }
        EnaSrdSpecificationRequest.Builder repeated =
                EnaSrdSpecificationRequest.builder().enaSrdEnabled(one.enaSrdEnabled());
        if (one.enaSrdUdpSpecification() != null) {
            repeated.enaSrdUdpSpecification(EnaSrdUdpSpecificationRequest.builder()
                    .enaSrdUdpEnabled(one.enaSrdUdpSpecification().enaSrdUdpEnabled())
                    .build());
        }
        return repeated.build();
    }
}
