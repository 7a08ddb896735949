package io.github.outpostrecovery.tests.template;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Who may do what. Every permission of every role stands in {@code permissions.txt}, which a person keeps: whatever is
 * widened, narrowed or added in the template differs from that table.
 */
class IamTest {
    /** What reads, and takes no resource but {@code *} (Service Authorization Reference). */
    private static final Set<String> READS_EVERYWHERE = Set.of(
            "cloudwatch:DescribeAlarms",
            "cloudwatch:GetMetricData",
            "ec2:DescribeInstanceStatus",
            "ec2:DescribeInstances",
            "ec2:DescribeLaunchTemplateVersions",
            "ec2:DescribeLaunchTemplates",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "elasticloadbalancing:DescribeTargetGroups",
            "elasticloadbalancing:DescribeTargetHealth");

    /** What takes no resource either, and is no read: traces, the delivery of logs, the answer to a task token. */
    private static final Set<String> TAKES_NO_RESOURCE = Set.of(
            "logs:CreateLogDelivery",
            "logs:DeleteLogDelivery",
            "logs:DescribeLogGroups",
            "logs:DescribeResourcePolicies",
            "logs:GetLogDelivery",
            "logs:ListLogDeliveries",
            "logs:PutResourcePolicy",
            "logs:UpdateLogDelivery",
            "states:SendTaskFailure",
            "states:SendTaskSuccess",
            "xray:GetSamplingRules",
            "xray:GetSamplingTargets",
            "xray:PutTelemetryRecords",
            "xray:PutTraceSegments");

    private static Map<String, List<Permission>> roles(Deployment deployment) throws IOException {
        Map<String, List<Permission>> roles = new TreeMap<>();
        Template.engine(deployment).properties("AWS::IAM::Role").forEach((name, role) -> {
            List<Permission> permissions = new ArrayList<>();
            role.path("Policies").forEach(policy -> permissions.addAll(Permission.of(policy.path("PolicyDocument"))));
            roles.put(name, permissions);
        });
        return roles;
    }

    /** Every permission as a line that begins with the role. */
    private static Set<String> lines(Deployment deployment) throws IOException {
        Set<String> lines = new TreeSet<>();
        roles(deployment).forEach((role, permissions) -> permissions.forEach(each -> lines.add(role + ": " + each)));
        return lines;
    }

    private static Set<String> rolesThatAllow(String action) throws IOException {
        Set<String> allowed = new TreeSet<>();
        roles(Deployment.FULL).forEach((role, permissions) -> {
            if (permissions.stream()
                    .anyMatch(each -> each.allows() && each.action().equals(action))) {
                allowed.add(role);
            }
        });
        return allowed;
    }

    private static Set<String> rolesThatReadTheSecret(String name) throws IOException {
        String arn = "arn:aws:secretsmanager:" + Deployment.REGION + ":" + Deployment.ACCOUNT + ":secret:"
                + Deployment.STACK + "/" + name + "-AbCdEf";
        Set<String> readers = new TreeSet<>();
        roles(Deployment.FULL).forEach((role, permissions) -> {
            if (permissions.stream()
                    .anyMatch(
                            each -> each.allows() && each.action().startsWith("secretsmanager:") && each.covers(arn))) {
                readers.add(role);
            }
        });
        return readers;
    }

    @Test
    void everyPermission_isInTheTable() throws IOException {
        assertThat(lines(Deployment.FULL))
                .as("permissions of the template against permissions.txt")
                .containsExactlyInAnyOrderElementsOf(SourceTree.table("permissions.txt"));
    }

