package io.github.outpostrecovery.lab.asl;

import static io.github.outpostrecovery.lab.asl.Bench.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersistenceTest {
    private static final String EVERYTHING = """
            {'TimeoutSeconds':100000,'StartAt':'Try','States':{
            'Try':{'Type':'Task','Resource':'arn:aws:states:::test:work','ResultPath':'$.try','Next':'Rest',
              'Parameters':{'id.$':'States.UUID()','large':12345678901234},
              'Retry':[{'ErrorEquals':['E'],'MaxAttempts':3,'IntervalSeconds':5,'JitterStrategy':'FULL'}],
              'Catch':[{'ErrorEquals':['States.ALL'],'ResultPath':'$.error','Next':'Rest'}]},
            'Rest':{'Type':'Wait','Seconds':30,'Next':'Ask'},
            'Ask':{'Type':'Task','Resource':'arn:aws:states:::test:work.waitForTaskToken','ResultPath':'$.answer',
              'TimeoutSeconds':3600,'HeartbeatSeconds':600,'Next':'Decide',
              'Parameters':{'token.$':'$$.Task.Token','retries.$':'$$.State.RetryCount'}},
            'Decide':{'Type':'Choice','Choices':[{'Variable':'$.answer.yes','BooleanEquals':true,'Next':'Done'}],'Default':'No'},
            'Done':{'Type':'Pass','Parameters':{'when.$':'$$.State.EnteredTime','all.$':'$'},'End':true},
            'No':{'Type':'Fail','Error':'No'}}}""";

    private final Bench bench = new Bench(11, StepListener.NONE);

    private void deployEverything() {
        bench.work((parameters, context) -> {
            bench.agenda.advance(Duration.ofMillis(700));
            if (context.state().equals("Try") && context.retryCount() < 2) {
                throw new TaskFailure("E", "because");
            }
            return parameters;
        });
        bench.deploy(EVERYTHING);
        bench.service.start("machine", "first", json("{'n':1}"));
        bench.service.start("machine", "second", json("{'n':2.50}"));
    }

    /** Answers every token half a minute after it was issued. */
    private void answerTokens() {
        for (ExecutionDescription execution : bench.service.list()) {
            execution
                    .waitingForTaskToken()
                    .filter(task ->
                            !bench.agenda.instant().isBefore(task.since().plusSeconds(30)))
                    .ifPresent(task -> bench.service.sendTaskSuccess(task.token(), json("{'yes':true}")));
        }
    }

    private List<JsonNode> ends() {
        List<JsonNode> ends = new ArrayList<>();
        for (ExecutionDescription execution : bench.service.list()) {
            assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            ends.add(execution.output().orElseThrow());
            bench.service.history(execution.arn()).forEach(event -> ends.add(event.toJson()));
        }
        return ends;
    }

    private List<JsonNode> runToTheEnd(boolean restarting) {
        deployEverything();
        for (int i = 0;
                i < 1_000
                        && bench.service.list().stream()
                                .anyMatch(e -> !e.status().isTerminal());
                i++) {
            if (restarting) {
                bench.restart(bench.disk());
            }
            if (bench.agenda
                    .nextDue()
                    .orElse(Bench.START)
                    .isAfter(bench.agenda.instant().plusSeconds(60))) {
                bench.agenda.advance(Duration.ofSeconds(30));
            } else {
                bench.agenda.runNext();
            }
            answerTokens();
        }
        return ends();
    }

    @Test
    void restart_before_every_transition_changes_nothing() {
        List<JsonNode> straight = new PersistenceTest().runToTheEnd(false);
        List<JsonNode> restarted = runToTheEnd(true);

        assertThat(restarted).isEqualTo(straight);
        assertThat(straight).hasSizeGreaterThan(40);
    }

    @Test
    void save_of_what_was_restored_is_the_same() {
        deployEverything();
        for (int i = 0; i < 12; i++) {
            bench.agenda.runNext();
            Bench.Disk before = bench.disk();
            bench.restart(before);
            assertThat(bench.disk()).isEqualTo(before);
        }
    }

    @Test
    void execution_killed_in_the_middle_of_a_call_is_aborted_and_can_be_redriven() {
        List<Bench.Disk> disks = new ArrayList<>();
        bench.checkpoint((execution, state) -> disks.add(bench.disk()))
                .deployState("'Type':'Task','Resource':'arn:aws:states:::test:work','End':true,'TimeoutSeconds':60");
        ExecutionArn arn = bench.start("{'a':1}");
        bench.drain();
        assertThat(disks).hasSize(1);
        assertThat(bench.service.describe(arn).status()).isEqualTo(ExecutionStatus.SUCCEEDED);

        bench.restart(disks.getFirst());

        ExecutionDescription killed = bench.service.describe(arn);
        assertThat(killed.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(killed.cause().orElseThrow())
                .contains("the state 'S' was calling arn:aws:states:::test:work")
                .contains("not known");
        assertThat(bench.eventTypes(arn)).endsWith("TaskStarted", "ExecutionAborted");
        bench.drain();
        assertThat(bench.service.describe(arn).status()).isEqualTo(ExecutionStatus.ABORTED);

        bench.service.redrive(arn);
        bench.drain();
        assertThat(bench.service.describe(arn).output()).contains(json("{'a':1}"));
    }

    @Test
    void executions_that_wait_live_on_when_another_was_in_the_middle_of_a_call() {
        List<Bench.Disk> disks = new ArrayList<>();
        bench.deploy("waiting", """
                {'StartAt':'Ask','States':{'Ask':{'Type':'Task','Resource':'arn:aws:states:::test:work.waitForTaskToken',
                'Parameters':{'token.$':'$$.Task.Token'},'End':true}}}""");
        bench.deployState("'Type':'Task','Resource':'arn:aws:states:::test:work','End':true");
        ExecutionArn waiting = bench.service.start("waiting", "run", json("{}"));
        bench.drain();
        bench.checkpoint((execution, state) -> disks.add(bench.disk()));
        bench.start("{}");
        bench.drain();

        bench.restart(disks.getFirst());
        bench.service.sendTaskSuccess(bench.calls.getFirst().token(), json("'yes'"));
        bench.drain();

        assertThat(bench.service.describe(waiting).output()).contains(json("'yes'"));
    }

    @Test
    void unchecked_exception_of_an_integration_leaves_the_agenda_and_the_execution_in_its_call() {
        bench.work((parameters, context) -> {
                    throw new IllegalStateException("a fault of the lab");
                })
                .deployState("'Type':'Task','Resource':'arn:aws:states:::test:work','End':true");
        ExecutionArn arn = bench.start("{}");

        assertThatThrownBy(bench::drain).hasMessage("a fault of the lab");

        assertThat(bench.service.describe(arn).status()).isEqualTo(ExecutionStatus.RUNNING);
        bench.restart(bench.disk());
        assertThat(bench.service.describe(arn).status()).isEqualTo(ExecutionStatus.ABORTED);
    }
}
