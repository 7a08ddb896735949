package io.github.outpostrecovery.core.reconcile;

import static io.github.outpostrecovery.core.SampleSite.ALARM;
import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.TARGET_1;
import static io.github.outpostrecovery.core.SampleSite.VICTIM_ID;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static io.github.outpostrecovery.core.SampleSite.ledger;
import static io.github.outpostrecovery.core.SampleSite.machineId;
import static io.github.outpostrecovery.core.SampleSite.plan;
import static io.github.outpostrecovery.core.SampleSite.successor;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.SampleSite;
import io.github.outpostrecovery.core.control.Permission;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.Transition;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.service.Alarms.AlarmState;
import io.github.outpostrecovery.core.service.Alarms.Value;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import io.github.outpostrecovery.core.service.Executions.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is to be done, row by row. Times are minutes after noon, when the alarm went off or the incident was opened. */
class RemedyTest {
    private static final Permission GRANTED = new Permission.Granted();

    private static Instant at(long minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }

    private static Permission permission(String name) {
        return name.equals("GRANTED") ? GRANTED : new Permission.Withheld(Permission.By.valueOf(name), "why not");
    }

    private static AlarmState inAlarm() {
        return new AlarmState.Known(VICTIM_ID, Value.ALARM, NOON);
    }

    private static IncidentRecord record(Outcome outcome, long minutes) {
        return new IncidentRecord(
                SampleSite.execution(outcome + "-" + minutes),
                Optional.of(FIRST_INCIDENT),
                Optional.of(WEB),
                outcome,
                at(minutes),
                "reason",
                Optional.empty(),
                List.of());
    }

    private static Situation alarmed(
            long now, AlarmState state, Permission permission, ReconcilerNote note, IncidentRecord... records) {
        return new Situation(
                at(now),
                ledger(ARRAY_1),
                Optional.of(new Situation.Guard(ALARM, state)),
                Life.UNKNOWN,
                permission,
                List.of(records),
                Optional.empty(),
                note);
    }

    private static ReconcilerNote note(String about, int starts, Optional<Long> lastStart, Optional<Long> lastCall) {
        return new ReconcilerNote(
                Optional.of(about), starts, lastStart.map(RemedyTest::at), lastCall.map(RemedyTest::at));
    }

    private static String word(Remedy remedy) {
        return switch (remedy) {
            case Remedy.Nothing nothing -> "NOTHING";
            case Remedy.Start start -> "START";
            case Remedy.Call call -> call.trouble().name();
            case Remedy.WatchAgain again ->
                again.call().map(trouble -> "WATCH_AND_CALL").orElse("WATCH");
        };
    }

    // ---- an alarm, and no incident

    @ParameterizedTest
    @CsvSource({
        "  2, GRANTED,     NOTHING", // on its way by itself
        "  3, GRANTED,     START", // lost on the way
        "  3, MAINTENANCE, NOTHING",
        "600, MAINTENANCE, NOTHING",
        "  3, KILL_SWITCH, NOTHING",
        " 30, KILL_SWITCH, HELD_BY_KILL_SWITCH",
    })
    void alarm_isTakenUp_onceItHasHadItsChanceAndNobodyHasForbiddenIt(long now, String permission, String expected) {
        assertThat(word(Remedy.of(alarmed(now, inAlarm(), permission(permission), ReconcilerNote.NONE))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "STOOD_DOWN,          4, NOTHING", // ended at minute 1, the first pause is 5 minutes
        "STOOD_DOWN,          6, START",
        "REFUSED,             5, NOTHING",
        "REFUSED,             6, START",
        "RECOVERED_DEGRADED,  6, START",
        "EXPIRED,            60, NOTHING", // nobody answered for hours: there is no hurry to ask again
        "EXPIRED,            61, START",
        "REJECTED,           61, NOTHING", // a person said no
        "REJECTED,         9000, NOTHING",
        "SUPPRESSED,          3, START", // has not been tried at all
        "DUPLICATE,           3, START"
    })
    void alarm_isTakenUpAgain_afterThePauseThatItsEndCallsFor(Outcome outcome, long now, String expected) {
        assertThat(word(Remedy.of(alarmed(now, inAlarm(), GRANTED, ReconcilerNote.NONE, record(outcome, 1)))))
                .isEqualTo(expected);
    }

    @Test
    void alarm_isLeftAlone_whenAPersonSaidNoAndSomethingElseCameAfterThat() {
        assertThat(word(Remedy.of(alarmed(
                        90,
                        inAlarm(),
                        GRANTED,
                        ReconcilerNote.NONE,
                        record(Outcome.REJECTED, 1),
                        record(Outcome.STOOD_DOWN, 2)))))
                .isEqualTo("NOTHING");
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "1, 10", "2, 20", "3, 40", "4, 60", "5, 60", "40, 60"})
    void pauses_growUpToAnHour(int starts, long minutes) {
        ReconcilerNote note = note("alarm since " + NOON, starts, Optional.of(10L), Optional.empty());
        assertThat(Patience.after(starts)).isEqualTo(Duration.ofMinutes(minutes));
        assertThat(word(Remedy.of(alarmed(10 + minutes - 1, inAlarm(), GRANTED, note))))
                .isEqualTo("NOTHING");
        assertThat(word(Remedy.of(alarmed(10 + minutes, inAlarm(), GRANTED, note))))
                .isEqualTo("START");
        assertThat(word(Remedy.of(alarmed(11 + minutes - 1, inAlarm(), GRANTED, note, record(Outcome.STOOD_DOWN, 11)))))
                .as("counted from the last end")
                .isEqualTo("NOTHING");
    }

