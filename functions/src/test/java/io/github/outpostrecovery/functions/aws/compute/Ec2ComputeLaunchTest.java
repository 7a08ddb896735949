package io.github.outpostrecovery.functions.aws.compute;

import static io.github.outpostrecovery.functions.aws.compute.ComputeAtTheWire.IQN;
import static io.github.outpostrecovery.functions.aws.compute.ComputeAtTheWire.MACHINE;
import static io.github.outpostrecovery.functions.aws.compute.ComputeAtTheWire.NQN;
import static io.github.outpostrecovery.functions.aws.compute.ComputeAtTheWire.SERVER;
import static io.github.outpostrecovery.functions.aws.compute.Ec2Answers.INSTANCE_ID;
import static io.github.outpostrecovery.functions.aws.compute.Ec2Answers.OUTPOST;
import static io.github.outpostrecovery.functions.aws.compute.Ec2Answers.networkInterface;
import static io.github.outpostrecovery.functions.aws.compute.Ec2Answers.networkInterfaces;
import static io.github.outpostrecovery.functions.aws.compute.ScriptedAws.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.compute.LaunchOrder;
import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.compute.LaunchOutcome.Launched;
import io.github.outpostrecovery.core.compute.LaunchOutcome.Reason;
import io.github.outpostrecovery.core.compute.LaunchOutcome.Refused;
import io.github.outpostrecovery.core.compute.LaunchOutcome.Unknown;
import io.github.outpostrecovery.core.compute.LaunchedMachine;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ec2ComputeLaunchTest {
    private static final String ACTION = "RunInstances";
    private static final String TEMPLATES = "DescribeLaunchTemplateVersions";
    private static final String MARKED = "#!/bin/sh\nname=@OUTPOST_RECOVERY_INITIATOR_IQN@\n";
    private static final LaunchOrder ORDER = ComputeAtTheWire.iscsiOrder();

    @AutoClose
    private final ComputeAtTheWire wire = new ComputeAtTheWire();

    private LaunchOutcome launchFrom(String template) {
        wire.aws.answer(TEMPLATES, template).answer(ACTION, launched("pending", OUTPOST));
        return wire.compute.launch(ORDER);
    }

    private static String launched(String state, String outpost) {
        return Ec2Answers.launched(Ec2Answers.instance(INSTANCE_ID, state, outpost));
    }

    private Map<String, String> fields() {
        return ScriptedAws.fields(wire.aws.requests(ACTION).getLast());
    }

    private static String userData(Map<String, String> fields) {
        return new String(Base64.getDecoder().decode(fields.getOrDefault("UserData", "")), StandardCharsets.ISO_8859_1);
    }

    @Test
    void launch_whenAnswered_isTheMachineOnItsServer() {
        assertThat(launchFrom(Ec2Answers.template(MARKED, "")))
                .isEqualTo(new Launched(new LaunchedMachine(MACHINE, Optional.of(SERVER))));
    }

    @Test
    void launch_always_asksForOneMachineOfThePinnedVersionWithItsNameTokenAndTags() {
        launchFrom(Ec2Answers.template(MARKED, ""));

        assertThat(wire.aws.requests(TEMPLATES))
                .containsExactly("Action=DescribeLaunchTemplateVersions&Version=2016-11-15"
                        + "&LaunchTemplateId=lt-0a1b2c3d4e5f60001&LaunchTemplateVersion.1=3");
        String userData = Base64.getEncoder()
                .encodeToString(("#!/bin/sh\nname=" + IQN + "\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(wire.aws.requests(ACTION))
                .containsExactly("Action=RunInstances&Version=2016-11-15"
                        + "&MaxCount=1&MinCount=1&SubnetId=subnet-0a1b2c3d4e5f60001&UserData="
                        + userData.replace("=", "%3D").replace("+", "%2B").replace("/", "%2F")
                        + tags(1, "instance") + tags(2, "volume")
                        + "&LaunchTemplate.LaunchTemplateId=lt-0a1b2c3d4e5f60001&LaunchTemplate.Version=3"
                        + "&ClientToken=" + ORDER.token());
    }

    private static String tags(int number, String resource) {
        String start = "&TagSpecification." + number;
        String[][] tags = {
            {"Name", "web-01"},
            {"outpost-recovery%3Ageneration", "g2"},
            {"outpost-recovery%3Aincident", "web-01%237"},
            {"outpost-recovery%3Ainstance", "web-01"},
            {"outpost-recovery%3Astack", "engine"}
        };
        StringBuilder text = new StringBuilder(start + ".ResourceType=" + resource);
        for (int i = 0; i < tags.length; i++) {
            text.append(start + ".Tag." + (i + 1) + ".Key=" + tags[i][0]);
            text.append(start + ".Tag." + (i + 1) + ".Value=" + tags[i][1]);
        }
        return text.toString();
    }

    @Test
    void launch_whenRepeated_sendsTheSameRequest() {
        String template = Ec2Answers.template(
                MARKED,
                networkInterfaces(networkInterface(0, "", "<groupSet><groupId>sg-1</groupId></groupSet>"))
                        + "<tagSpecificationSet><item><resourceType>instance</resourceType><tagSet>"
                        + Ec2Answers.tag("b", "2") + Ec2Answers.tag("a", "1")
                        + "</tagSet></item></tagSpecificationSet>");
        launchFrom(template);
        try (ComputeAtTheWire elsewhere = new ComputeAtTheWire()) {
            elsewhere.aws.answer(TEMPLATES, template).answer(ACTION, launched("running", OUTPOST));
            elsewhere.compute.launch(ComputeAtTheWire.iscsiOrder());

            assertThat(elsewhere.aws.requests(ACTION)).isEqualTo(wire.aws.requests(ACTION));
        }
    }

    @Test
    void launch_whenTheMachineHasTwoProtocols_fillsBothNamesIn() {
        wire.aws
                .answer(
                        TEMPLATES,
                        Ec2Answers.template("@OUTPOST_RECOVERY_INITIATOR_IQN@ @OUTPOST_RECOVERY_HOST_NQN@ \u00e9", ""))
                .answer(ACTION, launched("pending", OUTPOST));

        wire.compute.launch(ComputeAtTheWire.order(Map.of("array-1", IQN, "array-2", NQN)));

        assertThat(userData(fields())).isEqualTo(IQN + " " + NQN + " \u00e9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#!/bin/sh\n", "@OUTPOST_RECOVERY_HOST_NQN@"})
    void launch_whenTheUserDataHasNoPlaceForTheName_launchesNothing(String userData) {
        assertThat(launchFrom(Ec2Answers.template(userData, ""))).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.REQUEST);
            assertThat(refused.code()).isEqualTo("UserDataWithoutMarker");
        });
        assertThat(wire.aws.requests(ACTION)).isEmpty();
    }

    @Test
    void launch_whenThereIsNoSuchVersion_launchesNothing() {
        assertThat(launchFrom(Ec2Answers.answer(TEMPLATES, "<launchTemplateVersionSet/>")))
                .isEqualTo(new Refused(
                        Reason.REQUEST,
                        "InvalidLaunchTemplateId.VersionNotFound",
                        "lt-0a1b2c3d4e5f60001 has no version 3"));
        assertThat(wire.aws.requests(ACTION)).isEmpty();
    }

    @Test
    void launch_whenTheTemplateCannotBeRead_isUnknownAndLaunchesNothing() {
        wire.aws.answer(TEMPLATES, ScriptedAws.error(500, "InternalError", "no"));

        assertThat(wire.compute.launch(ORDER)).isInstanceOf(Unknown.class);
        assertThat(wire.aws.requests(ACTION)).isEmpty();
    }

    @Test
    void launch_whenTheTemplateHasInterfacesWithoutASubnet_repeatsThemInTheTargetsSubnet() {
        launchFrom(Ec2Answers.template(
                MARKED,
                networkInterfaces(
                        networkInterface(0, "", "<groupSet><groupId>sg-1</groupId></groupSet>"),
                        networkInterface(2, "subnet-0fffffffffffffff1", "<description>lni</description>"))));

        assertThat(fields())
                .doesNotContainKey("SubnetId")
                .containsEntry("NetworkInterface.1.DeviceIndex", "0")
                .containsEntry("NetworkInterface.1.SubnetId", "subnet-0a1b2c3d4e5f60001")
                .containsEntry("NetworkInterface.1.SecurityGroupId.1", "sg-1")
                .containsEntry("NetworkInterface.2.DeviceIndex", "2")
                .containsEntry("NetworkInterface.2.Description", "lni")
                .containsEntry("NetworkInterface.2.SubnetId", "subnet-0a1b2c3d4e5f60001");
    }

    @Test
    void launch_whenTheTemplateWasMadeForTheTarget_leavesItsInterfacesAlone() {
        launchFrom(Ec2Answers.template(
                MARKED,
                networkInterfaces(
                        networkInterface(0, Ec2Answers.SUBNET, ""),
                        networkInterface(1, "subnet-0fffffffffffffff1", ""),
                        networkInterface(2, "", "<networkInterfaceId>eni-1</networkInterfaceId>"))));

        assertThat(fields().keySet()).doesNotContain("SubnetId").noneMatch(key -> key.startsWith("NetworkInterface"));
    }

    @Test
    void launch_whenAnInterfaceExistsAlready_givesItNoSubnet() {
        launchFrom(Ec2Answers.template(
                MARKED,
                networkInterfaces(
                        networkInterface(0, "", ""),
                        networkInterface(1, "", "<networkInterfaceId>eni-1</networkInterfaceId>"))));

        assertThat(fields())
                .containsEntry("NetworkInterface.2.NetworkInterfaceId", "eni-1")
                .doesNotContainKey("NetworkInterface.2.SubnetId");
    }

    @Test
    void launch_whenTheTemplateHasTags_keepsThemUnderOurs() {
        launchFrom(Ec2Answers.template(
                MARKED,
                "<tagSpecificationSet><item><resourceType>instance</resourceType><tagSet>"
                        + Ec2Answers.tag("Name", "till 4") + Ec2Answers.tag("aws:cloudformation:stack-name", "x")
                        + Ec2Answers.tag("outpost-recovery:stack", "another") + Ec2Answers.tag("owner", "me")
                        + "</tagSet></item><item><resourceType>network-interface</resourceType><tagSet>"
                        + Ec2Answers.tag("lan", "1") + "</tagSet></item></tagSpecificationSet>"));

        assertThat(fields())
                .containsEntry("TagSpecification.1.Tag.1.Value", "till 4")
                .containsEntry("TagSpecification.1.Tag.5.Value", "engine")
                .containsEntry("TagSpecification.1.Tag.6.Key", "owner")
                .doesNotContainKey("TagSpecification.1.Tag.7.Key")
                .containsEntry("TagSpecification.2.ResourceType", "volume")
                .containsEntry("TagSpecification.3.ResourceType", "network-interface")
                .containsEntry("TagSpecification.3.Tag.1.Key", "lan")
                .doesNotContainKey("TagSpecification.3.Tag.2.Key");
    }

    @Test
    void launch_whenTheAnswerNamesNoOutpost_looksAgainBeforeItIsCalledAStray() {
        wire.aws.answer(TEMPLATES, Ec2Answers.template(MARKED, "")).answer(ACTION, launched("pending", ""));

        wire.aws.answer(
                "DescribeInstances", Ec2Answers.listed("", Ec2Answers.instance(INSTANCE_ID, "pending", OUTPOST)));
        assertThat(wire.compute.launch(ORDER))
                .isEqualTo(new Launched(new LaunchedMachine(MACHINE, Optional.of(SERVER))));
        wire.aws.answer("DescribeInstances", Ec2Answers.listed("", Ec2Answers.instance(INSTANCE_ID, "pending", "")));
        assertThat(wire.compute.launch(ORDER)).isEqualTo(new Launched(new LaunchedMachine(MACHINE, Optional.empty())));
        wire.aws.answer("DescribeInstances", Ec2Answers.listed(""));
        assertThat(wire.compute.launch(ORDER)).isInstanceOf(Unknown.class);
        wire.aws.answer("DescribeInstances", ScriptedAws.error(400, "InvalidInstanceID.NotFound", "no"));
        assertThat(wire.compute.launch(ORDER)).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shutting-down", "terminated"})
    void launch_whenTheTokensMachineIsOver_isRefused(String state) {
        wire.aws.answer(TEMPLATES, Ec2Answers.template(MARKED, "")).answer(ACTION, launched(state, OUTPOST));

        assertThat(wire.compute.launch(ORDER))
                .isEqualTo(new Refused(
                        Reason.TARGET, "IdempotentInstanceTerminated", INSTANCE_ID + " is over: Server.InternalError"));
    }

    @Test
    void launch_whenTheAnswerDoesNotNameOneMachine_isUnknown() {
        wire.aws.answer(TEMPLATES, Ec2Answers.template(MARKED, ""));
        String one = Ec2Answers.instance(INSTANCE_ID, "pending", OUTPOST);
        for (String answer : new String[] {
            "",
            "<RunInstancesRes",
            Ec2Answers.launched(),
            Ec2Answers.launched(one, one),
            Ec2Answers.launched("<item/>"),
            Ec2Answers.launched(Ec2Answers.instance("server-7", "pending", OUTPOST)),
            Ec2Answers.launched(Ec2Answers.instance(INSTANCE_ID, "pending", "op-1"))
        }) {
            wire.aws.answer(ACTION, ok(answer));

            assertThat(wire.compute.launch(ORDER)).as(answer).isInstanceOf(Unknown.class);
        }
    }
}
