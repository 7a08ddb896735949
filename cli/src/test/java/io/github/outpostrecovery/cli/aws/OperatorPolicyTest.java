package io.github.outpostrecovery.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The policy of whoever runs the command, held against the calls that the command makes. */
class OperatorPolicyTest {
    /** The longest managed policy, without white space (IAM user guide, "IAM and AWS STS quotas"). */
    private static final int LONGEST = 6144;

    /** By the names that sign for a service, where IAM has another. */
    private static final Map<String, String> SERVICES = Map.of("monitoring", "cloudwatch");

    /** Calls that IAM knows by others (DynamoDB developer guide, "IAM and transactions"). */
    private static final Map<String, String> ACTIONS = Map.of("dynamodb:TransactWriteItems", "dynamodb:PutItem");

    /** GetCallerIdentity needs no permission (STS API reference). */
    private static final Set<String> FREE = Set.of("sts:GetCallerIdentity");

    /** Permissions that go with a call without being one. */
    private static final Set<String> WITHOUT_A_CALL = Set.of(
            // What RunInstances does with a profile, and with an encrypted table or secret.
            "iam:PassRole",
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:Encrypt",
            "kms:GenerateDataKey",
            // Alarms that the engine's own step points elsewhere: past an alarm that is not found, no call shows.
            "cloudwatch:PutMetricAlarm");

    /** What CloudFormation does for the caller: the handlers of the three resource types in protection.yaml. */
    private static final Set<String> BY_CLOUDFORMATION = Set.of(
            "cloudwatch:DeleteAlarms",
            "cloudwatch:ListTagsForResource",
            "cloudwatch:TagResource",
            "cloudwatch:UntagResource",
            "iam:DeleteRolePolicy",
            "iam:GetRolePolicy",
            "iam:PutRolePolicy",
            "ssm:AddTagsToResource",
            "ssm:DeleteParameter",
            "ssm:GetParameters",
            "ssm:ListTagsForResource",
            "ssm:PutParameter",
            "ssm:RemoveTagsFromResource");

    private static Path file() {
        Path here = Path.of("").toAbsolutePath();
        for (Path candidate = here; candidate != null; candidate = candidate.getParent()) {
            Path file = candidate.resolve("docs").resolve("operator-policy.json");
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new AssertionError("no docs/operator-policy.json above " + here);
    }

    private static List<JsonNode> statements() throws IOException {
        List<JsonNode> statements = new ArrayList<>();
        new ObjectMapper().readTree(file().toFile()).path("Statement").forEach(statements::add);
        return statements;
    }

    private static List<String> texts(JsonNode oneOrMore) {
        List<String> texts = new ArrayList<>();
        if (oneOrMore.isTextual()) {
            texts.add(oneOrMore.asText());
        }
        oneOrMore.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private static Set<String> allowed() throws IOException {
        Set<String> allowed = new TreeSet<>();
        statements().forEach(statement -> allowed.addAll(texts(statement.path("Action"))));
        return allowed;
    }

    private static Set<String> made() {
        Set<String> made = new TreeSet<>();
        try (ScriptedAws aws = new ScriptedAws()) {
            EveryCall.make(aws);
            aws.calls().forEach(call -> {
                String action = SERVICES.getOrDefault(call.service(), call.service()) + ":" + call.operation();
                made.add(ACTIONS.getOrDefault(action, action));
            });
        }
        made.removeAll(FREE);
        return made;
    }

    @Test
    void policy_allowsEveryCallThatTheCommandMakes_andNothingElse() throws IOException {
        Set<String> wanted = new TreeSet<>(made());
        wanted.addAll(WITHOUT_A_CALL);
        wanted.addAll(BY_CLOUDFORMATION);
        assertThat(allowed()).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void policy_namesEachAction() throws IOException {
        assertThat(allowed()).noneMatch(action -> action.contains("*"));
        assertThat(statements()).allSatisfy(statement -> {
            assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
            assertThat(statement.has("NotAction") || statement.has("NotResource"))
                    .isFalse();
        });
    }

    @Test
    void policy_changesOnlyWhatItNames() throws IOException {
        assertThat(statements()).allSatisfy(statement -> {
            if (texts(statement.path("Resource")).contains("*")) {
                assertThat(texts(statement.path("Action")))
                        .allMatch(action -> action.matches("[a-z0-9]+:(Describe|Get|List).*"))
                        .doesNotContain("secretsmanager:GetSecretValue");
            }
        });
    }

    @Test
    void policy_doesForCloudFormationOnly_whatOnlyCloudFormationNeeds() throws IOException {
        for (JsonNode statement : statements()) {
            if (texts(statement.path("Action")).stream().anyMatch(BY_CLOUDFORMATION::contains)) {
                assertThat(statement
                                .at("/Condition/ForAnyValue:StringEquals/aws:CalledVia")
                                .asText())
                        .isEqualTo("cloudformation.amazonaws.com");
            }
            if (texts(statement.path("Action")).contains("iam:PassRole")) {
                assertThat(statement
                                .at("/Condition/StringEquals/iam:PassedToService")
                                .asText())
                        .isEqualTo("ec2.amazonaws.com");
            }
            if (texts(statement.path("Action")).contains("dynamodb:PutItem")) {
                assertThat(texts(statement.at("/Condition/ForAllValues:StringLike/dynamodb:LeadingKeys")))
                        .as("task tokens are nobody's business")
                        .noneMatch(key -> key.startsWith("approval"));
            }
        }
    }

    @Test
    void policy_fitsIntoAManagedPolicy() throws IOException {
        assertThat(Files.readString(file()).replaceAll("\\s", "")).hasSizeLessThanOrEqualTo(LONGEST);
    }
}
