package io.github.outpostrecovery.functions.aws.compute;

import static io.github.outpostrecovery.functions.aws.compute.ComputeAtTheWire.TARGET;
import static io.github.outpostrecovery.functions.aws.compute.Ec2Answers.OUTPOST;
import static io.github.outpostrecovery.functions.aws.compute.Ec2Answers.SUBNET;
import static io.github.outpostrecovery.functions.aws.compute.Ec2Answers.TEMPLATE;
import static io.github.outpostrecovery.functions.aws.compute.ScriptedAws.error;
import static io.github.outpostrecovery.functions.aws.compute.ScriptedAws.ok;
import static io.github.outpostrecovery.functions.aws.compute.ScriptedAws.restError;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.compute.Compute.Preflight;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Before each test every answer is such that the target is ready; each test spoils what it is about. */
class Ec2ComputeCheckTest {
    private static final String TEMPLATES = "DescribeLaunchTemplateVersions";
    private static final String MARKER = "@OUTPOST_RECOVERY_INITIATOR_IQN@";

    @AutoClose
    private final ComputeAtTheWire wire = new ComputeAtTheWire();

    @BeforeEach
    void ready() {
        wire.aws
                .answer(TEMPLATES, Ec2Answers.template(MARKER, ""))
                .answer("DescribeLaunchTemplates", Ec2Answers.templates(Ec2Answers.tag(MachineTags.STACK, "engine")))
                .answer("DescribeSubnets", Ec2Answers.subnets(Ec2Answers.subnet(SUBNET, OUTPOST, 8)))
                .answer("GetOutpost", "{\"Outpost\":{\"LifeCycleStatus\":\"ACTIVE\"}}")
                .answer("GetMetricData", metric("1.0"))
                .answer("ListAssets", assets("", asset("a-1", "ACTIVE", 1)))
                .answer("ListAssetInstances", instances(""))
                .answer("RunInstances", error(412, "DryRunOperation", "Request would have succeeded"));
    }

    private static String metric(String value) {
        return Ec2Answers.metric(
                "Complete", "", List.of("2026-02-10T06:04:00Z", "2026-02-10T06:03:00Z"), List.of(value, value));
    }

    private static String asset(String id, String state, int places) {
        return "{\"AssetId\":\"" + id + "\",\"AssetType\":\"COMPUTE\",\"ComputeAttributes\":{\"State\":\"" + state
                + "\",\"InstanceTypeCapacities\":[{\"InstanceType\":\"c6id.4xlarge\",\"Count\":" + places
                + "},{\"InstanceType\":\"c6id.8xlarge\",\"Count\":9}]}}";
    }

    private static String assets(String next, String... assets) {
        return "{\"Assets\":[" + String.join(",", assets) + "]" + nextToken(next) + "}";
    }

    private static String instance(String type, String asset) {
        return "{\"InstanceId\":\"i-1\",\"InstanceType\":\"" + type + "\",\"AssetId\":\"" + asset + "\"}";
    }

    private static String instances(String next, String... instances) {
        return "{\"AssetInstances\":[" + String.join(",", instances) + "]" + nextToken(next) + "}";
    }

    private static String nextToken(String next) {
        return next.isEmpty() ? "" : ",\"NextToken\":\"" + next + "\"";
    }

    private Preflight check() {
        return wire.compute.check(TARGET);
    }

    private String trouble() {
        return check() instanceof Preflight.NotReady(String why) ? why : check().toString();
    }

    @Test
    void check_whenNothingStandsAgainstIt_isReady() {
        assertThat(check()).isInstanceOf(Preflight.Ready.class);
    }

    @Test
    void check_always_sendsADryRunOnlyAndWithoutATokenOfOurs() {
        check();

        assertThat(wire.aws.requests("RunInstances")).hasSize(1);
        Map<String, String> fields =
                ScriptedAws.fields(wire.aws.requests("RunInstances").getFirst());
        assertThat(fields)
                .containsEntry("DryRun", "true")
                .containsEntry("LaunchTemplate.Version", "3")
                .containsEntry("SubnetId", SUBNET)
                .containsEntry("TagSpecification.1.Tag.5.Key", MachineTags.STACK)
                .containsEntry("TagSpecification.1.Tag.5.Value", "engine")
                .containsKey("UserData");
        assertThat(fields.get("ClientToken"))
                .isNotEqualTo(ComputeAtTheWire.iscsiOrder().token().value());
    }

    @ParameterizedTest
    @CsvSource({"InvalidLaunchTemplateId.NotFound", "InvalidLaunchTemplateId.VersionNotFound", "UnauthorizedOperation"})
    void check_whenTheTemplateIsNotThere_isNotReadyAndAsksNoMore(String code) {
        wire.aws.answer(TEMPLATES, error(400, code, "The reason."));

        assertThat(check()).isEqualTo(new Preflight.NotReady(code + ": The reason."));
        assertThat(wire.aws.requests()).hasSize(1);
    }

