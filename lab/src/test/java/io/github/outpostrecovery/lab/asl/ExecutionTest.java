package io.github.outpostrecovery.lab.asl;

import static io.github.outpostrecovery.lab.asl.Bench.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.StepFunctionsException.Code;
import io.github.outpostrecovery.lab.asl.definition.InvalidDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ExecutionTest {
    private final Bench bench = new Bench();

    private static void assertRefused(Code code, ThrowingCallable request) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(
                        StepFunctionsException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private void deployWait() {
        bench.deployState("'Type':'Wait','Seconds':60,'End':true");
    }

    @Test
    void start_is_idempotent_while_the_execution_runs_with_the_same_input() {
        deployWait();
        ExecutionArn first = bench.start("{'a':1}");
        bench.runTo(Duration.ofSeconds(5));

        assertThat(bench.start("{'a':1}")).isEqualTo(first);
        assertThat(bench.service.list()).hasSize(1);
        assertRefused(Code.EXECUTION_ALREADY_EXISTS, () -> bench.start("{'a':2}"));
        bench.drain();
        assertRefused(Code.EXECUTION_ALREADY_EXISTS, () -> bench.start("{'a':1}"));
    }

    @Test
    void start_invents_a_name_when_none_is_given() {
        deployWait();

        ExecutionArn first = bench.service.start("machine", json("{}"));
        ExecutionArn second = bench.service.start("machine", json("{}"));

        assertThat(first).isNotEqualTo(second);
        assertThat(bench.service.list()).extracting(ExecutionDescription::arn).containsExactly(first, second);
    }

    @Test
    void requests_that_make_no_sense_are_refused() {
        deployWait();

        assertRefused(Code.STATE_MACHINE_DOES_NOT_EXIST, () -> bench.service.start("other", "run", json("{}")));
        assertRefused(Code.INVALID_NAME, () -> bench.service.start("machine", "web-01#7", json("{}")));
        assertRefused(Code.INVALID_EXECUTION_INPUT, () -> bench.start("'" + "x".repeat(262_144) + "'"));
        assertRefused(Code.EXECUTION_DOES_NOT_EXIST, () -> bench.service.describe(new ExecutionArn("arn:none")));
    }

    @Test
    void deploy_refuses_what_no_integration_takes() {
        assertThatThrownBy(() ->
                        bench.deployState("'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage','End':true"))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining(
                        "State \"S\", field Resource: there is no integration arn:aws:states:::sqs:sendMessage");
        String answer = "'Type':'Task','Resource':'arn:aws:states:::aws-sdk:sfn:sendTaskSuccess','End':true";
        assertThatThrownBy(() -> bench.deployState(answer + ",'Parameters':{'Output':'{}'}"))
                .hasMessageContaining(
                        "State \"S\", field Parameters: the field 'TaskToken' is required but was missing");
        assertThatThrownBy(() ->
                        bench.deployState(answer + ",'Parameters':{'Output':'{}','TaskToken':'t','taskToken':'t'}"))
                .hasMessageContaining("the field 'taskToken' is not supported by");
    }

    @Test
    void running_execution_keeps_the_definition_it_began_with() {
        bench.deploy("""
                {'StartAt':'S','States':{'S':{'Type':'Wait','Seconds':60,'Next':'Old'},'Old':{'Type':'Pass','Result':'old','End':true}}}""");
        ExecutionArn first = bench.start("{}");
        bench.runTo(Duration.ofSeconds(5));
        bench.deployState("'Type':'Pass','Result':'new','End':true");
        ExecutionArn second = bench.service.start("machine", "second", json("{}"));

        bench.drain();

        assertThat(bench.service.describe(first).output()).contains(json("'old'"));
        assertThat(bench.service.describe(second).output()).contains(json("'new'"));
    }

    @Test
    void choice_takes_the_first_rule_that_holds_or_the_default() {
        bench.deploy("""
                {'StartAt':'S','States':{
                'S':{'Type':'Choice','InputPath':'$.in','Choices':[
                  {'Variable':'$.n','NumericGreaterThan':10,'Next':'Large'},
                  {'Variable':'$.n','NumericGreaterThan':5,'Next':'Middle'}],'Default':'Small','OutputPath':'$.n'},
                'Large':{'Type':'Pass','Parameters':{'large.$':'$'},'End':true},
                'Middle':{'Type':'Pass','Parameters':{'middle.$':'$'},'End':true},
                'Small':{'Type':'Pass','Parameters':{'small.$':'$'},'End':true}}}""");

        for (String[] run : new String[][] {{"11", "large"}, {"10", "middle"}, {"5", "small"}}) {
            ExecutionArn arn = bench.service.start("machine", json("{'in':{'n':" + run[0] + "}}"));
            bench.drain();
            assertThat(bench.service.describe(arn).output()).contains(json("{'" + run[1] + "':" + run[0] + "}"));
        }
    }

    @Test
    void choice_without_match_and_default_fails() {
        bench.deploy("""
                {'StartAt':'S','States':{'S':{'Type':'Choice','Choices':[{'Variable':'$.a','IsNull':true,'Next':'T'}]},
                'T':{'Type':'Succeed'}}}""");

        assertThat(bench.run("{'a':1}").error()).contains("States.NoChoiceMatched");
    }

    @Test
    void choice_on_a_missing_path_fails_even_with_a_default() {
        bench.deploy("""
                {'StartAt':'S','States':{'S':{'Type':'Choice','Choices':[{'Variable':'$.b','StringEquals':'x','Next':'T'}],
                'Default':'T'},'T':{'Type':'Succeed'}}}""");

        ExecutionDescription execution = bench.run("{'a':1}");

        assertThat(execution.error()).contains("States.Runtime");
        assertThat(execution.cause().orElseThrow()).contains("Invalid path '$.b'");
    }

    @Test
    void history_has_the_shape_of_the_service() {
        bench.deployState("'Type':'Task','Resource':'arn:aws:states:::test:work','TimeoutSeconds':9,'End':true");
        ExecutionArn arn = bench.run("{'a':1}").arn();

        List<JsonNode> events = bench.service.history(arn).stream()
                .<JsonNode>map(HistoryEvent::toJson)
                .toList();

        assertThat(events.get(0)).hasToString("""
                {"timestamp":"2026-02-10T06:05:00.000Z","type":"ExecutionStarted","id":1,"previousEventId":0,\
                "executionStartedEventDetails":{"input":"{\\"a\\":1}",\
                "roleArn":"arn:aws:iam::123456789012:role/machine"}}""");
        assertThat(events.get(2).get("taskScheduledEventDetails")).hasToString("""
                {"resourceType":"test","resource":"work","region":"us-west-2",\
                "parameters":"{\\"a\\":1}","timeoutInSeconds":9}""");
        assertThat(bench.eventTypes(arn))
                .containsExactly(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskSucceeded",
                        "TaskStateExited",
                        "ExecutionSucceeded");
        assertThat(events).extracting(event -> event.get("id").intValue()).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void executions_go_on_interleaved_one_transition_at_a_time() {
        List<String> seen = new ArrayList<>();
        Bench watched = new Bench(1, new StepListener() {
            @Override
            public void stateEntered(ExecutionArn execution, String state, JsonNode input, Instant at) {
                seen.add(execution.value().substring(execution.value().length() - 1) + state);
            }
        });
        watched.deploy("""
                {'StartAt':'A','States':{'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Wait','Seconds':1,'Next':'C'},
                'C':{'Type':'Pass','End':true}}}""");
        watched.service.start("machine", "1", json("{'n':1}"));
        watched.service.start("machine", "2", json("{'n':2}"));

        watched.drain();

        assertThat(seen).containsExactly("1A", "2A", "1B", "2B", "1C", "2C");
        assertThat(watched.service.list())
                .extracting(execution -> execution.output().orElseThrow())
                .containsExactly(json("{'n':1}"), json("{'n':2}"));
    }

    @Test
    void listener_sees_progress_on_the_simulated_clock() {
        List<String> seen = new ArrayList<>();
        Bench watched = new Bench(1, new StepListener() {
            private void add(Instant at, String what) {
                seen.add(Duration.between(Bench.START, at).toSeconds() + " " + what);
            }

            @Override
            public void stateEntered(ExecutionArn execution, String state, JsonNode input, Instant at) {
                add(at, "entered " + state);
            }

            @Override
            public void stateExited(ExecutionArn execution, String state, JsonNode output, Instant at) {
                add(at, "exited " + state + " " + output);
            }

            @Override
            public void retryScheduled(
                    ExecutionArn execution, String state, String error, String cause, Duration delay, Instant at) {
                add(at, "retry " + state + " " + error + " in " + delay.toSeconds());
            }

            @Override
            public void waiting(ExecutionArn execution, String state, Optional<Instant> until, Instant at) {
                add(
                        at,
                        "waiting " + state + " until "
                                + until.map(end -> Duration.between(at, end).toSeconds()));
            }

            @Override
            public void executionEnded(ExecutionDescription execution, Instant at) {
                add(at, "ended " + execution.status());
            }
        });
        watched.work((parameters, context) -> {
                    if (context.retryCount() == 0) {
                        throw new TaskFailure("E", "c");
                    }
                    return json("1");
                })
                .deploy("""
                {'StartAt':'A','States':{
                'A':{'Type':'Task','Resource':'arn:aws:states:::test:work','Retry':[{'ErrorEquals':['E']}],'Next':'B'},
                'B':{'Type':'Wait','Seconds':5,'End':true}}}""")
                .run("{}");

        assertThat(seen)
                .containsExactly(
                        "0 entered A",
                        "0 retry A E in 1",
                        "1 exited A 1",
                        "1 entered B",
                        "1 waiting B until Optional[5]",
                        "6 exited B 1",
                        "6 ended SUCCEEDED");
    }

    @Test
    void redrive_goes_on_at_the_failed_state_with_the_same_input() {
        List<Boolean> healthy = new ArrayList<>(List.of(false));
        bench.work((parameters, context) -> {
                    if (context.state().equals("B") && !healthy.getFirst()) {
                        throw new TaskFailure("E", "because");
                    }
                    return json("{'by':'" + context.state() + "'}");
                })
                .deploy("""
                {'StartAt':'A','States':{
                'A':{'Type':'Task','Resource':'arn:aws:states:::test:work','ResultPath':'$.a','Next':'B'},
                'B':{'Type':'Task','Resource':'arn:aws:states:::test:work','ResultPath':'$.b','End':true,
                  'Parameters':{'in.$':'$','redrives.$':'$$.Execution.RedriveCount','retries.$':'$$.State.RetryCount'},
                  'Retry':[{'ErrorEquals':['E'],'MaxAttempts':1}]}}}""");
        ExecutionArn arn = bench.run("{}").arn();
        assertThat(bench.service.describe(arn).status()).isEqualTo(ExecutionStatus.FAILED);

        bench.service.redrive(arn);
        assertThat(bench.service.describe(arn).status()).isEqualTo(ExecutionStatus.RUNNING);
        bench.drain();
        assertThat(bench.service.describe(arn).status()).isEqualTo(ExecutionStatus.FAILED);
        healthy.set(0, true);
        bench.service.redrive(arn);
        bench.drain();

        assertThat(bench.service.describe(arn).output()).contains(json("{'a':{'by':'A'},'b':{'by':'B'}}"));
        assertThat(bench.service.describe(arn).redriveCount()).isEqualTo(2);
        assertThat(bench.calls.stream().map(call -> call.context().state()))
                .containsExactly("A", "B", "B", "B", "B", "B");
        assertThat(bench.calls.stream().skip(1).map(Bench.Called::parameters))
                .containsExactly(
                        json("{'in':{'a':{'by':'A'}},'redrives':0,'retries':0}"),
                        json("{'in':{'a':{'by':'A'}},'redrives':0,'retries':1}"),
                        json("{'in':{'a':{'by':'A'}},'redrives':1,'retries':0}"),
                        json("{'in':{'a':{'by':'A'}},'redrives':1,'retries':1}"),
                        json("{'in':{'a':{'by':'A'}},'redrives':2,'retries':0}"));
        assertThat(bench.eventTypes(arn)).containsSubsequence("ExecutionFailed", "ExecutionRedriven", "TaskScheduled");
        assertThat(bench.eventTypes(arn)).filteredOn("TaskStateEntered"::equals).hasSize(2);
    }

    @Test
    void redrive_begins_the_time_limit_anew_and_ignores_the_old_one() {
        bench.deploy("{'TimeoutSeconds':30,'StartAt':'S','States':{'S':{'Type':'Wait','Seconds':25,'End':true}}}");
        ExecutionArn arn = bench.start("{}");
        bench.runTo(Duration.ofSeconds(20));
        bench.service.stop(arn, "E", "c");

        bench.service.redrive(arn);
        bench.drain();

        assertThat(bench.service.describe(arn).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(bench.service.describe(arn).stopTime()).contains(Bench.START.plusSeconds(45));
    }

    @Test
    void redriven_token_task_has_a_new_token_and_the_old_timeout_is_stale() {
        bench.deployState("""
                'Type':'Task','Resource':'arn:aws:states:::test:work.waitForTaskToken','TimeoutSeconds':60,'End':true,
                'Parameters':{'token.$':'$$.Task.Token'}""");
        ExecutionArn arn = bench.start("{}");
        bench.runTo(Duration.ofSeconds(50));
        bench.service.stop(arn, "E", "c");
        bench.service.redrive(arn);
        bench.runTo(Duration.ofSeconds(100));

        assertThat(bench.service.describe(arn).status()).isEqualTo(ExecutionStatus.RUNNING);
        assertRefused(
                Code.TASK_TIMED_OUT,
                () -> bench.service.sendTaskSuccess(bench.calls.getFirst().token(), json("1")));
        bench.service.sendTaskSuccess(bench.calls.getLast().token(), json("2"));
        bench.drain();
        assertThat(bench.service.describe(arn).output()).contains(json("2"));
    }

    @Test
    void redriven_fail_state_fails_again() {
        bench.deployState("'Type':'Fail','Error':'E'");
        ExecutionArn arn = bench.run("{}").arn();

        bench.service.redrive(arn);
        bench.drain();

        assertThat(bench.service.describe(arn).error()).contains("E");
        assertThat(bench.eventTypes(arn)).endsWith("ExecutionFailed", "ExecutionRedriven", "ExecutionFailed");
    }

    @Test
    void redrive_is_refused_when_there_is_nothing_to_redrive_or_it_is_too_late() {
        deployWait();
        ExecutionArn arn = bench.start("{}");
        assertRefused(Code.EXECUTION_NOT_REDRIVABLE, () -> bench.service.redrive(arn));
        bench.drain();
        assertRefused(Code.EXECUTION_NOT_REDRIVABLE, () -> bench.service.redrive(arn));
        ExecutionArn stopped = bench.service.start("machine", "stopped", json("{}"));
        bench.service.stop(stopped, "E", "c");
        bench.agenda.advance(Duration.ofDays(14).plusSeconds(1));
        assertRefused(Code.EXECUTION_NOT_REDRIVABLE, () -> bench.service.redrive(stopped));
    }

    @Test
    void stop_changes_nothing_about_an_execution_that_has_ended() {
        deployWait();
        ExecutionArn arn = bench.run("{}").arn();

        bench.service.stop(arn, "E", "c");

        assertThat(bench.service.describe(arn).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void stopped_execution_does_not_wake_up() {
        deployWait();
        ExecutionArn arn = bench.start("{}");
        bench.runTo(Duration.ofSeconds(5));

        bench.service.stop(arn, "E", "c");
        bench.drain();

        assertThat(bench.eventTypes(arn)).containsExactly("ExecutionStarted", "WaitStateEntered", "ExecutionAborted");
    }
}