    @Test
    void whatIsNotAskedFor_isNotPermitted() throws IOException {
        Set<String> optional = new TreeSet<>(lines(Deployment.FULL));
        assertThat(optional).containsAll(lines(Deployment.PLAIN));
        optional.removeAll(lines(Deployment.PLAIN));
        assertThat(optional)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).containsAnyOf("444455556666", "key/of-the-secrets"));
    }

    @Test
    void everyRole_hasOneInlinePolicyAndTheBoundary() throws IOException {
        assertThat(Template.engine(Deployment.FULL).properties("AWS::IAM::Role"))
                .allSatisfy((name, role) -> {
                    assertThat(role.path("Policies")).hasSize(1);
                    assertThat(role.has("ManagedPolicyArns")).isFalse();
                    assertThat(role.path("PermissionsBoundary").asText())
                            .isEqualTo("arn:aws:iam::111122223333:policy/boundary");
                });
        assertThat(Template.engine().properties("AWS::IAM::Role"))
                .allSatisfy((name, role) ->
                        assertThat(role.has("PermissionsBoundary")).isFalse());
        for (String elsewhere : List.of("Policy", "RolePolicy", "ManagedPolicy", "UserPolicy", "GroupPolicy")) {
            assertThat(Template.engine().resources("AWS::IAM::" + elsewhere)).isEmpty();
        }
        assertThat(Template.engine().resources("AWS::Lambda::Permission")).isEmpty();
    }

    @Test
    void everyRole_isTrustedToOneService() throws IOException {
        List<String> trusted = new ArrayList<>();
        Template.engine(Deployment.FULL)
                .properties("AWS::IAM::Role")
                .forEach((name, role) -> role.path("AssumeRolePolicyDocument")
                        .path("Statement")
                        .forEach(statement -> {
                            String source = statement
                                    .path("Condition")
                                    .path("ArnLike")
                                    .path("aws:SourceArn")
                                    .asText("");
                            String account = statement
                                    .path("Condition")
                                    .path("StringEquals")
                                    .path("aws:SourceAccount")
                                    .asText("");
                            assertThat(statement.path("Action").asText()).isEqualTo("sts:AssumeRole");
                            assertThat(source.isEmpty()).isEqualTo(account.isEmpty());
                            assertThat(statement.path("Principal").properties()).hasSize(1);
                            trusted.add(name + ": "
                                    + statement
                                            .path("Principal")
                                            .path("Service")
                                            .asText() + (source.isEmpty() ? "" : " for " + source));
                        }));
        assertThat(trusted).containsExactlyInAnyOrderElementsOf(SourceTree.table("trust.txt"));
    }

    @Test
    void everyFunctionAndMachine_hasARoleOfItsOwn() throws IOException {
        List<String> used = new ArrayList<>();
        Template.engine().properties("AWS::Lambda::Function").forEach((name, function) -> {
            assertThat(function.path("Role").asText()).isEqualTo("<" + name + "Role.Arn>");
            used.add(function.path("Role").asText());
        });
        Template.engine().properties("AWS::StepFunctions::StateMachine").forEach((name, machine) -> {
            assertThat(machine.path("RoleArn").asText()).isEqualTo("<" + name + "Role.Arn>");
            used.add(machine.path("RoleArn").asText());
        });
        assertThat(used).hasSize(11).doesNotHaveDuplicates();
    }

    @Test
    void noAction_isAWildcard() throws IOException {
        assertThat(roles(Deployment.FULL).values().stream().flatMap(List::stream))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.action()).matches("[a-z0-9-]+:[A-Za-z]+"));
    }

    @Test
    void everyResource_isNamedUnlessItCannotBe() throws IOException {
        Set<String> everywhere = new TreeSet<>();
        roles(Deployment.FULL).values().stream()
                .flatMap(List::stream)
                .filter(each -> each.allows() && each.resource().equals("*"))
                .forEach(each -> everywhere.add(each.action()));
        Set<String> named = new TreeSet<>(READS_EVERYWHERE);
        named.addAll(TAKES_NO_RESOURCE);
        assertThat(everywhere).isEqualTo(named);
        assertThat(READS_EVERYWHERE).allMatch(action -> action.matches("[a-z0-9]+:(Describe|List|Get)[A-Za-z]+"));
    }

    @Test
    void taskResults_areSentByTheApprovalMachineOnly() throws IOException {
        assertThat(rolesThatAllow("states:SendTaskSuccess")).containsExactly("ApprovalStateMachineRole");
        assertThat(rolesThatAllow("states:SendTaskFailure")).containsExactly("ApprovalStateMachineRole");
        assertThat(rolesThatAllow("states:SendTaskHeartbeat")).isEmpty();
    }

    @Test
    void secrets_areReadByThoseWhoNeedThem() throws IOException {
        assertThat(rolesThatReadTheSecret("read/array-a"))
                .containsExactly("ConfirmAttachmentRole", "RelaunchInstanceRole", "VerifyPrimaryRole");
        assertThat(rolesThatReadTheSecret("fence/array-a")).containsExactly("FenceInitiatorRole", "GrantInitiatorRole");
        assertThat(rolesThatReadTheSecret("chap/web-01")).containsExactly("GrantInitiatorRole");
        assertThat(rolesThatReadTheSecret("other/array-a")).isEmpty();
    }

    @Test
    void launching_isBoundToTemplatesOfTheStack() throws IOException {
        assertThat(rolesThatAllow("ec2:RunInstances")).containsExactly("RelaunchInstanceRole");
        assertThat(rolesThatAllow("iam:PassRole")).isEmpty();
        List<Permission> launches = requireNonNull(roles(Deployment.FULL).get("RelaunchInstanceRole")).stream()
                .filter(each -> each.action().equals("ec2:RunInstances"))
                .toList();
        String template = "arn:aws:ec2:us-west-2:111122223333:launch-template/";
        assertThat(launches)
                .filteredOn(each -> each.covers(template + "lt-1"))
                .singleElement()
                .satisfies(each -> assertThat(each.condition())
                        .isEqualTo("StringEquals aws:ResourceTag/outpost-recovery:stack [outpost-recovery]"));
        assertThat(launches)
                .filteredOn(each -> !each.covers(template + "lt-1"))
                .isNotEmpty()
                .allSatisfy(each ->
                        assertThat(each.condition()).contains("ArnLike ec2:LaunchTemplate [" + template + "*]"));
    }

    @Test
    void ending_isBoundToMachinesOfTheStack() throws IOException {
        assertThat(rolesThatAllow("ec2:TerminateInstances"))
                .containsExactly("CompleteRecoveryRole", "RelaunchInstanceRole");
        assertThat(lines(Deployment.FULL))
                .filteredOn(line -> line.contains("ec2:TerminateInstances"))
                .allSatisfy(line -> assertThat(line)
                        .endsWith(" if StringEquals aws:ResourceTag/outpost-recovery:stack [outpost-recovery]"));
    }

    @Test
    void alarmsOnTheEngine_cannotBeChangedByIt() throws IOException {
        String prefix = "arn:aws:cloudwatch:us-west-2:111122223333:alarm:";
        List<Permission> changes = roles(Deployment.FULL).values().stream()
                .flatMap(List::stream)
                .filter(each -> each.action().equals("cloudwatch:PutMetricAlarm"))
                .toList();
        assertThat(changes).isNotEmpty().allMatch(each -> each.covers(prefix + "outpost-recovery-web-01"));
        assertThat(Template.engine().properties("AWS::CloudWatch::Alarm").values())
                .isNotEmpty()
                .allSatisfy(alarm -> assertThat(changes)
                        .noneMatch(each ->
                                each.covers(prefix + alarm.path("AlarmName").asText())));
    }
}