    @Test
    void check_whenTheAnswerIsAboutAnotherVersion_isNotReady() {
        wire.aws.answer(TEMPLATES, Ec2Answers.template(MARKER, "").replace("<versionNumber>3", "<versionNumber>4"));

        assertThat(trouble()).contains("has no version 3");
    }

    @Test
    void check_whenTheTemplateIsNotTheStacks_isNotReady() {
        wire.aws.answer("DescribeLaunchTemplates", Ec2Answers.templates(""));
        assertThat(trouble()).contains(TEMPLATE).contains("outpost-recovery:stack=engine");
        wire.aws.answer("DescribeLaunchTemplates", Ec2Answers.templates(Ec2Answers.tag(MachineTags.STACK, "another")));
        assertThat(trouble()).contains("outpost-recovery:stack=engine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#!/bin/sh", "\u001f\u008b compressed"})
    void check_whenTheUserDataHasNoMarker_isNotReady(String userData) {
        wire.aws.answer(TEMPLATES, Ec2Answers.template(userData, ""));

        assertThat(trouble()).contains("user data");
    }

    @ParameterizedTest
    @CsvSource({"16161, true", "16162, false"})
    void check_whenTheUserDataHasNoRoomForTheLongestName_isNotReady(int bytesBesideTheMarker, boolean ready) {
        wire.aws.answer(TEMPLATES, Ec2Answers.template(MARKER + "\u00e9".repeat(bytesBesideTheMarker), ""));

        assertThat(check() instanceof Preflight.Ready).isEqualTo(ready);
    }

    @Test
    void check_whenTheSubnetIsNotOnTheServer_isNotReady() {
        wire.aws.answer("DescribeSubnets", Ec2Answers.subnets(Ec2Answers.subnet(SUBNET, "", 8)));
        assertThat(trouble()).contains("in the Region");
        wire.aws.answer(
                "DescribeSubnets", Ec2Answers.subnets(Ec2Answers.subnet(SUBNET, OUTPOST.replace("60001", "60009"), 8)));
        assertThat(trouble()).contains("is not on");
        wire.aws.answer("DescribeSubnets", Ec2Answers.subnets());
        assertThat(trouble()).contains("there is no subnet " + SUBNET);
        wire.aws.answer("DescribeSubnets", error(400, "InvalidSubnetID.NotFound", "no"));
        assertThat(trouble()).contains("InvalidSubnetID.NotFound");
        wire.aws.answer("DescribeSubnets", Ec2Answers.subnets(Ec2Answers.subnet(SUBNET, OUTPOST, 0)));
        assertThat(trouble()).contains("0 free addresses, and 1 are wanted");
    }

    @Test
    void check_whenTheTemplateNamesAnotherSubnetToo_asksForBoth() {
        String other = "subnet-0fffffffffffffff1";
        wire.aws
                .answer(
                        TEMPLATES,
                        Ec2Answers.template(
                                MARKER,
                                Ec2Answers.networkInterfaces(
                                        Ec2Answers.networkInterface(0, SUBNET, ""),
                                        Ec2Answers.networkInterface(1, other, ""))))
                .answer(
                        "DescribeSubnets",
                        Ec2Answers.subnets(Ec2Answers.subnet(SUBNET, OUTPOST, 8), Ec2Answers.subnet(other, "", 8)));

        assertThat(trouble()).isEqualTo(other + " is not on " + OUTPOST + " but in the Region");
    }

    @Test
    void check_whenTheServerIsNotInService_isNotReady() {
        wire.aws.answer("GetOutpost", "{\"Outpost\":{\"LifeCycleStatus\":\"PENDING\"}}");
        assertThat(trouble()).contains("is PENDING");
        wire.aws.answer("GetOutpost", restError(404, "NotFoundException"));
        assertThat(trouble()).contains("NotFoundException");
    }

    @Test
    void check_whenTheServerIsDisconnected_isNotReady() {
        wire.aws.answer("GetMetricData", metric("0.0"));

        assertThat(trouble()).contains("is disconnected");
    }

    @Test
    void check_whenTheLinkIsUnknown_goesOn() {
        wire.aws.answer("GetMetricData", error(403, "AccessDenied", "no"));

        assertThat(check()).isInstanceOf(Preflight.Ready.class);
    }

    @Test
    void check_whenEveryPlaceIsTaken_isNotReady() {
        wire.aws.answer("ListAssetInstances", instances("", instance("c6id.4xlarge", "a-1")));

        assertThat(trouble()).contains("1 of 1 are taken");
        assertThat(wire.aws.requests("ListAssetInstances").getLast())
                .endsWith("/assetInstances?InstanceTypeFilter=c6id.4xlarge");
    }

