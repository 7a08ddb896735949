package io.github.outpostrecovery.functions.aws.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.ConnectionTrackingSpecification;
import software.amazon.awssdk.services.ec2.model.ConnectionTrackingSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.InstanceIpv6Address;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.Ipv4PrefixSpecificationResponse;
import software.amazon.awssdk.services.ec2.model.Ipv6PrefixSpecificationResponse;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateEnaSrdSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateEnaSrdUdpSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.PrivateIpAddressSpecification;

class NetworkInterfacesTest {
    private static final LaunchTemplateInstanceNetworkInterfaceSpecification FULL =
            LaunchTemplateInstanceNetworkInterfaceSpecification.builder()
                    .associateCarrierIpAddress(true)
                    .associatePublicIpAddress(true)
                    .connectionTrackingSpecification(ConnectionTrackingSpecification.builder()
                            .tcpEstablishedTimeout(1)
                            .udpStreamTimeout(2)
                            .udpTimeout(3)
                            .build())
                    .deleteOnTermination(true)
                    .description("lni")
                    .deviceIndex(1)
                    .enaQueueCount(4)
                    .enaSrdSpecification(LaunchTemplateEnaSrdSpecification.builder()
                            .enaSrdEnabled(true)
                            .enaSrdUdpSpecification(LaunchTemplateEnaSrdUdpSpecification.builder()
                                    .enaSrdUdpEnabled(true)
                                    .build())
                            .build())
                    .groups("sg-1")
                    .interfaceType("interface")
                    .ipv4PrefixCount(5)
                    .ipv4Prefixes(Ipv4PrefixSpecificationResponse.builder()
                            .ipv4Prefix("192.0.2.0/28")
                            .build())
                    .ipv6AddressCount(6)
                    .ipv6Addresses(InstanceIpv6Address.builder()
                            .ipv6Address("2001:db8::1")
                            .build())
                    .ipv6PrefixCount(7)
                    .ipv6Prefixes(Ipv6PrefixSpecificationResponse.builder()
                            .ipv6Prefix("2001:db8::/80")
                            .build())
                    .networkCardIndex(8)
                    .networkInterfaceId("eni-1")
                    .primaryIpv6(true)
                    .privateIpAddress("192.0.2.7")
                    .privateIpAddresses(PrivateIpAddressSpecification.builder()
                            .privateIpAddress("192.0.2.8")
                            .build())
                    .secondaryPrivateIpAddressCount(9)
                    .subnetId("subnet-1")
                    .build();

    /** If a newer SDK brings a member, this sample has to be given one. */
    @Test
    void sample_always_hasEveryMember() {
        assertThat(given(FULL)).isEqualTo(members(FULL));
    }

    @Test
    void repeat_always_repeatsEveryMember() {
        InstanceNetworkInterfaceSpecification repeated =
                NetworkInterfaces.repeat(FULL).build();

        assertThat(words(repeated)).isEqualTo(words(FULL));
        assertThat(given(repeated)).isEqualTo(members(repeated));
    }

    @Test
    void repeat_whenAMemberIsNotGiven_givesNone() {
        LaunchTemplateInstanceNetworkInterfaceSpecification bare =
                LaunchTemplateInstanceNetworkInterfaceSpecification.builder()
                        .deviceIndex(1)
                        .build();

        InstanceNetworkInterfaceSpecification repeated =
                NetworkInterfaces.repeat(bare).build();

        assertThat(given(repeated)).containsExactly("DeviceIndex");
        assertThat(repeated.connectionTrackingSpecification())
                .isNotEqualTo(ConnectionTrackingSpecificationRequest.builder().build());
    }

    private static Set<String> members(SdkPojo one) {
        return one.sdkFields().stream().map(SdkField::memberName).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The members that have a value; a list that was not set has none, though it reads as empty. */
    private static Set<String> given(SdkPojo one) {
        return one.sdkFields().stream()
                .filter(field -> field.getValueOrDefault(one) != null
                        && !(field.getValueOrDefault(one) instanceof Collection<?> list && list.isEmpty()))
                .map(SdkField::memberName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@code Name=value} of every member and of theirs, whatever the types are called and in whatever order. */
    private static List<String> words(SdkPojo one) {
        return Arrays.stream(one.toString().replaceAll("\\w+\\(", "").split("[\\[\\](), ]+", -1))
                .filter(word -> !word.isEmpty())
                .sorted()
                .toList();
    }
}
