package io.github.outpostrecovery.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is kept is encrypted with the key of the stack, and the books survive whatever is done to the stack. */
class EncryptionTest {
    private static final String KEY = "<EncryptionKey.Arn>";

    @Test
    void key_isRotatedAndOutlivesTheStack() throws IOException {
        assertThat(Template.engine().resources("AWS::KMS::Key")).hasSize(1).allSatisfy((name, key) -> {
            assertThat(key.path("Properties").path("EnableKeyRotation").asBoolean())
                    .isTrue();
            assertThat(key.path("DeletionPolicy").asText()).isEqualTo("Retain");
            assertThat(key.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
        });
    }

    @Test
    void table_isEncryptedBackedUpAndKept() throws IOException {
        assertThat(Template.engine().resources("AWS::DynamoDB::Table")).containsOnlyKeys("RecoveryTable");
        JsonNode resource = Template.engine()
                .resources("AWS::DynamoDB::Table")
                .values()
                .iterator()
                .next();
        JsonNode table = resource.path("Properties");
        assertThat(table.path("SSESpecification").path("SSEEnabled").asBoolean())
                .isTrue();
        assertThat(table.path("SSESpecification").path("SSEType").asText()).isEqualTo("KMS");
        assertThat(table.path("SSESpecification").path("KMSMasterKeyId").asText())
                .isEqualTo(KEY);
        assertThat(table.path("PointInTimeRecoverySpecification")
                        .path("PointInTimeRecoveryEnabled")
                        .asBoolean())
                .isTrue();
        assertThat(table.path("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
        assertThat(table.path("DeletionProtectionEnabled").asBoolean()).isTrue();
        assertThat(table.path("KeySchema"))
                .hasToString(
                        "[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"},{\"AttributeName\":\"sk\",\"KeyType\":\"RANGE\"}]");
        assertThat(resource.path("DeletionPolicy").asText()).isEqualTo("Retain");
        assertThat(resource.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
    }

    @Test
    void topics_areEncrypted() throws IOException {
        assertThat(Template.engine().properties("AWS::SNS::Topic"))
                .hasSize(2)
                .allSatisfy((name, topic) ->
                        assertThat(topic.path("KmsMasterKeyId").asText()).isEqualTo(KEY));
    }

    @Test
    void queues_areEncrypted() throws IOException {
        assertThat(Template.engine().properties("AWS::SQS::Queue"))
                .hasSize(4)
                .allSatisfy((name, queue) ->
                        assertThat(queue.path("KmsMasterKeyId").asText()).isEqualTo(KEY));
    }

    @Test
    void logGroups_areEncryptedAndEndOneDay() throws IOException {
        assertThat(Template.engine().properties("AWS::Logs::LogGroup"))
                .hasSize(11)
                .allSatisfy((name, group) -> {
                    assertThat(group.path("KmsKeyId").asText()).isEqualTo(KEY);
                    assertThat(group.path("RetentionInDays").asText()).isEqualTo("<LogRetentionDays>");
                    // The policy of the key lets these names in, and no others.
                    assertThat(group.path("LogGroupName").asText())
                            .matches("/aws/(lambda|vendedlogs/states)/" + Deployment.STACK + "-[A-Za-z]+");
                });
    }
}