    @Test
    void pause_beginsAnew_whenTheAlarmHasChangedSince() {
        ReconcilerNote note = note("alarm since " + at(-500), 5, Optional.of(2L), Optional.of(2L));
        assertThat(Remedy.of(alarmed(3, inAlarm(), GRANTED, note)))
                .isInstanceOfSatisfying(
                        Remedy.Start.class,
                        start -> assertThat(start.name().value()).endsWith("-1"));
    }

    @Test
    void start_hasTheSameName_forTheSameAlarmAndTheSameNumber() {
        Remedy once = Remedy.of(alarmed(3, inAlarm(), GRANTED, ReconcilerNote.NONE));
        Remedy later = Remedy.of(alarmed(4, inAlarm(), GRANTED, ReconcilerNote.NONE));
        assertThat(once).isEqualTo(later);
        assertThat(once)
                .isInstanceOfSatisfying(
                        Remedy.Start.class,
                        start -> assertThat(start.request()).isEqualTo(new ExecutionRequest.Alarm(ALARM, VICTIM_ID)));
        ReconcilerNote second = note("alarm since " + NOON, 1, Optional.of(3L), Optional.empty());
        assertThat(Remedy.of(alarmed(20, inAlarm(), GRANTED, second))).isNotEqualTo(once);
    }

    @ParameterizedTest
    @EnumSource(
            value = Value.class,
            names = {"OK", "INSUFFICIENT_DATA"})
    void nothing_isDone_whileTheAlarmIsNotInAlarm(Value value) {
        assertThat(word(Remedy.of(
                        alarmed(600, new AlarmState.Known(VICTIM_ID, value, NOON), GRANTED, ReconcilerNote.NONE))))
                .isEqualTo("NOTHING");
    }

    @Test
    void nothing_isDone_whenCloudWatchDidNotAnswerOrTheConfigurationCannotBeRead() {
        assertThat(word(Remedy.of(alarmed(600, new AlarmState.Unknown("throttled"), GRANTED, ReconcilerNote.NONE))))
                .isEqualTo("NOTHING");
        assertThat(word(Remedy.of(new Situation(
                        at(600),
                        ledger(ARRAY_1),
                        Optional.empty(),
                        Life.UNKNOWN,
                        GRANTED,
                        List.of(),
                        Optional.empty(),
                        ReconcilerNote.NONE))))
                .isEqualTo("NOTHING");
    }

    @ParameterizedTest
    @CsvSource({
        "0, -1, WATCH",
        "5, -1, WATCH",
        "6, -1, WATCH_AND_CALL",
        "7, 10, WATCH", // called at minute 10
        "7, 240, WATCH",
        "9, 0, WATCH_AND_CALL" // four hours later
    })
    void guard_isPutBack_andAPersonCalledWhenThatIsInVain(int starts, long lastCall, String expected) {
        ReconcilerNote note = note(
                "guard of " + VICTIM_ID,
                starts,
                Optional.of(0L),
                lastCall < 0 ? Optional.empty() : Optional.of(lastCall));
        for (Value value : Value.values()) {
            assertThat(word(Remedy.of(alarmed(240, new AlarmState.Known(machineId(77), value, NOON), GRANTED, note))))
                    .isEqualTo(expected);
        }
    }

    // ---- an incident

    private enum Stage {
        OPENED,
        ASKED,
        PLANNED,
        FENCED,
        PAGED
    }

