package io.github.outpostrecovery.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    @Test
    void everyPermission_isInTheTable() throws IOException {
        assertThat(Roles.lines(Deployment.FULL))
                .as("permissions of the template against permissions.txt")
                .containsExactlyInAnyOrderElementsOf(SourceTree.table("permissions.txt"));
    }

    @Test
    void whatIsNotAskedFor_isNotPermitted() throws IOException {
        Set<String> optional = new TreeSet<>(Roles.lines(Deployment.FULL));
        assertThat(optional).containsAll(Roles.lines(Deployment.PLAIN));
        optional.removeAll(Roles.lines(Deployment.PLAIN));
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
        assertThat(Roles.of(Deployment.FULL).values().stream().flatMap(List::stream))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.action()).matches("[a-z0-9-]+:[A-Za-z]+"));
    }

    @Test
    void everyResource_isNamedUnlessItCannotBe() throws IOException {
        Set<String> everywhere = new TreeSet<>();
        Roles.of(Deployment.FULL).values().stream()
                .flatMap(List::stream)
                .filter(each -> each.allows() && each.resource().equals("*"))
                .forEach(each -> everywhere.add(each.action()));
        Set<String> named = new TreeSet<>(READS_EVERYWHERE);
        named.addAll(TAKES_NO_RESOURCE);
        assertThat(everywhere).isEqualTo(named);
        assertThat(READS_EVERYWHERE).allMatch(action -> action.matches("[a-z0-9]+:(Describe|List|Get)[A-Za-z]+"));
    }
}
