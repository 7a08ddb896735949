package io.github.outpostrecovery.cli.aws;

import static io.github.outpostrecovery.cli.aws.ScriptedAws.Reply.jsonError;
import static io.github.outpostrecovery.cli.aws.ScriptedAws.Reply.queryError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.Engine.Approvals.Answered;
import io.github.outpostrecovery.cli.cloud.Engine.Approvals.Decision;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeployedEngineTest {
    static final String APPROVAL = "arn:aws:states:us-west-2:111122223333:stateMachine:outpost-recovery-approval";
    private static final String EXECUTION =
            "arn:aws:states:us-west-2:111122223333:execution:outpost-recovery-approval:1";
    private static final IncidentId INCIDENT = IncidentId.parse("web-01#7");

    private final ScriptedAws aws = new ScriptedAws();

    @AfterEach
    void close() {
        aws.close();
    }

    static ScriptedAws deployed(ScriptedAws aws) {
        return aws.result(
                "DescribeStacks",
                "<Stacks><member><StackName>outpost-recovery</StackName><StackStatus>UPDATE_COMPLETE</StackStatus><Outputs>"
                        + output("RecoveryTableName", "books")
                        + output(
                                "RecoveryStateMachineAliasArn",
                                "arn:aws:states:us-west-2:111122223333:stateMachine:outpost-recovery-recovery:live")
                        + output("ApprovalStateMachineArn", APPROVAL)
                        + output("AlarmTopicArn", "arn:aws:sns:us-west-2:111122223333:alarms")
                        + "</Outputs></member></Stacks>");
    }

    private static String output(String key, String value) {
        return "<member><OutputKey>" + key + "</OutputKey><OutputValue>" + value + "</OutputValue></member>";
    }

    @Test
    void engine_isFoundByTheOutputsOfItsStack_once() throws JsonProcessingException {
        deployed(aws);
        aws.answer("GetItem", "{}");
        assertThat(aws.calls()).isEmpty();
        assertThat(aws.cloud().engine().table().read(new InstanceName("web-01")))
                .isEmpty();
        assertThat(aws.cloud().engine().console().approval()).endsWith(APPROVAL);
        assertThat(aws.calls("DescribeStacks")).hasSize(1);
        JsonNode read =
                new ObjectMapper().readTree(aws.calls("GetItem").getFirst().text());
        assertThat(read.path("TableName").asText()).isEqualTo("books");
    }

    @Test
    void engine_isMissed_onlyWhenItIsAskedFor() {
        aws.answer(
                "DescribeStacks", queryError(400, "ValidationError", "Stack with id outpost-recovery does not exist"));
        aws.answer("DescribeKeyPairs", "<DescribeKeyPairsResponse><keySet/></DescribeKeyPairsResponse>");
        assertThat(aws.cloud().directory().keyPairs()).isEmpty();
        assertThatThrownBy(() -> aws.cloud().engine())
                .isInstanceOfSatisfying(
                        CloudTroubleException.class,
                        trouble -> assertThat(trouble.code()).isEqualTo("EngineNotDeployed"))
                .hasMessageContaining("there is no stack outpost-recovery in us-west-2")
                .hasMessageContaining("--stack");
    }

    @Test
    void engine_isRefused_whenItsStackLacksAnOutput() {
        aws.result(
                "DescribeStacks",
                "<Stacks><member><StackName>outpost-recovery</StackName><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>"
                        + output("RecoveryTableName", "books") + "</Outputs></member></Stacks>");
        assertThatThrownBy(() -> aws.cloud().engine())
                .hasMessageContaining("no output RecoveryStateMachineAliasArn, ApprovalStateMachineArn, AlarmTopicArn");
    }

    private Answered answer(Decision decision) {
        return aws.cloud().engine().approvals().answer(INCIDENT, decision, "5f1d", "power \"off\"");
    }

    private void execution(String... ends) {
        deployed(aws);
        aws.answer("StartExecution", "{\"executionArn\":\"" + EXECUTION + "\",\"startDate\":1.0}");
        aws.answer("DescribeExecution", ends);
    }

    @ParameterizedTest
    @CsvSource({"APPROVE, approve", "REJECT, reject"})
    void answer_isTaken_whenTheExecutionSucceeds(Decision decision, String word) throws JsonProcessingException {
        execution("{\"status\":\"RUNNING\"}", "{\"status\":\"SUCCEEDED\"}");
        assertThat(answer(decision)).isEqualTo(new Answered.Taken());
        assertThat(aws.pauses()).hasSize(1);
        JsonNode started = new ObjectMapper()
                .readTree(aws.calls("StartExecution").getFirst().text());
        assertThat(started.path("stateMachineArn").asText()).isEqualTo(APPROVAL);
        assertThat(started.path("name").asText()).isNotBlank();
        JsonNode input = new ObjectMapper().readTree(started.path("input").asText());
        assertThat(input.path("incident").asText()).isEqualTo("web-01#7");
        assertThat(input.path("decision").asText()).isEqualTo(word);
        assertThat(input.path("evidence").asText()).isEqualTo("5f1d");
        assertThat(input.path("reason").asText()).isEqualTo("power \"off\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NothingAsked", "OtherEvidence", "NotAnswered", "NoDecision", "IncompleteAnswer"})
    void answer_isNotTaken_whenTheMachineSaysSo(String error) {
        execution("{\"status\":\"FAILED\",\"error\":\"" + error + "\",\"cause\":\"The evidence has changed.\"}");
        assertThat(answer(Decision.APPROVE)).isEqualTo(new Answered.NotTaken("The evidence has changed."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"status\":\"FAILED\",\"error\":\"States.Runtime\"}", "{\"status\":\"ABORTED\"}"})
    void answer_isInDoubt_whenTheMachineEndsOtherwise(String end) {
        execution(end);
        assertThatThrownBy(() -> answer(Decision.APPROVE))
                .isInstanceOf(CloudTroubleException.class)
                .hasMessageContaining("answer again if it still waits");
    }

    @Test
    void answer_isWaitedFor_whileTheExecutionIsTooNewToBeFound() {
        execution();
        aws.answer(
                "DescribeExecution",
                jsonError(400, "ExecutionDoesNotExist", "no"),
                ScriptedAws.Reply.text("{\"status\":\"SUCCEEDED\"}"));
        assertThat(answer(Decision.APPROVE)).isEqualTo(new Answered.Taken());
    }

    @Test
    void answer_fails_whenTheCallerMayNotStartTheMachine() {
        deployed(aws);
        aws.answer("StartExecution", jsonError(400, "AccessDeniedException", "no"));
        assertThatThrownBy(() -> answer(Decision.APPROVE))
                .isInstanceOf(CloudTroubleException.class)
                .hasMessageContaining("states:StartExecution of " + APPROVAL + " was refused")
                .hasMessageContaining("Let this caller do states:StartExecution");
    }
}
