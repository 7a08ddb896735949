package io.github.outpostrecovery.core.reconcile;

import static io.github.outpostrecovery.core.SampleSite.ALARM;
import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.VICTIM_ID;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static io.github.outpostrecovery.core.SampleSite.configured;
import static io.github.outpostrecovery.core.SampleSite.ledger;
import static io.github.outpostrecovery.core.SampleSite.machineId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.AdjustableClock;
import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.control.FakeControls;
import io.github.outpostrecovery.core.control.KillSwitch;
import io.github.outpostrecovery.core.control.MaintenanceWindow;
import io.github.outpostrecovery.core.incident.FakeRecoveryTable;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.Transition;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.message.Console;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.core.reconcile.RoundReport.Line;
import io.github.outpostrecovery.core.reconcile.RoundReport.Result;
import io.github.outpostrecovery.core.service.Alarms.Value;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import io.github.outpostrecovery.core.service.Executions.Life;
import io.github.outpostrecovery.core.service.FakeAlarms;
import io.github.outpostrecovery.core.service.FakeExecutions;
import io.github.outpostrecovery.core.service.FakeMeasurements;
import io.github.outpostrecovery.core.service.FakeMeasurements.Measured;
import io.github.outpostrecovery.core.service.FakeNotices;
import io.github.outpostrecovery.core.service.Measurements.Figure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReconcilingTest {
    private static final InstanceName APP = new InstanceName("app-01");

    private final AdjustableClock clock = new AdjustableClock();
    private final FakeRecoveryTable table = new FakeRecoveryTable(ledger(ARRAY_1));
    private final FakeAlarms alarms = new FakeAlarms();
    private final FakeExecutions executions = new FakeExecutions();
    private final FakeNotices notices = new FakeNotices();
    private final FakeMeasurements measurements = new FakeMeasurements();
    private final FakeControls controls = new FakeControls();
    private final FakeReconcilerNotes notes = new FakeReconcilerNotes();
    private List<InstanceName> names = List.of(WEB);
    private Runnable meanwhile = () -> {};

    private final Configurations configurations = new Configurations() {
        @Override
        public Lookup find(InstanceName instance) {
            meanwhile.run();
            return instance.equals(WEB)
                    ? new Lookup.Found(configured(Mode.AUTOMATIC, ARRAY_1))
                    : new Lookup.Unreadable("no volume");
        }

        @Override
        public List<InstanceName> names() {
            if (names.isEmpty()) {
                throw new ServiceUnavailableException("no answer");
            }
            return names;
        }
    };

    private Outside outside() {
        return new Outside(
                configurations,
                table,
                alarms,
                executions,
                notices,
                measurements,
                controls,
                notes,
                new Console("aws", "us-west-2", "arn:aws:states:us-west-2:111122223333:stateMachine:approval"),
                clock,
                FanOut.inOrder());
    }

    private RoundReport round() {
        return new Reconciling(outside()).reconcile();
    }

    private Line roundOfWeb() {
        return round().instances().getLast();
    }

    private void alarm() {
        alarms.state(VICTIM_ID, Value.ALARM, NOON);
    }

    private void open() {
        apply(table.ledger(WEB).open(E1, Trigger.ALARM, clock.instant()));
    }

    private void apply(Transition transition) {
        table.apply(transition);
    }

    private void record(Outcome outcome) {
        table.record(new IncidentRecord(
                E1,
                Optional.empty(),
                Optional.of(WEB),
                outcome,
                clock.instant(),
                "reason",
                Optional.empty(),
                List.of()));
    }

    @Test
    void lostAlarm_startsOneExecution_howeverManyRoundsSeeIt() {
        alarm();
        assertThat(roundOfWeb().result()).isEqualTo(Result.NOTHING);
        clock.advance(Duration.ofMinutes(3));
        assertThat(roundOfWeb().result()).isEqualTo(Result.DONE);
        // A round at the same time: it read the note before the other one wrote it.
        notes.keep(WEB, ReconcilerNote.NONE);
        assertThat(roundOfWeb().result()).isEqualTo(Result.NOTHING);
        assertThat(roundOfWeb().result()).as("under way").isEqualTo(Result.NOTHING);
        assertThat(executions.started()).containsExactly(new ExecutionRequest.Alarm(ALARM, VICTIM_ID));
    }

    @Test
    void roundThatDiedAfterItsStart_isGoneOnWith() {
        alarm();
        clock.advance(Duration.ofMinutes(3));
        round();
        notes.keep(WEB, ReconcilerNote.NONE);
        clock.advance(Duration.ofMinutes(5));
        assertThat(roundOfWeb().result()).as("the name is taken").isEqualTo(Result.NOTHING);
        clock.advance(Duration.ofMinutes(10));
        assertThat(roundOfWeb().result()).isEqualTo(Result.DONE);
        assertThat(executions.started()).hasSize(2);
    }

    @Test
    void start_isTriedAgain_whenStepFunctionsDidNotAnswer() {
        alarm();
        clock.advance(Duration.ofMinutes(3));
        executions.fail("throttled");
        assertThat(roundOfWeb())
                .isEqualTo(new Line(WEB, Result.FAILED, "reconcile-web-01-" + NOON.getEpochSecond() + "-1: throttled"));
        assertThat(notes.of(WEB)).isEqualTo(ReconcilerNote.NONE);
    }

    @Test
    void window_isHeeded_andWhatItSuppressedTakenUpWhenItEnds() {
        alarm();
        controls.declare(new MaintenanceWindow(WEB, NOON, NOON.plus(Duration.ofHours(1)), "bob", "patch day"));
        record(Outcome.SUPPRESSED);
        clock.advance(Duration.ofMinutes(59));
        assertThat(roundOfWeb().result()).isEqualTo(Result.NOTHING);
        clock.advance(Duration.ofMinutes(1));
        assertThat(roundOfWeb().result()).isEqualTo(Result.DONE);
    }

    @Test
    void switch_isHeeded_andSomebodyReminded() {
        alarm();
        controls.set(new KillSwitch.Thrown(NOON, "ann", "firmware"));
        clock.advance(Duration.ofMinutes(29));
        assertThat(roundOfWeb().result()).isEqualTo(Result.NOTHING);
        clock.advance(Duration.ofMinutes(1));
        round();
        round();
        assertThat(notices.sent())
                .singleElement()
                .satisfies(mail -> assertThat(mail.body()).contains("switch release"));
        controls.set(new KillSwitch.Released());
        assertThat(roundOfWeb().result()).isEqualTo(Result.DONE);
    }

    @Test
    void nothing_isStarted_whenNobodyKnowsWhetherItMay() {
        alarm();
        clock.advance(Duration.ofMinutes(3));
        controls.fail(1);
        assertThat(roundOfWeb().result()).isEqualTo(Result.FAILED);
        assertThat(executions.started()).isEmpty();
    }

    @Test
    void deadExecution_isTakenUpThreeTimes_andThenAPersonIsCalled() {
        open();
        executions.is(E1, Life.TERMINAL);
        for (int round = 0; round < 5; round++) {
            round();
            clock.advance(Duration.ofMinutes(5));
        }
        assertThat(executions.started()).hasSize(3).containsOnly(new ExecutionRequest.Resume(FIRST_INCIDENT));
        assertThat(notices.sent())
                .singleElement()
                .satisfies(mail -> assertThat(mail.body()).contains("resume " + FIRST_INCIDENT));
        assertThat(measurements.figures()).contains(new Measured(Figure.STALLED_INCIDENTS, 1));
    }

    @Test
    void windowOfAnAlarm_doesNotHoldWhatAPersonHasAskedFor() {
        apply(table.ledger(WEB).open(E1, Trigger.MANUAL, NOON));
        executions.is(E1, Life.TERMINAL);
        controls.declare(new MaintenanceWindow(WEB, NOON, NOON.plus(Duration.ofHours(1)), "bob", "patch day"));
        assertThat(roundOfWeb().result()).isEqualTo(Result.DONE);
    }

    @Test
    void call_isMadeAgain_whenTheMailWasNotAccepted() {
        open();
        clock.advance(Duration.ofMinutes(30));
        notices.fail(1);
        assertThat(roundOfWeb().result()).isEqualTo(Result.FAILED);
        assertThat(roundOfWeb().result()).isEqualTo(Result.DONE);
        assertThat(roundOfWeb().result()).isEqualTo(Result.NOTHING);
        assertThat(notices.sent()).hasSize(1);
    }

    @Test
    void pagedIncident_isRemindedOf_countedFromItsRecord() {
        open();
        clock.advance(Duration.ofMinutes(20));
        InstanceLedger books = table.ledger(WEB);
        if (books.end(FIRST_INCIDENT, E1, Outcome.FENCED_AND_PAGED) instanceof Transition.To(InstanceLedger next)) {
            table.commit(
                    next,
                    Optional.of(new IncidentRecord(
                            E1,
                            Optional.of(FIRST_INCIDENT),
                            Optional.of(WEB),
                            Outcome.FENCED_AND_PAGED,
                            clock.instant(),
                            "reason",
                            Optional.empty(),
                            List.of())));
        }
        executions.is(E1, Life.TERMINAL);
        clock.advance(Duration.ofMinutes(239));
        assertThat(roundOfWeb().result()).isEqualTo(Result.NOTHING);
        clock.advance(Duration.ofMinutes(1));
        assertThat(roundOfWeb().result()).isEqualTo(Result.DONE);
        assertThat(executions.started()).as("a person decides").isEmpty();
    }

    @Test
    void alarmOnAnotherMachine_isPointedBack_andCalledForWhenThatFailsForLong() {
        alarms.state(machineId(77), Value.ALARM, NOON).fail("AccessDenied");
        for (int round = 0; round < 6; round++) {
            assertThat(roundOfWeb().result()).isEqualTo(Result.FAILED);
            clock.advance(Duration.ofMinutes(5));
        }
        assertThat(notices.sent()).isEmpty();
        round();
        round();
        assertThat(notices.sent())
                .singleElement()
                .satisfies(mail -> assertThat(mail.subject()).contains("not guarded"));
    }

    @Test
    void alarmOnAnotherMachine_isPointedAtTheCurrentOne() {
        alarms.state(machineId(77), Value.ALARM, NOON);
        clock.advance(Duration.ofHours(1));
        assertThat(roundOfWeb().result()).isEqualTo(Result.DONE);
        assertThat(alarms.watched()).containsExactly(VICTIM_ID);
        assertThat(executions.started()).isEmpty();
    }

    @Test
    void alarm_isLeftAlone_whenARecoveryBeginsMeanwhile() {
        alarms.state(machineId(77), Value.ALARM, NOON);
        meanwhile = this::open;
        assertThat(roundOfWeb().result()).isEqualTo(Result.NOTHING);
        assertThat(alarms.watched()).isEmpty();
    }

    @Test
    void alarm_isLeftAlone_whileAnIncidentIsOpen() {
        open();
        alarms.state(machineId(2), Value.INSUFFICIENT_DATA, NOON);
        assertThat(roundOfWeb().result()).isEqualTo(Result.NOTHING);
        assertThat(alarms.watched()).isEmpty();
    }

    @Test
    void failureOfOneInstance_hidesNoOther() {
        names = List.of(APP, WEB);
        alarm();
        clock.advance(Duration.ofMinutes(10));
        RoundReport report = round();
        assertThat(report.instances()).extracting(Line::result).containsExactly(Result.FAILED, Result.DONE);
        assertThat(report.reason()).contains("app-01: FAILED").contains("web-01: DONE");
        assertThat(measurements.figures())
                .containsExactly(
                        new Measured(Figure.OLDEST_CLAIM_MINUTES, 0),
                        new Measured(Figure.STALLED_INCIDENTS, 0),
                        new Measured(Figure.ALARMS_WITHOUT_RECORD, 1),
                        new Measured(Figure.RECONCILER_RUNS, 1));
    }

    @Test
    void unansweredBooks_failTheirInstanceOnly() {
        table.readsUnanswered(1);
        names = List.of(WEB, WEB);
        assertThat(round().instances()).extracting(Line::result).containsExactly(Result.FAILED, Result.NOTHING);
    }

    @Test
    void round_fails_whenNobodySaysWhichInstancesThereAre() {
        names = List.of();
        assertThatThrownBy(this::round).isInstanceOf(ServiceUnavailableException.class);
        assertThat(measurements.figures()).isEmpty();
    }

    @Test
    void oldestClaim_isMeasured() {
        open();
        clock.advance(Duration.ofMinutes(17));
        round();
        assertThat(measurements.figures()).contains(new Measured(Figure.OLDEST_CLAIM_MINUTES, 17));
    }

    @Test
    void readiness_isStartedOnceADayForEachInstance() {
        names = List.of(APP, WEB);
        ReadinessRound readiness = new ReadinessRound(outside());
        assertThat(readiness.start().instances()).extracting(Line::result).containsOnly(Result.DONE);
        assertThat(readiness.start().instances()).extracting(Line::result).containsOnly(Result.NOTHING);
        assertThat(executions.started())
                .containsExactly(new ExecutionRequest.Readiness(APP), new ExecutionRequest.Readiness(WEB));
        clock.advance(Duration.ofDays(1));
        assertThat(readiness.start().instances()).extracting(Line::result).containsOnly(Result.DONE);
        executions.fail("throttled");
        clock.advance(Duration.ofDays(1));
        assertThat(readiness.start().instances()).extracting(Line::result).containsOnly(Result.FAILED);
    }
}
