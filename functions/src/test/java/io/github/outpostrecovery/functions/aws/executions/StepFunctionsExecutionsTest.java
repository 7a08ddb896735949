package io.github.outpostrecovery.functions.aws.executions;

import static io.github.outpostrecovery.functions.aws.AwsEndpoint.Reply.json;
import static io.github.outpostrecovery.functions.aws.AwsEndpoint.Reply.jsonError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.ExecutionName;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import io.github.outpostrecovery.core.service.Executions.Life;
import io.github.outpostrecovery.core.service.Executions.Start;
import io.github.outpostrecovery.functions.aws.AwsEndpoint;
import io.github.outpostrecovery.functions.aws.AwsEndpoint.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepFunctionsExecutionsTest {
    private static final String ALIAS = "arn:aws:states:us-west-2:111122223333:stateMachine:s-recovery:live";
    private static final ExecutionArn EXECUTION =
            new ExecutionArn("arn:aws:states:us-west-2:111122223333:execution:s-recovery:again-1");
    private static final ExecutionRequest REQUEST = new ExecutionRequest.Alarm(
            new AlarmName("outpost-recovery-web-01"), new Ec2InstanceId("i-0123456789abcdef0"));

    private static final Reply NOT_FOUND = jsonError(400, "ExecutionDoesNotExist", "Execution Does Not Exist");

    private final AwsEndpoint aws = new AwsEndpoint();
    private final List<Duration> pauses = new ArrayList<>();
    private final StepFunctionsExecutions executions =
            new StepFunctionsExecutions(aws.clients().stepFunctions(), ALIAS, pauses::add);

    @AfterEach
    void close() {
        aws.close();
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, RUNNING",
        "PENDING_REDRIVE, RUNNING",
        "SUCCEEDED, TERMINAL",
        "FAILED, TERMINAL",
        "TIMED_OUT, TERMINAL",
        "ABORTED, TERMINAL",
        "SOMETHING_NEW, UNKNOWN"
    })
    void lifeOf_readsTheStatus(String status, Life life) {
        aws.answer("DescribeExecution", json("{\"status\":\"" + status + "\",\"startDate\":1.0}"));
        assertThat(executions.lifeOf(EXECUTION)).isEqualTo(life);
        JsonNode asked = aws.call("DescribeExecution").json();
        assertThat(asked.path("executionArn").asText()).isEqualTo(EXECUTION.value());
        assertThat(asked.path("includedData").asText()).isEqualTo("METADATA_ONLY");
    }

    @Test
    void lifeOf_isTerminal_whenStepFunctionsHasForgottenIt() {
        aws.answer("DescribeExecution", NOT_FOUND);
        assertThat(executions.lifeOf(EXECUTION)).isEqualTo(Life.TERMINAL);
        assertThat(aws.calls("DescribeExecution")).hasSize(4);
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofSeconds(6), Duration.ofSeconds(8));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void lifeOf_isRunning_whenStepFunctionsFindsItLate(int notFoundBefore) {
        List<Reply> replies = new ArrayList<>(Collections.nCopies(notFoundBefore, NOT_FOUND));
        replies.add(json("{\"status\":\"RUNNING\",\"startDate\":1.0}"));
        aws.answer("DescribeExecution", replies.toArray(Reply[]::new));
        assertThat(executions.lifeOf(EXECUTION)).isEqualTo(Life.RUNNING);
        assertThat(pauses).hasSize(notFoundBefore);
    }

    @Test
    void lifeOf_isUnknown_whenTheSecondQuestionIsRefused() {
        aws.answer("DescribeExecution", NOT_FOUND, jsonError(400, "AccessDeniedException", "no"));
        assertThat(executions.lifeOf(EXECUTION)).isEqualTo(Life.UNKNOWN);
    }

    @Test
    void lifeOf_isUnknown_whenItIsInterruptedBetweenTwoQuestions() {
        aws.answer("DescribeExecution", NOT_FOUND);
        StepFunctionsExecutions interrupted =
                new StepFunctionsExecutions(aws.clients().stepFunctions(), ALIAS, length -> {
                    throw new InterruptedException();
                });
        assertThat(interrupted.lifeOf(EXECUTION)).isEqualTo(Life.UNKNOWN);
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"400, AccessDeniedException", "400, InvalidArn", "400, ThrottlingException", "500, InternalFailure"})
    void lifeOf_isUnknown_whenStepFunctionsDoesNotSay(int status, String code) {
        aws.answer("DescribeExecution", jsonError(status, code, "no"));
        assertThat(executions.lifeOf(EXECUTION)).isEqualTo(Life.UNKNOWN);
    }

    @Test
    void lifeOf_isUnknown_whenNobodyAnswers() {
        aws.answer("DescribeExecution", Reply.DROPPED);
        assertThat(executions.lifeOf(EXECUTION)).isEqualTo(Life.UNKNOWN);
    }

    @Test
    void start_namesTheExecution_andUsesTheAlias() throws JsonProcessingException {
        aws.answer("StartExecution", json("{\"executionArn\":\"" + EXECUTION + "\",\"startDate\":1.0}"));
        assertThat(executions.start(new ExecutionName("again-1"), REQUEST)).isEqualTo(new Start.Started(EXECUTION));
        JsonNode sent = aws.call("StartExecution").json();
        assertThat(sent.path("stateMachineArn").asText()).isEqualTo(ALIAS);
        assertThat(sent.path("name").asText()).isEqualTo("again-1");
        JsonNode input = new ObjectMapper().readTree(sent.path("input").asText());
        assertThat(input.path("trigger").asText()).isEqualTo("RECONCILER");
        assertThat(input.path("machine").asText()).isEqualTo("i-0123456789abcdef0");
    }

    @Test
    void start_tellsThatTheNameIsTaken() {
        aws.answer(
                "StartExecution",
                jsonError(400, "ExecutionAlreadyExists", "Execution Already Exists: '" + EXECUTION + "'"));
        assertThat(executions.start(new ExecutionName("again-1"), REQUEST)).isEqualTo(new Start.StartedBefore());
    }

    @Test
    void start_tellsWhyNot() {
        aws.answer("StartExecution", jsonError(400, "StateMachineDoesNotExist", "State Machine Does Not Exist"));
        assertThat(executions.start(new ExecutionName("again-1"), REQUEST))
                .isEqualTo(new Start.NotStarted(
                        "StartExecution failed: StateMachineDoesNotExist: State Machine Does Not Exist"));
    }
}