    private static InstanceLedger to(Transition transition) {
        return switch (transition) {
            case Transition.To(InstanceLedger next) -> next;
            case Transition.Denied(var why) -> throw new AssertionError("denied: " + why);
        };
    }

    private static InstanceLedger books(Stage stage) {
        InstanceLedger opened = to(ledger(ARRAY_1).open(E1, Trigger.ALARM, NOON));
        return switch (stage) {
            case OPENED -> opened;
            case ASKED -> to(opened.askForApproval(FIRST_INCIDENT, E1, new ApprovalRequest(Verdict.HUNG, "abc", NOON)));
            case PLANNED -> planned(opened);
            case FENCED -> to(planned(opened).announceFence(FIRST_INCIDENT, E1, NOON));
            case PAGED ->
                to(to(planned(opened).announceFence(FIRST_INCIDENT, E1, NOON))
                        .end(FIRST_INCIDENT, E1, Outcome.FENCED_AND_PAGED));
        };
    }

    private static InstanceLedger planned(InstanceLedger opened) {
        return to(opened.storePlan(FIRST_INCIDENT, E1, plan(ARRAY_1), successor(SampleSite.G2, TARGET_1, ARRAY_1)));
    }

    private static Situation during(Stage stage, Life owner, long now, Permission permission, ReconcilerNote note) {
        return new Situation(
                at(now),
                books(stage),
                Optional.of(new Situation.Guard(ALARM, inAlarm())),
                owner,
                permission,
                List.of(),
                stage == Stage.PAGED ? Optional.of(at(10)) : Optional.empty(),
                note);
    }

