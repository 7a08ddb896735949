package io.github.outpostrecovery.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may use the key, the topics and the queues. The table is {@code resource-policies.txt}. */
class ResourcePolicyTest {
    private static final Set<String> TYPES = Set.of("AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy");

    private static Set<String> lines(Deployment deployment) throws IOException {
        Template engine = Template.engine(deployment);
        Set<String> lines = new TreeSet<>();
        engine.properties("AWS::KMS::Key")
                .forEach((name, key) ->
                        Permission.of(key.path("KeyPolicy")).forEach(each -> lines.add(name + ": " + each)));
        TYPES.forEach(type -> engine.properties(type)
                .forEach((name, policy) ->
                        Permission.of(policy.path("PolicyDocument")).forEach(each -> lines.add(name + ": " + each))));
        return lines;
    }

    @Test
    void everyPermission_isInTheTable() throws IOException {
        assertThat(lines(Deployment.FULL))
                .as("policies of resources against resource-policies.txt")
                .containsExactlyInAnyOrderElementsOf(SourceTree.table("resource-policies.txt"));
    }

    @Test
    void noAction_isAWildcard() throws IOException {
        assertThat(lines(Deployment.FULL))
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(line).matches("[A-Za-z]+: (Allow|Deny) \\S+ [a-z]+:[A-Za-z]+ on \\S+( if .+)?"));
    }

    @Test
    void whateverIsAllowed_isBoundToOneSource() throws IOException {
        assertThat(lines(Deployment.FULL))
                .filteredOn(line -> line.contains(": Allow ") && !line.contains(":root kms:"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .containsAnyOf(
                                "aws:SourceAccount [", "aws:SourceArn [", "kms:EncryptionContext:aws:logs:arn ["));
    }

    @Test
    void ownerOfTheOutposts_isLetInOnlyIfNamed() throws IOException {
        String owner =
                "AlarmTopicPolicy: Allow cloudwatch.amazonaws.com sns:Publish on <AlarmTopic> if ArnLike aws:SourceArn"
                        + " [arn:aws:cloudwatch:us-west-2:444455556666:alarm:*] and StringEquals aws:SourceAccount [444455556666]";
        Set<String> withoutOwner = new TreeSet<>();
        lines(Deployment.FULL).forEach(line -> withoutOwner.add(line.replace(", 444455556666]", "]")));
        assertThat(withoutOwner.remove(owner)).isTrue();
        assertThat(lines(Deployment.PLAIN)).isEqualTo(withoutOwner);
    }
}
