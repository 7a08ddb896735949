package io.github.outpostrecovery.cli.aws;

import static io.github.outpostrecovery.cli.aws.ScriptedAws.Reply.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.cli.aws.ScriptedAws.Reply;
import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.Machines;
import io.github.outpostrecovery.cli.cloud.Machines.Launch;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsMachinesTest {
    private static final Ec2InstanceId ID = new Ec2InstanceId("i-0123456789abcdef0");
    private static final String TERMINATED = "<TerminateInstancesResponse><instancesSet><item><instanceId>" + ID
            + "</instanceId></item></instancesSet>" + "</TerminateInstancesResponse>";

    private final ScriptedAws aws = new ScriptedAws();
    private final Machines machines = aws.cloud().machines();

    @AfterEach
    void close() {
        aws.close();
    }

    private static String launched(String state, String more) {
        return "<RunInstancesResponse><instancesSet><item><instanceId>" + ID + "</instanceId><instanceState><name>"
                + state + "</name></instanceState>" + more + "</item></instancesSet></RunInstancesResponse>";
    }

    @Test
    void launch_asksForOneMachine_withAllThatIsSpecified() {
        aws.answer("RunInstances", launched("pending", "<outpostArn>" + Samples.SERVER + "</outpostArn>"));
        assertThat(machines.launch(Samples.machine(), "token"))
                .isEqualTo(new Launch.Launched(ID, Optional.of(Samples.SERVER)));
        Map<String, String> form = aws.form("RunInstances");
        assertThat(form)
                .containsEntry("MinCount", "1")
                .containsEntry("MaxCount", "1")
                .containsEntry("ClientToken", "token")
                .containsEntry("ImageId", "ami-0123456789abcdef0")
                .containsEntry("InstanceType", "c6id.large")
                .containsEntry("KeyName", "ops")
                .containsEntry("IamInstanceProfile.Name", "web")
                .containsEntry("NetworkInterface.1.DeviceIndex", "0")
                .containsEntry("NetworkInterface.1.SubnetId", Samples.SUBNET.value())
                .containsEntry("NetworkInterface.1.SecurityGroupId.1", "sg-1")
                .containsEntry("NetworkInterface.1.SecurityGroupId.2", "sg-2")
                .containsEntry("NetworkInterface.2.DeviceIndex", "1")
                .containsEntry("NetworkInterface.2.DeleteOnTermination", "true")
                .containsEntry("BlockDeviceMapping.1.DeviceName", "/dev/xvda")
                .containsEntry("BlockDeviceMapping.1.Ebs.VolumeSize", "20")
                .containsEntry("BlockDeviceMapping.1.Ebs.VolumeType", "gp2")
                .containsEntry("BlockDeviceMapping.1.Ebs.DeleteOnTermination", "true")
                .containsEntry("BlockDeviceMapping.2.Ebs.DeleteOnTermination", "false")
                .doesNotContainKey("BlockDeviceMapping.2.Ebs.VolumeSize")
                .doesNotContainKey("BlockDeviceMapping.2.Ebs.VolumeType")
                .containsEntry("MetadataOptions.HttpTokens", "required")
                .containsEntry("MetadataOptions.HttpPutResponseHopLimit", "2")
                .containsEntry("MetadataOptions.HttpEndpoint", "enabled")
                .containsEntry("TagSpecification.1.ResourceType", "instance")
                .containsEntry("TagSpecification.1.Tag.1.Key", "Name")
                .containsEntry("TagSpecification.1.Tag.2.Key", "a")
                .containsEntry("TagSpecification.1.Tag.3.Key", "outpost-recovery:instance")
                .doesNotContainKey("SubnetId")
                .doesNotContainKey("SecurityGroupId.1");
        assertThat(Base64.getDecoder().decode(form.get("UserData")))
                .asString(java.nio.charset.StandardCharsets.UTF_8)
                .isEqualTo(Samples.USER_DATA);
    }

    @Test
    void launch_sendsNothingThatIsNotSpecified() {
        aws.answer("RunInstances", launched("pending", ""));
        assertThat(machines.launch(Samples.bareMachine(), "token"))
                .isEqualTo(new Launch.Launched(ID, Optional.empty()));
        assertThat(aws.form("RunInstances"))
                .containsEntry("IamInstanceProfile.Arn", "arn:aws:iam::111122223333:instance-profile/web")
                .containsEntry("NetworkInterface.1.NetworkInterfaceId", "eni-1")
                .doesNotContainKey("NetworkInterface.1.DeleteOnTermination")
                .doesNotContainKey("KeyName")
                .doesNotContainKey("UserData")
                .doesNotContainKey("TagSpecification.1.ResourceType")
                .doesNotContainKey("BlockDeviceMapping.1.DeviceName");
    }

    @Test
    void launch_repeated_isTheSameToTheByte() {
        aws.answer("RunInstances", launched("pending", ""));
        machines.launch(Samples.machine(), "token");
        machines.launch(Samples.machine(), "token");
        assertThat(aws.calls("RunInstances").getFirst().text())
                .isEqualTo(aws.calls("RunInstances").getLast().text());
    }

    @ParameterizedTest
    @CsvSource({
        "400, InvalidSubnetID.NotFound, The subnet ID",
        "403, UnauthorizedOperation, iam:PassRole on the role in the instance profile",
        "500, InsufficientInstanceCapacity, no",
        "400, IdempotentParameterMismatch, was launched before",
    })
    void launch_isRefused_withTheCodeOfEc2(int status, String code, String told) {
        aws.answer("RunInstances", error(status, code, told.startsWith("The") ? told : "no"));
        assertThat(machines.launch(Samples.machine(), "token"))
                .isInstanceOfSatisfying(Launch.Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(code);
                    assertThat(refused.message()).contains(told);
                });
    }

    @Test
    void launch_isRefused_whenTheMachineOfTheTokenIsOver() {
        aws.answer("RunInstances", launched("terminated", ""));
        assertThat(machines.launch(Samples.machine(), "token"))
                .isInstanceOfSatisfying(
                        Launch.Refused.class,
                        refused -> assertThat(refused.message()).contains(ID.value()));
    }

    @Test
    void launch_isUnknown_andSentOnce_whenNoAnswerComes() {
        aws.answer("RunInstances", Reply.DROPPED);
        assertThat(machines.launch(Samples.machine(), "token")).isInstanceOf(Launch.Unknown.class);
        assertThat(aws.calls("RunInstances")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void launch_isUnknown_whenEc2IsInTrouble(int status) {
        aws.answer("RunInstances", error(status, "InternalError", "no"));
        assertThat(machines.launch(Samples.machine(), "token")).isInstanceOf(Launch.Unknown.class);
    }

    @Test
    void launch_isTriedAgain_whenItIsThrottled() {
        aws.answer(
                "RunInstances", error(503, "RequestLimitExceeded", "slow down"), Reply.text(launched("pending", "")));
        assertThat(machines.launch(Samples.machine(), "token")).isInstanceOf(Launch.Launched.class);
    }

    @Test
    void terminate_endsIt() {
        aws.answer("TerminateInstances", TERMINATED);
        machines.terminate(ID);
        assertThat(aws.form("TerminateInstances")).containsEntry("InstanceId.1", ID.value());
        assertThat(aws.pauses()).isEmpty();
    }

    @Test
    void terminate_asksAgain_whenEc2DoesNotKnowItYet() {
        aws.answer("TerminateInstances", error(400, "InvalidInstanceID.NotFound", "no"), Reply.text(TERMINATED));
        machines.terminate(ID);
        assertThat(aws.calls("TerminateInstances")).hasSize(2);
    }

    @Test
    void terminate_changesNothing_whenThereIsNone() {
        aws.answer("TerminateInstances", error(400, "InvalidInstanceID.NotFound", "no"));
        machines.terminate(ID);
        assertThat(aws.pauses().stream().reduce(Duration.ZERO, Duration::plus)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void terminate_fails_whenItIsRefused() {
        aws.answer("TerminateInstances", error(400, "OperationNotPermitted", "termination protection"));
        assertThatThrownBy(() -> machines.terminate(ID))
                .isInstanceOf(CloudTroubleException.class)
                .hasMessageContaining("ec2:TerminateInstances of " + ID + " was refused: OperationNotPermitted");
    }

    @Test
    void tag_putsTagsOnTheInstance() {
        aws.answer("CreateTags", "<CreateTagsResponse><return>true</return></CreateTagsResponse>");
        machines.tag(ID, Map.of("k", "v"));
        assertThat(aws.form("CreateTags"))
                .containsEntry("ResourceId.1", ID.value())
                .containsEntry("Tag.1.Key", "k")
                .containsEntry("Tag.1.Value", "v");
        machines.tag(ID, Map.of());
        assertThat(aws.calls("CreateTags")).hasSize(1);
    }
}
