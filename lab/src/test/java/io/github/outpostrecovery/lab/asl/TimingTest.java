package io.github.outpostrecovery.lab.asl;

import static io.github.outpostrecovery.lab.asl.Bench.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.time.Recipient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingTest {
    private final Bench bench = new Bench();

    private static TaskIntegration taking(Bench bench, Duration duration) {
        return (parameters, context) -> {
            bench.agenda.advance(duration);
            return json("{'done':true}");
        };
    }

    @ParameterizedTest(name = "{0} on {1}: {2} s")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'Seconds':7                              | {}                              | 7
            'Seconds':0                              | {}                              | 0
            'SecondsPath':'$.s'                      | {'s':12}                        | 12
            'SecondsPath':'$.s','InputPath':'$.in'   | {'in':{'s':3}}                  | 3
            'Timestamp':'2026-02-10T06:06:00Z'       | {}                              | 60
            'Timestamp':'2026-02-10T07:05:30+01:00'  | {}                              | 30
            'Timestamp':'2020-01-01T00:00:00Z'       | {}                              | 0
            'TimestampPath':'$.t'                    | {'t':'2026-02-10T06:05:09Z'}    | 9
            """)
    void wait_lasts_as_long_as_it_says(String fields, String input, int seconds) {
        bench.deployState("'Type':'Wait','End':true," + fields);

        ExecutionDescription execution = bench.run(input);

        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(bench.elapsed()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'SecondsPath':'$.s'   | {'s':-1}
            'SecondsPath':'$.s'   | {'s':1.5}
            'SecondsPath':'$.s'   | {'s':'1'}
            'SecondsPath':'$.s'   | {'s':null}
            'SecondsPath':'$.s'   | {}
            'TimestampPath':'$.s' | {'s':'tomorrow'}
            'TimestampPath':'$.s' | {'s':1}
            """)
    void wait_is_a_runtime_error_when_the_input_does_not_say_how_long(String fields, String input) {
        bench.deployState("'Type':'Wait','End':true," + fields);

        assertThat(bench.run(input).error()).contains("States.Runtime");
    }

    @Test
    void task_times_out_when_the_call_took_longer_even_though_it_returned() {
        bench.work(taking(bench, Duration.ofMillis(10_001))).deployState("""
                'Type':'Task','Resource':'arn:aws:states:::test:work','TimeoutSeconds':10,'End':true,
                'Retry':[{'ErrorEquals':['States.Timeout'],'MaxAttempts':1}]""");

        ExecutionDescription execution = bench.run("{}");

        assertThat(bench.calls).hasSize(2);
        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).contains("States.Timeout");
        assertThat(bench.eventTypes(execution.arn()))
                .containsSequence("TaskScheduled", "TaskStarted", "TaskTimedOut", "TaskScheduled")
                .doesNotContain("TaskSucceeded");
    }

    @Test
    void task_succeeds_when_the_call_took_exactly_its_timeout() {
        bench.work(taking(bench, Duration.ofSeconds(10)))
                .deployState(
                        "'Type':'Task','Resource':'arn:aws:states:::test:work','TimeoutSecondsPath':'$.t','End':true");

        assertThat(bench.run("{'t':10}").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void task_that_failed_late_has_timed_out() {
        bench.work((parameters, context) -> {
                    bench.agenda.advance(Duration.ofSeconds(11));
                    throw new TaskFailure("E", "because");
                })
                .deployState("'Type':'Task','Resource':'arn:aws:states:::test:work','TimeoutSeconds':10,'End':true");

        assertThat(bench.run("{}").error()).contains("States.Timeout");
    }

    @Test
    void timeout_path_must_find_a_positive_integer() {
        bench.deployState(
                "'Type':'Task','Resource':'arn:aws:states:::test:work','TimeoutSecondsPath':'$.t','End':true");

        assertThat(bench.run("{'t':0}").error()).contains("States.Runtime");
        assertThat(bench.calls).isEmpty();
    }

    @Test
    void execution_times_out_while_it_waits() {
        bench.deploy("{'TimeoutSeconds':30,'StartAt':'S','States':{'S':{'Type':'Wait','Seconds':60,'End':true}}}");

        ExecutionArn arn = bench.start("{}");
        bench.drain();

        ExecutionDescription execution = bench.service.describe(arn);
        assertThat(execution.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
        assertThat(execution.stopTime()).contains(Bench.START.plusSeconds(30));
        assertThat(bench.eventTypes(arn)).endsWith("ExecutionTimedOut");
    }

    @Test
    void execution_times_out_when_a_call_outlasts_it_and_nothing_catches_that() {
        bench.work(taking(bench, Duration.ofSeconds(31))).deploy("""
                {'TimeoutSeconds':30,'StartAt':'S','States':{
                'S':{'Type':'Task','Resource':'arn:aws:states:::test:work','Next':'C',
                  'Catch':[{'ErrorEquals':['States.ALL'],'Next':'C'}]},
                'C':{'Type':'Succeed'}}}""");

        assertThat(bench.run("{}").status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    }

    @Test
    void execution_that_ends_in_time_is_left_alone_by_its_timeout() {
        bench.deploy("{'TimeoutSeconds':30,'StartAt':'S','States':{'S':{'Type':'Wait','Seconds':29,'End':true}}}");

        assertThat(bench.run("{}").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(bench.elapsed()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void stop_in_the_middle_of_a_call_makes_its_result_ignored() {
        bench.work(taking(bench, Duration.ofSeconds(10)))
                .deployState("'Type':'Task','Resource':'arn:aws:states:::test:work','End':true");
        ExecutionArn arn = bench.start("{}");
        bench.agenda.register(
                "operator", Recipient.Kind.WORLD, payload -> bench.service.stop(arn, "Stopped", "by an operator"));
        bench.agenda.schedule(Duration.ofSeconds(5), "operator", json("{}"));

        bench.drain();

        ExecutionDescription execution = bench.service.describe(arn);
        assertThat(execution.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(execution.stopTime()).contains(Bench.START.plusSeconds(5));
        assertThat(execution.cause()).contains("by an operator");
        assertThat(bench.eventTypes(arn)).endsWith("TaskStarted", "ExecutionAborted");
    }

    @Test
    void redrive_in_the_middle_of_the_call_that_was_stopped_calls_once_more() {
        bench.work(taking(bench, Duration.ofSeconds(10)))
                .deployState("'Type':'Task','Resource':'arn:aws:states:::test:work','End':true");
        ExecutionArn arn = bench.start("{}");
        bench.agenda.register("operator", Recipient.Kind.WORLD, payload -> {
            bench.service.stop(arn, "Stopped", "by an operator");
            bench.service.redrive(arn);
        });
        bench.agenda.schedule(Duration.ofSeconds(5), "operator", json("{}"));

        bench.drain();

        assertThat(bench.calls).hasSize(2);
        assertThat(bench.service.describe(arn).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(bench.eventTypes(arn)).containsOnlyOnce("TaskSucceeded");
    }

    @Test
    void endless_loop_ends_at_25000_events() {
        bench.deploy("""
                {'StartAt':'S','States':{
                'S':{'Type':'Choice','Choices':[{'Variable':'$.x','IsPresent':true,'Next':'T'}],'Default':'S'},
                'T':{'Type':'Succeed'}}}""");

        ExecutionDescription execution = bench.run("{}");

        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).contains("States.Runtime");
        assertThat(bench.service.history(execution.arn())).hasSize(25_000);
    }
}
