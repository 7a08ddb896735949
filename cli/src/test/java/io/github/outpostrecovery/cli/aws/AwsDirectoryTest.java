package io.github.outpostrecovery.cli.aws;

import static io.github.outpostrecovery.cli.aws.ScriptedAws.Reply.error;
import static io.github.outpostrecovery.cli.aws.ScriptedAws.Reply.jsonError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.cli.aws.ScriptedAws.Call;
import io.github.outpostrecovery.cli.cloud.BlockDevice;
import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.Directory;
import io.github.outpostrecovery.cli.cloud.Image;
import io.github.outpostrecovery.cli.cloud.InstanceProfile;
import io.github.outpostrecovery.cli.cloud.InterfaceSpecification;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.cloud.MetadataOptions;
import io.github.outpostrecovery.cli.cloud.OfferedType;
import io.github.outpostrecovery.cli.cloud.Outpost;
import io.github.outpostrecovery.cli.cloud.OutpostSubnet;
import io.github.outpostrecovery.cli.cloud.SecretEntry;
import io.github.outpostrecovery.cli.cloud.SecurityGroup;
import io.github.outpostrecovery.cli.cloud.SubnetLookup;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AwsDirectoryTest {
    private static final String SERVER = "arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef0";
    private static final SubnetId SUBNET = new SubnetId("subnet-0aaaaaaaaaaaaaaaa");
    private static final Ec2InstanceId MACHINE = new Ec2InstanceId("i-0123456789abcdef0");

    private final ScriptedAws aws = new ScriptedAws();
    private final Directory directory = aws.cloud().directory();

    @AfterEach
    void close() {
        aws.close();
    }

    private static String subnet(String id, String more) {
        return "<item><subnetId>" + id + "</subnetId><vpcId>vpc-1</vpcId>"
                + "<availabilityZone>us-west-2a</availabilityZone><cidrBlock>10.0.0.0/24</cidrBlock>" + more
                + "</item>";
    }

    private static String subnets(String items, String next) {
        return "<DescribeSubnetsResponse><subnetSet>" + items + "</subnetSet>" + next + "</DescribeSubnetsResponse>";
    }

    @Test
    void open_asksNothing() {
        assertThat(aws.calls()).isEmpty();
    }

    @Test
    void outpostSubnets_areThoseOnAnOutpost_ofAllPages() {
        aws.answer(
                "DescribeSubnets",
                subnets(subnet("subnet-0bbbbbbbbbbbbbbbb", ""), "<nextToken>more</nextToken>"),
                subnets("", "<nextToken>yet-more</nextToken>"),
                subnets(
                        subnet(
                                SUBNET.value(),
                                "<outpostArn>" + SERVER
                                        + "</outpostArn><enableLniAtDeviceIndex>1</enableLniAtDeviceIndex>"
                                        + "<tagSet><item><key>Name</key><value>shop</value></item></tagSet>"),
                        ""));
        assertThat(directory.outpostSubnets())
                .containsExactly(new OutpostSubnet(
                        SUBNET,
                        "vpc-1",
                        new OutpostArn(SERVER),
                        "us-west-2a",
                        "10.0.0.0/24",
                        Optional.of("shop"),
                        OptionalInt.of(1)));
        assertThat(aws.calls("DescribeSubnets").stream().map(call -> call.form().getOrDefault("NextToken", "-")))
                .containsExactly("-", "more", "yet-more");
    }

    @Test
    void subnet_tellsWhereItIs() {
        aws.answer("DescribeSubnets", subnets(subnet(SUBNET.value(), ""), ""));
        assertThat(directory.subnet(SUBNET)).isEqualTo(new SubnetLookup.InRegion(SUBNET, "vpc-1"));
        aws.answer("DescribeSubnets", error(400, "InvalidSubnetID.NotFound", "The subnet ID does not exist"));
        assertThat(directory.subnet(SUBNET)).isEqualTo(new SubnetLookup.NotFound(SUBNET));
    }

    @Test
    void subnet_fails_whenTheCallerMayNot() {
        aws.answer(
                "DescribeSubnets",
                error(
                        403,
                        "UnauthorizedOperation",
                        "You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/u is"
                                + " not authorized to perform: ec2:DescribeSubnets. Encoded authorization failure message:"
                                + " AbCdEf"));
        assertThatThrownBy(() -> directory.subnet(SUBNET))
                .isInstanceOfSatisfying(
                        CloudTroubleException.class,
                        trouble -> assertThat(trouble.code()).isEqualTo("UnauthorizedOperation"))
                .hasMessageStartingWith(
                        "ec2:DescribeSubnets of " + SUBNET + " was refused: UnauthorizedOperation: You are not")
                .hasMessageContaining("Let this caller do ec2:DescribeSubnets")
                .hasMessageContaining("docs/operator-policy.json")
                .hasMessageNotContaining("AbCdEf");
    }

    @Test
    void securityGroups_areThoseOfTheVpc_ofAllPages() {
        String group = "<item><groupId>%s</groupId><groupName>%s</groupName><vpcId>vpc-1</vpcId></item>";
        aws.answer(
                "DescribeSecurityGroups",
                "<DescribeSecurityGroupsResponse><securityGroupInfo>" + group.formatted("sg-1", "default")
                        + "</securityGroupInfo><nextToken>n</nextToken></DescribeSecurityGroupsResponse>",
                "<DescribeSecurityGroupsResponse><securityGroupInfo>" + group.formatted("sg-2", "web")
                        + "</securityGroupInfo></DescribeSecurityGroupsResponse>");
        assertThat(directory.securityGroups("vpc-1"))
                .containsExactly(
                        new SecurityGroup("sg-1", "default", "vpc-1"), new SecurityGroup("sg-2", "web", "vpc-1"));
        assertThat(aws.calls("DescribeSecurityGroups").getFirst().form())
                .containsEntry("Filter.1.Name", "vpc-id")
                .containsEntry("Filter.1.Value.1", "vpc-1");
        aws.answer("DescribeSecurityGroups", error(400, "InvalidGroup.NotFound", "no"));
        assertThat(directory.securityGroup("sg-3")).isEmpty();
    }

    @Test
    void image_hasItsRootSize() {
        aws.answer("DescribeImages", """
            <DescribeImagesResponse><imagesSet><item><imageId>ami-1</imageId><name>al2023-ami-x</name>
            <imageOwnerId>137112412989</imageOwnerId><imageOwnerAlias>amazon</imageOwnerAlias>
            <rootDeviceName>/dev/xvda</rootDeviceName><blockDeviceMapping>
            <item><deviceName>/dev/sdb</deviceName><ebs><volumeSize>99</volumeSize></ebs></item>
            <item><deviceName>/dev/xvda</deviceName><ebs><volumeSize>8</volumeSize></ebs></item>
            </blockDeviceMapping></item></imagesSet></DescribeImagesResponse>\
            """);
        assertThat(directory.image("ami-1"))
                .contains(new Image(
                        "ami-1",
                        "al2023-ami-x",
                        "137112412989",
                        Optional.of("amazon"),
                        "/dev/xvda",
                        OptionalInt.of(8)));
        aws.answer("DescribeImages", error(400, "InvalidAMIID.NotFound", "no"));
        assertThat(directory.image("ami-2")).isEmpty();
    }

    @Test
    void keyPairs_areNames() {
        aws.answer(
                "DescribeKeyPairs",
                "<DescribeKeyPairsResponse><keySet><item><keyName>ops</keyName></item></keySet></DescribeKeyPairsResponse>");
        assertThat(directory.keyPairs()).containsExactly("ops");
    }

    @Test
    void instanceProfiles_haveTheirRole_onAllPages() {
        String page = "<InstanceProfiles><member><InstanceProfileName>%1$s</InstanceProfileName>"
                + "<Arn>arn:aws:iam::111122223333:instance-profile/%1$s</Arn><Roles>%2$s</Roles></member>"
                + "</InstanceProfiles><IsTruncated>%3$s</IsTruncated>%4$s";
        aws.result(
                "ListInstanceProfiles",
                page.formatted(
                        "web",
                        "<member><Arn>arn:aws:iam::111122223333:role/web</Arn><RoleName>web</RoleName></member>",
                        "true",
                        "<Marker>m</Marker>"),
                page.formatted("bare", "", "false", ""));
        assertThat(directory.instanceProfiles())
                .containsExactly(
                        new InstanceProfile(
                                "web",
                                "arn:aws:iam::111122223333:instance-profile/web",
                                Optional.of("arn:aws:iam::111122223333:role/web")),
                        new InstanceProfile(
                                "bare", "arn:aws:iam::111122223333:instance-profile/bare", Optional.empty()));
        assertThat(aws.calls("ListInstanceProfiles")).hasSize(2);
    }

    @Test
    void secrets_areListedOnAllPages_withoutThoseOfOtherServices() {
        String arn = "arn:aws:secretsmanager:us-west-2:111122223333:secret:";
        aws.answer(
                "ListSecrets",
                "{\"SecretList\":[{\"Name\":\"chap\",\"ARN\":\"" + arn + "chap-AbCdEf\"},"
                        + "{\"Name\":\"rds!db\",\"ARN\":\"" + arn + "rds!db-AbCdEf\",\"OwningService\":\"rds\"}],"
                        + "\"NextToken\":\"n\"}",
                "{\"SecretList\":[{\"Name\":\"array\",\"ARN\":\"" + arn + "array-AbCdEf\"}]}");
        assertThat(directory.secrets()).extracting(SecretEntry::name).containsExactly("chap", "array");
    }

    @Test
    void secretKeys_areKeysOnly() {
        aws.answer(
                "GetSecretValue",
                "{\"Name\":\"chap\",\"SecretString\":\"{\\\"userid\\\":\\\"u\\\",\\\"password\\\":\\\"hunter2hunter2\\\"}\"}");
        assertThat(directory.secretKeys("chap")).contains(Set.of("userid", "password"));
        aws.answer("GetSecretValue", "{\"Name\":\"chap\",\"SecretString\":\"hunter2hunter2\"}");
        assertThat(directory.secretKeys("chap")).contains(Set.of());
        aws.answer("GetSecretValue", "{\"Name\":\"chap\",\"SecretBinary\":\"aHVudGVyMg==\"}");
        assertThat(directory.secretKeys("chap")).contains(Set.of());
        aws.answer("GetSecretValue", jsonError(400, "ResourceNotFoundException", "no"));
        assertThat(directory.secretKeys("chap")).isEmpty();
        aws.answer("GetSecretValue", jsonError(400, "AccessDeniedException", "no"));
        assertThatThrownBy(() -> directory.secretKeys("chap"))
                .isInstanceOf(CloudTroubleException.class)
                .hasMessageContaining("Let this caller do secretsmanager:GetSecretValue");
    }

    @Test
    void outposts_haveHardwareAndLink() {
        String outpost = "{\"OutpostArn\":\"" + SERVER + "\",\"Name\":\"shop-1\",\"OwnerId\":\"111122223333\","
                + "\"LifeCycleStatus\":\"ACTIVE\",\"SupportedHardwareType\":\"SERVER\"}";
        aws.answer(
                "ListOutposts",
                "{\"Outposts\":[" + outpost + "],\"NextToken\":\"n\"}",
                "{\"Outposts\":[" + outpost.replace("SERVER", "RACK").replace("abcdef0", "abcdef1") + "]}");
        aws.answer("GetOutpost", "{\"Outpost\":" + outpost + "}");
        aws.answer(
                "GetMetricData",
                "<GetMetricDataResponse><GetMetricDataResult><MetricDataResults><member><Id>connected</Id>"
                        + "<StatusCode>Complete</StatusCode><Timestamps><member>2026-11-23T11:59:00Z</member>"
                        + "<member>2026-11-23T11:58:00Z</member></Timestamps>"
                        + "<Values><member>1.0</member><member>1.0</member></Values></member></MetricDataResults>"
                        + "</GetMetricDataResult></GetMetricDataResponse>");
        assertThat(directory.outposts())
                .extracting(Outpost::name, Outpost::hardware, Outpost::link)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("shop-1", Outpost.Hardware.SERVER, ServerLink.CONNECTED),
                        org.assertj.core.groups.Tuple.tuple("shop-1", Outpost.Hardware.RACK, ServerLink.CONNECTED));
        aws.answer("GetOutpost", jsonError(404, "NotFoundException", "no"));
        assertThat(directory.outpost(new OutpostArn(SERVER))).isEmpty();
    }

    @Test
    void instanceTypes_haveTheirFreePlaces_overAllPages() {
        aws.answer(
                "GetOutpostInstanceTypes",
                "{\"InstanceTypes\":[{\"InstanceType\":\"c6id.large\"}],\"NextToken\":\"n\"}",
                "{\"InstanceTypes\":[{\"InstanceType\":\"c6id.xlarge\"}]}");
        aws.answer(
                "ListAssets",
                "{\"Assets\":[{\"AssetId\":\"a\",\"ComputeAttributes\":{\"State\":\"ACTIVE\",\"InstanceTypeCapacities\":"
                        + "[{\"InstanceType\":\"c6id.large\",\"Count\":4}]}}],\"NextToken\":\"n\"}",
                "{\"Assets\":[{\"AssetId\":\"b\",\"ComputeAttributes\":{\"State\":\"ISOLATED\",\"InstanceTypeCapacities\":"
                        + "[{\"InstanceType\":\"c6id.large\",\"Count\":9}]}}]}");
        aws.answer(
                "ListAssetInstances",
                "{\"AssetInstances\":[{\"InstanceType\":\"c6id.large\",\"AssetId\":\"a\"}],\"NextToken\":\"n\"}",
                "{\"AssetInstances\":[{\"InstanceType\":\"c6id.large\",\"AssetId\":\"b\"},"
                        + "{\"InstanceType\":\"c6id.large\"}]}");
        assertThat(directory.instanceTypes(new OutpostArn(SERVER)))
                .containsExactly(
                        new OfferedType("c6id.large", OptionalInt.of(2)),
                        new OfferedType("c6id.xlarge", OptionalInt.of(0)));
        aws.answer("ListAssets", jsonError(403, "AccessDeniedException", "the Outpost is another account's"));
        aws.answer("GetOutpostInstanceTypes", "{\"InstanceTypes\":[{\"InstanceType\":\"c6id.large\"}]}");
        assertThat(directory.instanceTypes(new OutpostArn(SERVER)))
                .containsExactly(new OfferedType("c6id.large", OptionalInt.empty()));
    }

    private static final String INSTANCE = """
        <item><instanceId>i-0123456789abcdef0</instanceId><imageId>ami-1</imageId>
        <instanceState><code>16</code><name>running</name></instanceState><instanceType>c6id.large</instanceType>
        <keyName>ops</keyName><launchTime>2026-11-20T10:00:00.000Z</launchTime>
        <subnetId>subnet-0aaaaaaaaaaaaaaaa</subnetId><vpcId>vpc-1</vpcId><clientToken>t</clientToken>
        <outpostArn>arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef0</outpostArn>
        <iamInstanceProfile><arn>arn:aws:iam::111122223333:instance-profile/web</arn></iamInstanceProfile>
        <tagSet><item><key>Name</key><value>web-01</value></item>
        <item><key>aws:ec2:fleet-id</key><value>f</value></item></tagSet>
        <blockDeviceMapping><item><deviceName>/dev/xvda</deviceName><ebs><volumeId>vol-1</volumeId>
        <deleteOnTermination>false</deleteOnTermination></ebs></item></blockDeviceMapping>
        <networkInterfaceSet>
        <item><networkInterfaceId>eni-2</networkInterfaceId><subnetId>subnet-0aaaaaaaaaaaaaaaa</subnetId>
        <groupSet><item><groupId>sg-1</groupId></item></groupSet><attachment><deviceIndex>1</deviceIndex></attachment></item>
        <item><networkInterfaceId>eni-1</networkInterfaceId><subnetId>subnet-0aaaaaaaaaaaaaaaa</subnetId>
        <groupSet><item><groupId>sg-1</groupId></item></groupSet><attachment><deviceIndex>0</deviceIndex></attachment></item>
        </networkInterfaceSet>
        <metadataOptions><httpTokens>required</httpTokens><httpPutResponseHopLimit>2</httpPutResponseHopLimit>
        <httpEndpoint>enabled</httpEndpoint></metadataOptions></item>\
        """;

    private static String reservation(String instances, String next) {
        return "<DescribeInstancesResponse><reservationSet><item><instancesSet>" + instances
                + "</instancesSet></item></reservationSet>" + next + "</DescribeInstancesResponse>";
    }

    @Test
    void machine_isDescribedInFull() {
        aws.answer("DescribeInstances", reservation(INSTANCE, ""));
        aws.answer(
                "DescribeVolumes",
                "<DescribeVolumesResponse><volumeSet><item><volumeId>vol-1</volumeId><size>20</size>"
                        + "<volumeType>gp2</volumeType></item></volumeSet></DescribeVolumesResponse>");
        MachineDescription machine = directory.machine(MACHINE).orElseThrow();
        assertThat(machine.name()).contains("web-01");
        assertThat(machine.tags()).containsKey("aws:ec2:fleet-id");
        assertThat(machine.clientToken()).contains("t");
        assertThat(machine.outpost()).contains(new OutpostArn(SERVER));
        assertThat(machine.instanceProfileArn()).contains("arn:aws:iam::111122223333:instance-profile/web");
        assertThat(machine.interfaces())
                .containsExactly(
                        new InterfaceSpecification(0, Optional.of(SUBNET), List.of("sg-1"), Optional.empty()),
                        new InterfaceSpecification(1, Optional.of(SUBNET), List.of("sg-1"), Optional.empty()));
        assertThat(machine.blockDevices())
                .containsExactly(new BlockDevice(
                        "/dev/xvda", OptionalInt.of(20), Optional.of("gp2"), BlockDevice.Deletion.KEPT));
        assertThat(machine.metadata()).isEqualTo(new MetadataOptions("required", 2, "enabled", "disabled", "disabled"));
        assertThat(machine.launchedAt()).isEqualTo("2026-11-20T10:00:00Z");
    }

    @Test
    void machines_areThoseOfAllPages_thatAreNotOver() {
        aws.answer(
                "DescribeInstances",
                reservation(INSTANCE, "<nextToken>n</nextToken>"),
                reservation(INSTANCE.replace("i-0123456789abcdef0", "i-0123456789abcdef1"), ""));
        aws.answer("DescribeVolumes", "<DescribeVolumesResponse><volumeSet/></DescribeVolumesResponse>");
        assertThat(directory.machines())
                .extracting(machine -> machine.id().value())
                .containsExactly("i-0123456789abcdef0", "i-0123456789abcdef1");
        assertThat(aws.calls("DescribeInstances").stream().map(Call::form))
                .allSatisfy(form -> assertThat(form)
                        .containsEntry("Filter.1.Name", "instance-state-name")
                        .doesNotContainValue("terminated"));
        assertThat(aws.form("DescribeVolumes")).containsEntry("Filter.1.Value.1", "vol-1");
    }

    @Test
    void machine_isNone_whenEc2DoesNotKnowIt() {
        aws.answer("DescribeInstances", error(400, "InvalidInstanceID.NotFound", "no"));
        assertThat(directory.machine(MACHINE)).isEmpty();
        aws.answer(
                "DescribeInstances",
                reservation(
                        "<item><instanceId>i-0123456789abcdef0</instanceId><instanceState><name>terminated</name>"
                                + "</instanceState></item>",
                        ""));
        assertThat(directory.machine(MACHINE)).as("its place is forgotten").isEmpty();
    }

    @Test
    void userData_isDecoded() {
        String answer = "<DescribeInstanceAttributeResponse><instanceId>i-0123456789abcdef0</instanceId>"
                + "<userData>%s</userData></DescribeInstanceAttributeResponse>";
        aws.answer("DescribeInstanceAttribute", answer.formatted("<value>I2lweGUKZ3LDvMOf</value>"));
        assertThat(directory.userData(MACHINE)).contains("#ipxe\ngrüß");
        aws.answer("DescribeInstanceAttribute", answer.formatted(""));
        assertThat(directory.userData(MACHINE)).isEmpty();
        aws.answer("DescribeInstanceAttribute", answer.formatted("<value>H4sIAAAA/w==</value>"));
        assertThatThrownBy(() -> directory.userData(MACHINE))
                .isInstanceOf(CloudTroubleException.class)
                .hasMessageContaining("no UTF-8 text");
    }

    @Test
    void question_isAskedAgain_whenItIsThrottled() {
        aws.answer(
                "DescribeKeyPairs",
                error(503, "RequestLimitExceeded", "slow down"),
                ScriptedAws.Reply.text(
                        "<DescribeKeyPairsResponse><keySet><item><keyName>ops</keyName></item></keySet></DescribeKeyPairsResponse>"));
        assertThat(directory.keyPairs()).containsExactly("ops");
    }

    @Test
    void question_fails_whenNobodyAnswers() {
        aws.answer("DescribeKeyPairs", ScriptedAws.Reply.DROPPED);
        assertThatThrownBy(directory::keyPairs)
                .isInstanceOfSatisfying(
                        CloudTroubleException.class,
                        trouble -> assertThat(trouble.code()).isEqualTo("NoAnswer"))
                .hasMessageStartingWith("ec2:DescribeKeyPairs of the key pairs came to nothing: NoAnswer")
                .hasMessageNotContaining("\n");
    }

    @Test
    void question_fails_whenTheAnswerMakesNoSense() {
        aws.answer("DescribeSubnets", subnets(subnet("subnet-?", "<outpostArn>no-arn</outpostArn>"), ""));
        assertThatThrownBy(directory::outpostSubnets)
                .isInstanceOfSatisfying(
                        CloudTroubleException.class,
                        trouble -> assertThat(trouble.code()).isEqualTo("OddAnswer"))
                .hasMessageContaining("subnet-?");
    }

    @Test
    void account_isAskedForOnce() {
        aws.result("GetCallerIdentity", "<Account>111122223333</Account>");
        assertThat(aws.cloud().place().account()).isEqualTo("111122223333");
        assertThat(aws.cloud().place().account()).isEqualTo("111122223333");
        assertThat(aws.calls("GetCallerIdentity")).hasSize(1);
        assertThat(aws.cloud().place().partition()).isEqualTo("aws");
    }
}