    @ParameterizedTest
    @CsvSource({
        // at work, or nobody knows: nothing, until it is silent for too long
        "OPENED,  RUNNING,    29, GRANTED, NOTHING",
        "OPENED,  RUNNING,    30, GRANTED, NOT_MOVING",
        "FENCED,  RUNNING,    29, GRANTED, NOTHING",
        "FENCED,  RUNNING,    30, GRANTED, NOT_MOVING",
        "FENCED,  UNKNOWN,    29, GRANTED, NOTHING",
        "FENCED,  UNKNOWN,    30, GRANTED, NOT_MOVING",
        // the one that waits for a person may do so for four hours
        "ASKED,   RUNNING,    30, GRANTED, NOTHING",
        "ASKED,   RUNNING,   269, GRANTED, NOTHING",
        "ASKED,   RUNNING,   270, GRANTED, NOT_MOVING",
        // dead: taken up, unless that is forbidden and nothing is fenced
        "OPENED,  TERMINAL,    0, GRANTED, START",
        "ASKED,   TERMINAL,    0, GRANTED, START",
        "PLANNED, TERMINAL,    0, GRANTED, START",
        "PLANNED, TERMINAL, 9000, GRANTED, START",
        "FENCED,  TERMINAL,    0, GRANTED, START",
        "OPENED,  TERMINAL,    9, MAINTENANCE, NOTHING",
        "PLANNED, TERMINAL, 9000, MAINTENANCE, NOTHING",
        "PLANNED, TERMINAL,   29, KILL_SWITCH, NOTHING",
        "PLANNED, TERMINAL,   30, KILL_SWITCH, HELD_BY_KILL_SWITCH",
        "FENCED,  TERMINAL,    0, MAINTENANCE, START",
        "FENCED,  TERMINAL,    0, KILL_SWITCH, START",
        // paged at minute 10: a reminder four hours later, whoever forbids what
        "PAGED,   TERMINAL,  249, GRANTED, NOTHING",
        "PAGED,   TERMINAL,  250, GRANTED, PAGED_TOO_LONG",
        "PAGED,   UNKNOWN,   250, KILL_SWITCH, PAGED_TOO_LONG",
        "PAGED,   RUNNING,     0, GRANTED, NOTHING",
    })
    void incident_isTakenUpOrCalledFor(Stage stage, Life owner, long now, String permission, String expected) {
        assertThat(word(Remedy.of(during(stage, owner, now, permission(permission), ReconcilerNote.NONE))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 20, 23, NOTHING", // started at minute 20, and may not be in the books yet
        "1, 20, 24, START",
        "2, 20, 25, START",
        "3, 20, 21, RESUMED_IN_VAIN",
        "3, 20, 25, RESUMED_IN_VAIN",
    })
    void deadIncident_isTakenUpThreeTimes(int starts, long lastStart, long now, String expected) {
        ReconcilerNote note = note("incident " + FIRST_INCIDENT, starts, Optional.of(lastStart), Optional.empty());
        assertThat(word(Remedy.of(during(Stage.FENCED, Life.TERMINAL, now, GRANTED, note))))
                .isEqualTo(expected);
    }

    @Test
    void deadIncident_isTakenUpUnderANameOfItsOwnEachTime() {
        List<String> names = new ArrayList<>();
        for (int starts = 0; starts < 3; starts++) {
            ReconcilerNote note = note("incident " + FIRST_INCIDENT, starts, Optional.of(0L), Optional.empty());
            if (Remedy.of(during(Stage.FENCED, Life.TERMINAL, 9, GRANTED, note)) instanceof Remedy.Start start) {
                assertThat(start.request()).isEqualTo(new ExecutionRequest.Resume(FIRST_INCIDENT));
                names.add(start.name().value());
            }
        }
        assertThat(names).containsExactly("resume-web-01-1-1", "resume-web-01-1-2", "resume-web-01-1-3");
    }

    @ParameterizedTest
    @CsvSource({"250, NOTHING", "489, NOTHING", "490, PAGED_TOO_LONG"})
    void person_isRemindedEveryFourHours(long now, String expected) {
        ReconcilerNote called = note("incident " + FIRST_INCIDENT, 0, Optional.empty(), Optional.of(250L));
        assertThat(word(Remedy.of(during(Stage.PAGED, Life.TERMINAL, now, GRANTED, called))))
                .isEqualTo(expected);
    }

    // ---- figures

    @ParameterizedTest
    @CsvSource({"9, false", "10, true"})
    void alarmWasLost_whenItHasLeftNoTraceForTenMinutes(long now, boolean expected) {
        assertThat(alarmed(now, inAlarm(), GRANTED, ReconcilerNote.NONE).alarmWasLost())
                .isEqualTo(expected);
        assertThat(alarmed(now, inAlarm(), GRANTED, ReconcilerNote.NONE, record(Outcome.SUPPRESSED, 1))
                        .alarmWasLost())
                .isFalse();
        assertThat(alarmed(now, new AlarmState.Known(machineId(77), Value.ALARM, NOON), GRANTED, ReconcilerNote.NONE)
                        .alarmWasLost())
                .isFalse();
        assertThat(alarmed(now, new AlarmState.Known(VICTIM_ID, Value.OK, NOON), GRANTED, ReconcilerNote.NONE)
                        .alarmWasLost())
                .isFalse();
        assertThat(during(Stage.OPENED, Life.RUNNING, now, GRANTED, ReconcilerNote.NONE)
                        .alarmWasLost())
                .isFalse();
    }

    @Test
    void standstill_staysOne_betweenTheCalls() {
        ReconcilerNote called = note("incident " + FIRST_INCIDENT, 0, Optional.empty(), Optional.of(250L));
        assertThat(during(Stage.PAGED, Life.TERMINAL, 251, GRANTED, called).standstill())
                .contains(Trouble.PAGED_TOO_LONG);
        assertThat(during(Stage.PAGED, Life.TERMINAL, 249, GRANTED, called).standstill())
                .isEmpty();
    }

    @Test
    void claimed_countsFromTheOpening_whileTheIncidentIsOpen() {
        assertThat(during(Stage.FENCED, Life.RUNNING, 17, GRANTED, ReconcilerNote.NONE)
                        .claimed())
                .isEqualTo(Duration.ofMinutes(17));
        assertThat(during(Stage.PAGED, Life.TERMINAL, 17, GRANTED, ReconcilerNote.NONE)
                        .claimed())
                .isZero();
        assertThat(alarmed(17, inAlarm(), GRANTED, ReconcilerNote.NONE).claimed())
                .isZero();
    }

    // ---- words

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void call_saysWhatToDo(Trouble trouble) {
        var console = new io.github.outpostrecovery.core.message.Console("aws", "us-west-2", "arn:approval");
        var notice = Calls.of(trouble, during(Stage.PAGED, Life.TERMINAL, 260, GRANTED, ReconcilerNote.NONE), console);
        assertThat(notice.subject()).startsWith("Outpost Recovery: " + FIRST_INCIDENT);
        assertThat(notice.body()).contains("What to do: ").contains(E1.value()).contains(console.of(E1));
        assertThat(notice.body().toLowerCase(Locale.ROOT))
                .doesNotContain("null")
                .doesNotContain("optional");
        var without = Calls.of(trouble, alarmed(60, inAlarm(), GRANTED, ReconcilerNote.NONE), console);
        assertThat(without.subject()).startsWith("Outpost Recovery: web-01 ");
    }
}