    @Test
    void check_always_countsAllPagesAndActiveHardwareOnly() {
        wire.aws.answer(
                "ListAssets",
                ok(assets("p2", asset("a-1", "ISOLATED", 5), asset("a-2", "ACTIVE", 1))),
                ok(assets("", asset("a-3", "RETIRING", 5), asset("a-4", "ACTIVE", 2), "{\"AssetId\":\"a-5\"}")));
        wire.aws.answer(
                "ListAssetInstances",
                ok(instances("p2", instance("c6id.4xlarge", "a-1"), instance("c6id.4xlarge", "a-2"))),
                ok(instances("", instance("c6id.4xlarge", "a-4"), instance("c6id.8xlarge", "a-4"))));
        assertThat(check()).isInstanceOf(Preflight.Ready.class);

        wire.aws.answer("ListAssets", ok(assets("", asset("a-1", "ISOLATED", 5), asset("a-2", "ACTIVE", 3))));
        wire.aws.answer(
                "ListAssetInstances",
                ok(instances("p2", instance("c6id.4xlarge", "a-2"), instance("c6id.4xlarge", "a-2"))),
                ok(instances("", instance("c6id.4xlarge", "a-2"))));
        assertThat(trouble()).contains("3 of 3 are taken");
    }

    @Test
    void check_whenNoHardwareIsSetUpForTheType_isNotReady() {
        wire.aws.answer("ListAssets", assets("", asset("a-1", "ISOLATED", 5)));
        assertThat(trouble()).contains("no active hardware that is set up for c6id.4xlarge");
        wire.aws.answer("ListAssets", "{}");
        assertThat(trouble()).contains("no active hardware");
        wire.aws.answer("ListAssets", restError(403, "AccessDeniedException"));
        assertThat(trouble()).contains("AccessDeniedException");
    }

    @Test
    void check_whenTheLaunchIsNotPermitted_saysWhatToDo() {
        wire.aws.answer("RunInstances", error(403, "UnauthorizedOperation", "You are not authorized."));

        assertThat(trouble())
                .startsWith("UnauthorizedOperation: You are not authorized. (")
                .contains("outpost-recovery:stack=engine");
    }

    @ParameterizedTest
    @CsvSource({"400, InvalidAMIID.NotFound", "500, InsufficientInstanceCapacity", "400, InvalidParameterCombination"})
    void check_whenTheDryRunIsRefused_isNotReady(int status, String code) {
        wire.aws.answer("RunInstances", error(status, code, "The reason."));

        assertThat(trouble()).isEqualTo(code + ": The reason.");
    }

    @Test
    void check_whenTheDryRunIsTakenForALaunch_namesTheMachine() {
        wire.aws.answer(
                "RunInstances", Ec2Answers.launched(Ec2Answers.instance(Ec2Answers.INSTANCE_ID, "pending", OUTPOST)));

        assertThat(trouble()).contains(Ec2Answers.INSTANCE_ID);
    }

    @Test
    void check_whenThereAreSeveralTroubles_tellsThemAll() {
        wire.aws
                .answer("DescribeLaunchTemplates", Ec2Answers.templates(""))
                .answer("DescribeSubnets", Ec2Answers.subnets())
                .answer("ListAssets", "{}")
                .answer("RunInstances", error(500, "InternalError", "no"));

        assertThat(trouble()).contains("outpost-recovery:stack=engine", "there is no subnet", "no active hardware");
    }

    @ParameterizedTest
    @ValueSource(strings = {TEMPLATES, "DescribeLaunchTemplates", "DescribeSubnets", "RunInstances"})
    void check_whenEc2DoesNotAnswer_isUnanswered(String action) {
        wire.aws.answer(action, error(503, "Unavailable", "no"));
        assertThat(check()).isInstanceOf(Preflight.Unanswered.class);
        wire.aws.answer(action, "<not an answer");
        assertThat(check()).isInstanceOf(Preflight.Unanswered.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetOutpost", "ListAssets", "ListAssetInstances"})
    void check_whenOutpostsDoesNotAnswer_isUnanswered(String action) {
        wire.aws.answer(action, restError(500, "InternalServerException"));
        assertThat(check()).isInstanceOf(Preflight.Unanswered.class);
        wire.aws.answer(action, new ScriptedAws.Answer.Dropped());
        assertThat(check()).isInstanceOf(Preflight.Unanswered.class);
        wire.aws.answer(action, "{\"Outpost\":");
        assertThat(check()).isInstanceOf(Preflight.Unanswered.class);
    }
}
