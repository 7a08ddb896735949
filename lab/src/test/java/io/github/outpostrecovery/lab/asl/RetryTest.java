package io.github.outpostrecovery.lab.asl;

import static io.github.outpostrecovery.lab.asl.Bench.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTest {
    private Bench bench = new Bench();
    private final Deque<String> failures = new ArrayDeque<>();

    private void deployTask(String handling) {
        bench.work((parameters, context) -> {
                    if (!failures.isEmpty()) {
                        throw new TaskFailure(failures.removeFirst(), "because");
                    }
                    return json("{'done':true}");
                })
                .deploy("""
                {'StartAt':'S','States':{
                'S':{'Type':'Task','Resource':'arn:aws:states:::test:work','ResultPath':'$.result','Next':'End',%s},
                'Caught':{'Type':'Pass','End':true},
                'Otherwise':{'Type':'Pass','Parameters':{'otherwise.$':'$'},'End':true},
                'End':{'Type':'Choice','Choices':[
                  {'Variable':'$.never','IsPresent':true,'Next':'Caught'},
                  {'Variable':'$.nor','IsPresent':true,'Next':'Otherwise'}],'Default':'Done'},
                'Done':{'Type':'Succeed'}}}""".formatted(handling));
    }

    /** Milliseconds between the calls. */
    private List<Long> delays() {
        return IntStream.range(1, bench.calls.size())
                .mapToObj(i -> Duration.between(
                                bench.calls.get(i - 1).at(), bench.calls.get(i).at())
                        .toMillis())
                .toList();
    }

    private void failTimes(int times, String error) {
        IntStream.range(0, times).forEach(i -> failures.add(error));
    }

    @Test
    void retry_has_three_attempts_from_one_second_doubling_by_default() {
        deployTask("'Retry':[{'ErrorEquals':['E']}]");
        failTimes(9, "E");

        ExecutionDescription execution = bench.run("{}");

        assertThat(delays()).containsExactly(1_000L, 2_000L, 4_000L);
        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).contains("E");
        assertThat(execution.cause()).contains("because");
    }

    @Test
    void retry_stops_when_the_task_succeeds() {
        deployTask("'Retry':[{'ErrorEquals':['E'],'IntervalSeconds':3,'BackoffRate':1.5,'MaxAttempts':5}]");
        failTimes(2, "E");

        assertThat(bench.run("{'in':1}").output()).contains(json("{'in':1,'result':{'done':true}}"));
        assertThat(delays()).containsExactly(3_000L, 4_500L);
    }

    @Test
    void retry_delay_is_capped() {
        deployTask("'Retry':[{'ErrorEquals':['E'],'IntervalSeconds':4,'MaxDelaySeconds':10,'MaxAttempts':4}]");
        failTimes(4, "E");

        bench.run("{}");

        assertThat(delays()).containsExactly(4_000L, 8_000L, 10_000L, 10_000L);
    }

    @Test
    void retry_never_happens_when_max_attempts_is_zero_and_later_retriers_are_not_asked() {
        deployTask("'Retry':[{'ErrorEquals':['E'],'MaxAttempts':0},{'ErrorEquals':['States.ALL']}]");
        failTimes(1, "E");

        bench.run("{}");

        assertThat(bench.calls).hasSize(1);
    }

    @Test
    void retriers_count_for_themselves() {
        deployTask("""
                'Retry':[{'ErrorEquals':['A'],'MaxAttempts':2},{'ErrorEquals':['B'],'IntervalSeconds':7,'MaxAttempts':1}]""");
        failures.addAll(List.of("A", "B", "A", "B"));

        ExecutionDescription execution = bench.run("{}");

        assertThat(delays()).containsExactly(1_000L, 7_000L, 2_000L);
        assertThat(execution.error()).contains("B");
    }

    @Test
    void retriers_count_from_zero_when_the_state_is_entered_again() {
        bench.work((parameters, context) -> {
                    if (!failures.isEmpty()) {
                        throw new TaskFailure(failures.removeFirst(), "because");
                    }
                    return json("{}");
                })
                .deploy("""
                {'StartAt':'A','States':{
                'A':{'Type':'Task','Resource':'arn:aws:states:::test:work','Parameters':{'n.$':'$$.State.RetryCount'},
                  'Retry':[{'ErrorEquals':['E'],'MaxAttempts':1}],'Catch':[{'ErrorEquals':['E'],'Next':'A'}],'Next':'B'},
                'B':{'Type':'Succeed'}}}""");
        failTimes(3, "E");

        assertThat(bench.run("{}").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(bench.calls.stream().map(call -> call.parameters().get("n").intValue()))
                .containsExactly(0, 1, 0, 1);
        assertThat(bench.calls.stream().map(call -> call.context().retryCount()))
                .containsExactly(0, 1, 0, 1);
    }

    @Test
    void full_jitter_stays_between_zero_and_the_interval_and_uses_the_range() {
        List<Long> all = IntStream.range(0, 200)
                .mapToObj(seed -> {
                    bench = new Bench(seed, StepListener.NONE);
                    deployTask(
                            "'Retry':[{'ErrorEquals':['E'],'IntervalSeconds':10,'MaxAttempts':1,'JitterStrategy':'FULL'}]");
                    failTimes(1, "E");
                    bench.run("{}");
                    return delays().getFirst();
                })
                .toList();

        assertThat(all).allMatch(delay -> delay >= 0 && delay <= 10_000);
        assertThat(all).anyMatch(delay -> delay < 2_000).anyMatch(delay -> delay > 8_000);
        assertThat(all.stream().distinct().count()).isGreaterThan(100);
    }

    @Test
    void full_jitter_grows_with_the_backoff_and_repeats_with_the_seed() {
        List<List<Long>> runs = IntStream.range(0, 2)
                .mapToObj(run -> {
                    bench = new Bench(5, StepListener.NONE);
                    deployTask("""
                            'Retry':[{'ErrorEquals':['E'],'IntervalSeconds':2,'MaxAttempts':6,'MaxDelaySeconds':20,
                            'JitterStrategy':'FULL'}]""");
                    failTimes(6, "E");
                    bench.run("{}");
                    return delays();
                })
                .toList();

        assertThat(runs.getFirst()).isEqualTo(runs.getLast()).hasSize(6);
        List<Long> limits = List.of(2_000L, 4_000L, 8_000L, 16_000L, 20_000L, 20_000L);
        IntStream.range(0, 6).forEach(i -> assertThat(runs.getFirst().get(i)).isBetween(0L, limits.get(i)));
    }

    @ParameterizedTest(name = "{0} by {1}: {2}")
    @CsvSource({
        "Any.Error, States.ALL, true",
        "Any.Error, States.TaskFailed, true",
        "Any.Error, Any.Error, true",
        "Any.Error, Any, false",
        "Any.Error, any.error, false",
        "States.Timeout, States.ALL, true",
        "States.Timeout, States.Timeout, true",
        "States.Timeout, States.TaskFailed, false",
        "States.HeartbeatTimeout, States.ALL, true",
        "States.HeartbeatTimeout, States.Timeout, true",
        "States.HeartbeatTimeout, States.HeartbeatTimeout, true",
        "States.HeartbeatTimeout, States.TaskFailed, false",
        "States.Timeout, States.HeartbeatTimeout, false",
        "States.Permissions, States.TaskFailed, true",
        "States.Runtime, States.ALL, false",
        "States.Runtime, States.TaskFailed, false",
        "States.DataLimitExceeded, States.ALL, false",
        "States.DataLimitExceeded, States.TaskFailed, false"
    })
    void error_names_match_as_the_documentation_says(String error, String name, boolean expected) {
        deployTask("'Catch':[{'ErrorEquals':['" + name + "'],'Next':'Caught'}]");
        failTimes(1, error);

        ExecutionDescription execution = bench.run("{}");

        assertThat(execution.status()).isEqualTo(expected ? ExecutionStatus.SUCCEEDED : ExecutionStatus.FAILED);
    }

    @Test
    void catch_comes_after_the_retries_and_takes_the_first_catcher_that_matches() {
        deployTask("""
                'Retry':[{'ErrorEquals':['E'],'MaxAttempts':1}],
                'Catch':[{'ErrorEquals':['F'],'Next':'Otherwise'},{'ErrorEquals':['E'],'ResultPath':'$.why','Next':'Caught'},
                  {'ErrorEquals':['States.ALL'],'Next':'Otherwise'}]""");
        failTimes(2, "E");

        assertThat(bench.run("{'in':1}").output()).contains(json("{'in':1,'why':{'Error':'E','Cause':'because'}}"));
        assertThat(bench.calls).hasSize(2);
    }

    @Test
    void catch_replaces_or_keeps_the_input_as_its_result_path_says() {
        deployTask(
                "'Catch':[{'ErrorEquals':['E'],'Next':'Caught'},{'ErrorEquals':['F'],'ResultPath':null,'Next':'Caught'}]");
        failures.addAll(List.of("E", "F"));

        ExecutionDescription replaced = bench.run("{'in':1}");
        ExecutionArn second = bench.service.start("machine", "second", json("{'in':1}"));
        bench.drain();

        assertThat(replaced.output()).contains(json("{'Error':'E','Cause':'because'}"));
        assertThat(bench.service.describe(second).output()).contains(json("{'in':1}"));
    }

    @Test
    void failure_of_the_catcher_itself_ends_the_execution() {
        deployTask("'Catch':[{'ErrorEquals':['States.ALL'],'ResultPath':'$.a.b','Next':'Caught'}]");
        failTimes(1, "E");

        assertThat(bench.run("{'a':1}").error()).contains("States.ResultPathMatchFailure");
    }

    @Test
    void missing_path_in_the_parameters_is_neither_retried_nor_caught() {
        deployTask("""
                'Parameters':{'a.$':'$.absent'},'Retry':[{'ErrorEquals':['States.ALL']}],
                'Catch':[{'ErrorEquals':['States.ALL'],'Next':'Caught'}]""");

        assertThat(bench.run("{}").error()).contains("States.Runtime");
        assertThat(bench.calls).isEmpty();
    }

    @Test
    void result_path_that_does_not_fit_can_be_caught() {
        bench.deploy("""
                {'StartAt':'S','States':{
                'S':{'Type':'Task','Resource':'arn:aws:states:::test:work','ResultPath':'$.a.b','Next':'C',
                  'Catch':[{'ErrorEquals':['States.ResultPathMatchFailure'],'ResultPath':'$.e','Next':'C'}]},
                'C':{'Type':'Pass','OutputPath':'$.e.Error','End':true}}}""");

        assertThat(bench.run("{'a':1}").output()).contains(json("'States.ResultPathMatchFailure'"));
    }
}
