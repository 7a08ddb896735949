package io.github.outpostrecovery.lab.asl;

import static io.github.outpostrecovery.lab.asl.Bench.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.lab.asl.StepFunctionsException.Code;
import io.github.outpostrecovery.lab.time.Recipient;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TaskTokenTest {
    private final Bench bench = new Bench();

    private ExecutionArn startTask(String fields) {
        bench.deployState("""
                'Type':'Task','Resource':'arn:aws:states:::test:work.waitForTaskToken','End':true,
                'Parameters':{'token.$':'$$.Task.Token'}%s""".formatted(fields));
        return bench.start("{}");
    }

    private static void assertRefused(Code code, ThrowingCallable request) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(
                        StepFunctionsException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void success_ends_the_task_with_its_output() {
        ExecutionArn arn = startTask("");
        bench.drain();

        ExecutionDescription.WaitingTask waiting =
                bench.service.describe(arn).waitingForTaskToken().orElseThrow();
        assertThat(waiting.token()).isEqualTo(bench.calls.getFirst().token());
        assertThat(bench.calls.getFirst().parameters()).isEqualTo(json("{'token':'" + waiting.token() + "'}"));
        assertThat(bench.service.describe(arn).status()).isEqualTo(ExecutionStatus.RUNNING);

        bench.service.sendTaskSuccess(waiting.token(), json("{'ok':1}"));
        bench.drain();

        assertThat(bench.service.describe(arn).output()).contains(json("{'ok':1}"));
        assertThat(bench.service.describe(arn).waitingForTaskToken()).isEmpty();
        assertThat(bench.eventTypes(arn))
                .containsExactly(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskSubmitted",
                        "TaskSucceeded",
                        "TaskStateExited",
                        "ExecutionSucceeded");
    }

    @Test
    void failure_can_be_retried_with_a_new_token() {
        ExecutionArn arn = startTask(",'Retry':[{'ErrorEquals':['Denied']}]");
        bench.drain();
        String first = bench.calls.getFirst().token();

        bench.service.sendTaskFailure(first, "Denied", "no");
        bench.drain();
        String second = bench.calls.getLast().token();

        assertThat(second).isNotEqualTo(first);
        assertRefused(Code.TASK_TIMED_OUT, () -> bench.service.sendTaskSuccess(first, json("1")));
        bench.service.sendTaskSuccess(second, json("2"));
        bench.drain();
        assertThat(bench.service.describe(arn).output()).contains(json("2"));
    }

    @Test
    void second_answer_is_refused_at_once_and_afterwards() {
        startTask("");
        bench.drain();
        String token = bench.calls.getFirst().token();

        bench.service.sendTaskSuccess(token, json("1"));

        assertRefused(Code.TASK_TIMED_OUT, () -> bench.service.sendTaskSuccess(token, json("2")));
        bench.drain();
        assertRefused(Code.TASK_TIMED_OUT, () -> bench.service.sendTaskFailure(token, "E", "c"));
        assertRefused(Code.TASK_TIMED_OUT, () -> bench.service.sendTaskHeartbeat(token));
    }

    @Test
    void unknown_token_is_invalid() {
        assertRefused(Code.INVALID_TOKEN, () -> bench.service.sendTaskSuccess("no such token", json("1")));
    }

    @Test
    void late_answer_is_refused_and_the_task_has_timed_out() {
        ExecutionArn arn = startTask(",'TimeoutSeconds':60");
        bench.runTo(Duration.ofSeconds(59));
        String token = bench.calls.getFirst().token();
        assertThat(bench.service.describe(arn).status()).isEqualTo(ExecutionStatus.RUNNING);

        bench.drain();

        assertThat(bench.elapsed()).isEqualTo(Duration.ofSeconds(60));
        assertThat(bench.service.describe(arn).error()).contains("States.Timeout");
        assertThat(bench.eventTypes(arn)).containsSequence("TaskSubmitted", "TaskTimedOut", "ExecutionFailed");
        assertRefused(Code.TASK_TIMED_OUT, () -> bench.service.sendTaskSuccess(token, json("1")));
    }

    @Test
    void answer_is_refused_from_the_deadline_on_even_if_the_timeout_has_not_run_yet() {
        ExecutionArn arn = startTask(",'TimeoutSeconds':60");
        bench.runTo(Duration.ofSeconds(1));
        String token = bench.calls.getFirst().token();
        // An execution's step that takes long keeps the entries of the others waiting while the clock goes on.
        bench.agenda.advance(Duration.ofSeconds(59));

        assertRefused(Code.TASK_TIMED_OUT, () -> bench.service.sendTaskSuccess(token, json("1")));
        bench.drain();
        assertThat(bench.service.describe(arn).error()).contains("States.Timeout");
    }

    @Test
    void answer_just_before_the_deadline_makes_the_timeout_stale() {
        ExecutionArn arn = startTask(",'TimeoutSeconds':60");
        bench.runTo(Duration.ofMillis(59_999));
        bench.service.sendTaskSuccess(bench.calls.getFirst().token(), json("1"));

        bench.drain();

        assertThat(bench.service.describe(arn).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(bench.eventTypes(arn)).doesNotContain("TaskTimedOut");
    }

    @Test
    void missing_heartbeat_times_the_task_out() {
        ExecutionArn arn = startTask(",'TimeoutSeconds':600,'HeartbeatSeconds':60");
        bench.runTo(Duration.ofSeconds(50));
        bench.service.sendTaskHeartbeat(bench.calls.getFirst().token());
        bench.runTo(Duration.ofSeconds(109));
        assertThat(bench.service.describe(arn).status()).isEqualTo(ExecutionStatus.RUNNING);

        bench.runTo(Duration.ofSeconds(110));

        assertThat(bench.service.describe(arn).error()).contains("States.HeartbeatTimeout");
    }

    @Test
    void heartbeats_do_not_put_off_the_timeout() {
        ExecutionArn arn = startTask(",'TimeoutSeconds':100,'HeartbeatSeconds':60");
        bench.runTo(Duration.ofSeconds(50));
        bench.service.sendTaskHeartbeat(bench.calls.getFirst().token());

        bench.drain();

        assertThat(bench.service.describe(arn).error()).contains("States.Timeout");
        assertThat(bench.service.describe(arn).stopTime()).contains(Bench.START.plusSeconds(100));
    }

    @Test
    void time_of_the_call_counts_towards_the_timeout() {
        bench.work((parameters, context) -> {
            bench.agenda.advance(Duration.ofSeconds(20));
            return json("{}");
        });
        ExecutionArn arn = startTask(",'TimeoutSeconds':60");

        bench.drain();

        assertThat(bench.service.describe(arn).stopTime()).contains(Bench.START.plusSeconds(60));
    }

    @Test
    void answer_that_comes_while_the_call_is_under_way_ends_the_task_when_the_call_returns() {
        bench.agenda.register(
                "person",
                Recipient.Kind.WORLD,
                payload -> bench.service.sendTaskSuccess(payload.textValue(), json("'early'")));
        bench.work((parameters, context) -> {
            bench.agenda.schedule(Duration.ofSeconds(1), "person", parameters.get("token"));
            bench.agenda.advance(Duration.ofSeconds(2));
            return json("'returned'");
        });
        ExecutionArn arn = startTask("");

        bench.drain();

        assertThat(bench.service.describe(arn).output()).contains(json("'early'"));
    }

    @Test
    void failed_call_ends_the_task_without_its_token() {
        bench.work((parameters, context) -> {
            throw new TaskFailure("E", "because");
        });
        ExecutionArn arn = startTask("");

        bench.drain();

        assertThat(bench.service.describe(arn).error()).contains("E");
        assertRefused(
                Code.TASK_TIMED_OUT,
                () -> bench.service.sendTaskSuccess(bench.calls.getFirst().token(), json("1")));
    }

    @Test
    void token_dies_with_its_execution() {
        ExecutionArn arn = startTask("");
        bench.drain();

        bench.service.stop(arn, "E", "c");

        assertRefused(
                Code.TASK_TIMED_OUT,
                () -> bench.service.sendTaskSuccess(bench.calls.getFirst().token(), json("1")));
    }

    private ExecutionDescription answerByMachine(String action, String parameters) {
        bench.deploy("approval", """
                {'StartAt':'Answer','States':{
                'Answer':{'Type':'Task','Resource':'arn:aws:states:::aws-sdk:sfn:%s','Parameters':%s,'End':true}}}""".formatted(action, parameters));
        ExecutionArn arn = bench.service.start(
                "approval", json("{'token':'" + bench.calls.getFirst().token() + "'}"));
        bench.drain();
        return bench.service.describe(arn);
    }

    @Test
    void another_execution_answers_with_success() {
        ExecutionArn arn = startTask("");
        bench.drain();

        ExecutionDescription approval = answerByMachine(
                "sendTaskSuccess", "{'TaskToken.$':'$.token','Output.$':'States.JsonToString($$.Execution.Input)'}");

        assertThat(approval.output()).contains(json("{}"));
        assertThat(bench.service.describe(arn).output())
                .contains(json("{'token':'" + bench.calls.getFirst().token() + "'}"));
    }

    @Test
    void another_execution_answers_with_failure() {
        ExecutionArn arn = startTask("");
        bench.drain();

        ExecutionDescription approval =
                answerByMachine("sendTaskFailure", "{'TaskToken.$':'$.token','Error':'Denied','Cause':'not today'}");

        assertThat(approval.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(bench.service.describe(arn).error()).contains("Denied");
        assertThat(bench.service.describe(arn).cause()).contains("not today");
    }

    @Test
    void late_answer_of_another_execution_fails_as_the_sdk_does() {
        startTask(",'TimeoutSeconds':60");
        bench.drain();

        ExecutionDescription approval = answerByMachine("sendTaskSuccess", "{'TaskToken.$':'$.token','Output':'{}'}");

        assertThat(approval.error()).contains("Sfn.TaskTimedOutException");
    }

    @Test
    void wrong_answers_of_another_execution_fail_as_the_sdk_does() {
        ExecutionArn arn = startTask("");
        bench.drain();

        assertThat(answerByMachine("sendTaskSuccess", "{'TaskToken':'x','Output':'{}'}")
                        .error())
                .contains("Sfn.InvalidTokenException");
        assertThat(answerByMachine("sendTaskSuccess", "{'TaskToken.$':'$.token','Output':'{'}")
                        .error())
                .contains("Sfn.InvalidOutputException");
        assertThat(answerByMachine("sendTaskSuccess", "{'TaskToken.$':'$.token','Output':{}}")
                        .error())
                .contains("States.Runtime");
        assertThat(bench.service.describe(arn).status()).isEqualTo(ExecutionStatus.RUNNING);
    }
}
