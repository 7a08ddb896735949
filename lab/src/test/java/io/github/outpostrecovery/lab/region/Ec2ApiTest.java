package io.github.outpostrecovery.lab.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.lab.region.catalog.AccountCatalog;
import io.github.outpostrecovery.lab.region.catalog.InstanceProfile;
import io.github.outpostrecovery.lab.region.catalog.InstanceSpecification;
import io.github.outpostrecovery.lab.region.catalog.InstanceSpecification.Ebs;
import io.github.outpostrecovery.lab.region.catalog.InstanceSpecification.Interface;
import io.github.outpostrecovery.lab.region.catalog.InstanceSpecification.Metadata;
import io.github.outpostrecovery.lab.region.catalog.LaunchTemplate;
import io.github.outpostrecovery.lab.region.catalog.MachineImage;
import io.github.outpostrecovery.lab.region.catalog.NetworkInterface;
import io.github.outpostrecovery.lab.region.catalog.SecurityGroup;
import io.github.outpostrecovery.lab.region.catalog.Subnet;
import io.github.outpostrecovery.lab.region.catalog.TypeOffer;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ec2ApiTest {
    private static final String SERVER = RegionFixture.SERVER.value();
    private static final String SUBNET = RegionFixture.SUBNET.value();
    private static final String IN_REGION = "subnet-0123456789abcdef1";
    private static final String IMAGE = "ami-0123456789abcdef0";
    private static final String GROUP = "sg-0123456789abcdef0";
    private static final String FOREIGN_GROUP = "sg-0123456789abcdef1";
    private static final String TYPE = "c6id.2xlarge";

    private final RegionFixture fixture = new RegionFixture();
    private final SimulatedEc2 ec2 =
            SimulatedEc2.start(fixture.agenda, Latencies.STANDARD, fixture.hypervisor, Ec2Settings.STANDARD, 1);
    private final Ec2Api api = ec2.api();

    @BeforeEach
    void furnish() {
        fixture.furnish(ec2);
        ec2.catalog().putServer(SERVER, 9);
        AccountCatalog account = ec2.catalog().account();
        account.add(new Subnet(SUBNET, "vpc-1", SERVER, "us-west-2a", "10.0.1.0/24", "store", null));
        account.add(new Subnet(IN_REGION, "vpc-1", null, "us-west-2a", "10.0.2.0/24", null, null));
        account.add(new SecurityGroup(GROUP, "default", "vpc-1"));
        account.add(new SecurityGroup(FOREIGN_GROUP, "default", "vpc-2"));
        account.add(new MachineImage(IMAGE, "iPXE-1", "111122223333", null, "/dev/xvda", 8));
        account.add(new InstanceProfile("web", "arn:aws:iam::111122223333:instance-profile/web", null));
        account.addKeyPair("operations");
        account.add(new TypeOffer(SERVER, TYPE, 2));
    }

    private static InstanceSpecification asked() {
        return new InstanceSpecification(
                IMAGE,
                TYPE,
                "operations",
                "web",
                List.of(new Interface(0, SUBNET, List.of(GROUP), null), new Interface(1, SUBNET, List.of(GROUP), null)),
                List.of(),
                Metadata.STANDARD,
                "#!ipxe\n",
                Map.of("Name", "web-01"));
    }

    private static InstanceSpecification withUserData(int bytes) {
        InstanceSpecification asked = asked();
        return new InstanceSpecification(
                asked.image(),
                asked.type(),
                asked.keyName(),
                asked.instanceProfile(),
                asked.interfaces(),
                asked.blockDevices(),
                asked.metadata(),
                "x".repeat(bytes),
                asked.tags());
    }

    private static String codeOf(LaunchOutcome outcome) {
        return switch (outcome) {
            case LaunchOutcome.Refused(var reason, String code, String message) -> code;
            case LaunchOutcome.Launched launched -> "launched";
            case LaunchOutcome.Unknown unknown -> "unknown";
        };
    }

    @Test
    void launch_isSeenByReads_onlyAfterSomeSeconds() {
        Ec2InstanceId id = RegionFixture.idOf(api.run(asked(), "token-1"));
        assertThat(api.instance(id)).isEmpty();
        assertThat(api.instances()).isEmpty();
        assertThatThrownBy(() -> api.tag(id, Map.of("a", "b")))
                .isInstanceOf(ServiceErrorException.class)
                .extracting(failure -> ((ServiceErrorException) failure).code())
                .isEqualTo("InvalidInstanceID.NotFound");
        fixture.pass(Ec2Api.UNKNOWN_FOR);
        assertThat(api.instance(id)).isPresent();
        api.tag(id, Map.of("a", "b"));
        assertThat(api.instance(id).orElseThrow().specification().tags())
                .containsOnly(Map.entry("Name", "web-01"), Map.entry("a", "b"));
        assertThat(fixture.hypervisor.userData).containsEntry(id.value(), "#!ipxe\n");
    }

    @Test
    void sameToken_isTheSameMachine_andOtherParametersAreRefused() {
        Ec2InstanceId id = RegionFixture.idOf(api.run(asked(), "token-1"));
        assertThat(RegionFixture.idOf(api.run(asked(), "token-1"))).isEqualTo(id);
        assertThat(codeOf(api.run(withUserData(9), "token-1"))).isEqualTo("IdempotentParameterMismatch");
        assertThat(ec2.instances()).hasSize(1);
        assertThat(codeOf(api.run(asked(), "t".repeat(65)))).isEqualTo("InvalidParameterValue");
    }

    @ParameterizedTest
    @CsvSource({"16384, launched", "16385, InvalidParameterValue"})
    void userData_isLimitedTo16KiB(int bytes, String code) {
        assertThat(codeOf(api.run(withUserData(bytes), "token-1"))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "ami-00000000, c6id.2xlarge, operations, web, SUBNET, GROUP, InvalidAMIID.NotFound",
        "iPXE, c6id.2xlarge, operations, web, SUBNET, GROUP, InvalidAMIID.Malformed",
        "IMAGE, m5.large, operations, web, SUBNET, GROUP, Unsupported",
        "IMAGE, c6id.2xlarge, nobody, web, SUBNET, GROUP, InvalidKeyPair.NotFound",
        "IMAGE, c6id.2xlarge, operations, nothing, SUBNET, GROUP, InvalidParameterValue",
        "IMAGE, c6id.2xlarge, operations, web, subnet-0, GROUP, InvalidSubnetID.NotFound",
        "IMAGE, c6id.2xlarge, operations, web, SUBNET, sg-0, InvalidGroup.NotFound",
        "IMAGE, c6id.2xlarge, operations, web, SUBNET, FOREIGN, InvalidParameter",
        "IMAGE, c6id.2xlarge, operations, web, SUBNET, GROUP, launched"
    })
    void launch_thatNamesWhatIsNotThere_isRefusedWithTheCodeOfEc2(
            String image, String type, String key, String profile, String subnet, String group, String code) {
        Interface only = new Interface(
                0,
                subnet.equals("SUBNET") ? SUBNET : subnet,
                List.of(
                        switch (group) {
                            case "GROUP" -> GROUP;
                            case "FOREIGN" -> FOREIGN_GROUP;
                            default -> group;
                        }),
                null);
        InstanceSpecification asked = new InstanceSpecification(
                image.equals("IMAGE") ? IMAGE : image,
                type,
                key,
                profile,
                List.of(only),
                List.of(),
                Metadata.STANDARD,
                null,
                Map.of());
        assertThat(codeOf(api.run(asked, "token-1"))).isEqualTo(code);
        assertThat(ec2.instances()).hasSize(code.equals("launched") ? 1 : 0);
    }

    @Test
    void rootVolume_smallerThanTheImage_isRefused_andReservedTagsAre() {
        InstanceSpecification asked = asked();
        InstanceSpecification small = new InstanceSpecification(
                asked.image(),
                asked.type(),
                null,
                null,
                asked.interfaces(),
                List.of(new Ebs("/dev/xvda", 7, null, Ebs.Deletion.WITH_INSTANCE)),
                asked.metadata(),
                null,
                Map.of());
        assertThat(codeOf(api.run(small, "token-1"))).isEqualTo("InvalidBlockDeviceMapping");
        assertThat(codeOf(api.run(asked.tagged(Map.of("aws:cloudformation:x", "y")), "token-2")))
                .isEqualTo("InvalidParameterValue");
    }

    @Test
    void capacity_isCountedByType_andGivenBack() {
        RegionFixture.idOf(api.run(asked(), "token-1"));
        Ec2InstanceId second = RegionFixture.idOf(api.run(asked(), "token-2"));
        assertThat(codeOf(api.run(asked(), "token-3"))).isEqualTo("InsufficientInstanceCapacity");
        assertThat(api.types(SERVER)).containsEntry(new TypeOffer(SERVER, TYPE, 2), OptionalInt.of(0));
        api.terminate(second);
        fixture.pass(Duration.ofMinutes(1));
        assertThat(codeOf(api.run(asked(), "token-3"))).isEqualTo("launched");
    }

    @Test
    void subnetInTheRegion_takesAMachineThatIsOnNoOutpost() {
        InstanceSpecification asked = asked();
        InstanceSpecification there = new InstanceSpecification(
                asked.image(),
                asked.type(),
                null,
                null,
                List.of(new Interface(0, IN_REGION, List.of(), null)),
                List.of(),
                asked.metadata(),
                null,
                Map.of());
        Ec2InstanceId id = RegionFixture.idOf(api.run(there, "token-1"));
        assertThat(ec2.instance(id).orElseThrow().outpost()).isEmpty();
    }

    @Test
    void networkInterface_isUsedByOneInstance_andNotDeletedMeanwhile() {
        NetworkInterface made = api.createInterface(SUBNET, List.of(GROUP), Optional.of("ipv4pool-coip-1"));
        assertThat(made.allocation()).startsWith("eipalloc-");
        InstanceSpecification asked = asked();
        InstanceSpecification withIt = new InstanceSpecification(
                asked.image(),
                asked.type(),
                null,
                null,
                List.of(new Interface(0, null, List.of(), made.id())),
                List.of(),
                asked.metadata(),
                null,
                Map.of());
        Ec2InstanceId id = RegionFixture.idOf(api.run(withIt, "token-1"));
        assertThat(ec2.instance(id).orElseThrow().outpost()).contains(SERVER);
        assertThat(codeOf(api.run(withIt, "token-2"))).isEqualTo("InvalidNetworkInterface.InUse");
        assertThatThrownBy(() -> api.deleteInterface(made.id())).hasMessageContaining("in use");
        api.terminate(id);
        fixture.pass(Duration.ofMinutes(1));
        api.deleteInterface(made.id());
        assertThat(codeOf(api.run(withIt, "token-3"))).isEqualTo("InvalidNetworkInterfaceID.NotFound");
    }

    @Test
    void template_hasVersions_aTakenNameIsRefused_andADeletedOneIsGone() {
        LaunchTemplate made = api.createTemplate("lt-web-01", asked(), Map.of("a", "b"));
        assertThat(api.addVersion(made.id(), withUserData(3))).isEqualTo(2);
        assertThat(api.latest(made.id())).isEqualTo(2);
        assertThat(api.version(made.id(), 1)).contains(asked());
        assertThat(api.version(made.id(), 2)).contains(withUserData(3));
        assertThat(api.version(made.id(), 3)).isEmpty();
        assertThatThrownBy(() -> api.createTemplate("lt-web-01", asked(), Map.of()))
                .extracting(failure -> ((ServiceErrorException) failure).code())
                .isEqualTo("InvalidLaunchTemplateName.AlreadyExistsException");
        api.deleteTemplate(made.id());
        assertThat(api.templates()).isEmpty();
        assertThat(api.createTemplate("lt-web-01", asked(), Map.of()).id()).isNotEqualTo(made.id());
    }

    @Test
    void faults_strikeTheCallsOfAPerson() {
        ec2.calls().arm(CallFaultRule.nth("a", "DescribeSubnets", 1, new CallFault.Throttled()));
        ec2.calls()
                .arm(CallFaultRule.nth(
                        "b", Ec2Operation.RUN_INSTANCES, 1, new CallFault.AppliedNoAnswer(RegionFixture.PATIENCE)));
        assertThatThrownBy(() -> api.look("DescribeSubnets", AccountCatalog::subnets))
                .extracting(failure -> ((ServiceErrorException) failure).code())
                .isEqualTo(ServiceErrorException.NO_ANSWER);
        assertThat(codeOf(api.run(asked(), "token-1"))).isEqualTo("unknown");
        assertThat(codeOf(api.run(asked(), "token-1"))).isEqualTo("launched");
        assertThat(ec2.instances()).hasSize(1);
    }

    @Test
    void everything_survivesInAFile() {
        api.createTemplate("lt-web-01", asked(), Map.of("a", "b"));
        api.run(asked(), "token-1");
        api.setLocalNetworkIndex(SUBNET, 1);
        api.createInterface(SUBNET, List.of(), Optional.empty());
        JsonNode saved = JsonRecords.write(ec2.save());
        RegionFixture other = new RegionFixture();
        SimulatedEc2 again = SimulatedEc2.restore(
                JsonRecords.read(saved, SimulatedEc2.State.class), other.agenda, Latencies.STANDARD, other.hypervisor);
        assertThat(JsonRecords.write(again.save())).isEqualTo(saved);
        assertThat(again.catalog().account().subnet(SUBNET).orElseThrow().localNetworkIndex())
                .isEqualTo(1);
        assertThat(codeOf(again.api().run(asked(), "token-1"))).isEqualTo("launched");
        assertThat(again.instances()).hasSize(1);
    }
}
