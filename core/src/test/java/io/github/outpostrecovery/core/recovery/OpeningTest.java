package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.ALARM;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.E2;
import static io.github.outpostrecovery.core.SampleSite.E3;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.G2;
import static io.github.outpostrecovery.core.SampleSite.VICTIM_ID;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static io.github.outpostrecovery.core.SampleSite.machineId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.incident.FakeRecoveryTable.Fate;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.service.Executions.Life;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpeningTest {
    private final FakeWorld world = FakeWorld.withOneArray();

    private OpenOutcome alarm(ExecutionArn who) {
        return new Opening(world.services).open(who, Trigger.ALARM, new Cause.AlarmRaised(WEB, ALARM, VICTIM_ID));
    }

    private OpenOutcome asked(ExecutionArn who) {
        return new Opening(world.services).open(who, Trigger.MANUAL, new Cause.Asked(WEB));
    }

    private OpenOutcome resume(ExecutionArn who) {
        return new Opening(world.services).open(who, Trigger.MANUAL, new Cause.Resume(FIRST_INCIDENT));
    }

    private void end(ExecutionArn who, Outcome outcome) {
        new Recording(world.services)
                .record(who, new Ending.Other(Optional.of(FIRST_INCIDENT), outcome, "reason", List.of()));
    }

    private static OpenOutcome opened() {
        return new OpenOutcome.Opened(FIRST_INCIDENT, WEB.value(), VICTIM_ID.value());
    }

    private static OpenOutcome takenOver() {
        return new OpenOutcome.TakenOver(FIRST_INCIDENT, WEB.value(), VICTIM_ID.value());
    }

    @Test
    void open_claimsTheIncident_whenTheAlarmNamesTheCurrentMachine() {
        assertThat(alarm(E1)).isEqualTo(opened());
        assertThat(world.incident().owner()).isEqualTo(E1);
        assertThat(world.incident().victim().id()).isEqualTo(VICTIM_ID);
    }

    @Test
    void open_answersAsBefore_whenTheSameExecutionAsksAgain() {
        alarm(E1);
        long revision = world.table.ledger(WEB).revision();
        assertThat(alarm(E1)).isEqualTo(opened());
        assertThat(world.table.ledger(WEB).revision()).isEqualTo(revision);
    }

    @Test
    void open_answersAsBefore_whenTheClaimWasWrittenAndNotAnswered() {
        world.table.commits(Fate.WRITTEN_UNANSWERED);
        assertThatThrownBy(() -> alarm(E1)).isInstanceOf(ServiceUnavailableException.class);
        assertThat(alarm(E1)).isEqualTo(opened());
        assertThat(world.incident().id()).isEqualTo(FIRST_INCIDENT);
    }

    @Test
    void open_isADuplicate_whileTheOwnerIsRunning() {
        alarm(E1);
        for (int repeat = 0; repeat < 10; repeat++) {
            assertThat(alarm(E2))
                    .isInstanceOfSatisfying(
                            OpenOutcome.Duplicate.class,
                            duplicate -> assertThat(duplicate.incident()).contains(FIRST_INCIDENT));
        }
        assertThat(world.incident().owner()).isEqualTo(E1);
    }

    @Test
    void open_letsOneOfTwoOpen_whenBothArriveAtOnce() {
        world.table.beforeCommit(() -> assertThat(alarm(E2)).isEqualTo(opened()));
        assertThat(alarm(E1)).isInstanceOf(OpenOutcome.Duplicate.class);
        assertThat(world.incident().owner()).isEqualTo(E2);
        assertThat(world.table.ledger(WEB).lastIncident()).isEqualTo(1);
    }

    @Test
    void open_makesNoVictimOfTheMachineThatWasAdoptedMeanwhile_whenItHungBeforeItsWrite() {
        world.table.beforeCommit(() -> {
            world.launched();
            new Recording(world.services).record(E1, new Ending.Recovered(FIRST_INCIDENT, G2, List.of(), List.of()));
        });
        assertThat(alarm(E2)).isInstanceOf(OpenOutcome.Duplicate.class);
        assertThat(world.table.ledger(WEB).lastIncident()).isEqualTo(1);
        assertThat(world.incident().state()).isEqualTo(Incident.State.CLOSED);
    }

    @Test
    void open_isADuplicate_whenTheAlarmNamesAnotherMachineThanTheCurrentOne() {
        OpenOutcome outcome =
                new Opening(world.services).open(E1, Trigger.ALARM, new Cause.AlarmRaised(WEB, ALARM, machineId(77)));
        assertThat(outcome).isInstanceOf(OpenOutcome.Duplicate.class);
        assertThat(world.table.ledger(WEB).incident()).isEmpty();
    }

    @Test
    void open_isADuplicate_whenTheAlarmOfTheDeadMachineArrivesAfterItsSuccessorWasAdopted() {
        world.launched();
        new Recording(world.services).record(E1, new Ending.Recovered(FIRST_INCIDENT, G2, List.of(), List.of()));
        assertThat(alarm(E2))
                .isInstanceOfSatisfying(
                        OpenOutcome.Duplicate.class,
                        duplicate -> assertThat(duplicate.incident()).contains(FIRST_INCIDENT));
    }

    @Test
    void open_standsDown_whenTheMachineMayStillBeBooting() {
        FakeWorld young = FakeWorld.withOneArray();
        young.clock.advance(Duration.ofDays(-1).plusMinutes(5).minusSeconds(1));
        Opening opening = new Opening(young.services);
        Cause cause = new Cause.AlarmRaised(WEB, ALARM, VICTIM_ID);
        assertThat(opening.open(E1, Trigger.ALARM, cause)).isInstanceOf(OpenOutcome.StandDown.class);
        assertThat(young.table.ledger(WEB).incident()).isEmpty();
        young.clock.advanceSeconds(1);
        assertThat(opening.open(E1, Trigger.ALARM, cause)).isEqualTo(opened());
    }

    @Test
    void open_isRefused_whenNothingOfThatNameIsProtected() {
        Cause unknown = new Cause.AlarmRaised(new InstanceName("db-01"), ALARM, VICTIM_ID);
        assertThat(new Opening(world.services).open(E1, Trigger.ALARM, unknown)).isInstanceOf(OpenOutcome.Refuse.class);
        assertThat(new Opening(world.services).open(E1, Trigger.MANUAL, new Cause.Asked(new InstanceName("db-01"))))
                .isInstanceOf(OpenOutcome.Refuse.class);
    }

    @Test
    void open_isRefused_whenTheAlarmIsNotTheOneOfTheInstance() {
        Cause forged = new Cause.AlarmRaised(WEB, new AlarmName("another"), VICTIM_ID);
        assertThat(new Opening(world.services).open(E1, Trigger.ALARM, forged)).isInstanceOf(OpenOutcome.Refuse.class);
        assertThat(world.table.ledger(WEB).incident()).isEmpty();
    }

    @Test
    void open_isRefused_whenTheConfigurationMakesNoSense() {
        world.configured(new Configurations.Lookup.Unreadable("no volume"));
        assertThat(alarm(E1)).isInstanceOf(OpenOutcome.Refuse.class);
    }

    @Test
    void open_isRefused_whenWhatCameInIsUnintelligible() {
        assertThat(new Opening(world.services).open(E1, Trigger.ALARM, new Cause.Unintelligible("no alarm name")))
                .isEqualTo(new OpenOutcome.Refuse(Optional.empty(), Optional.empty(), "no alarm name"));
    }

    @Test
    void open_saysForWhichInstanceItIs_whereverThatIsKnown() {
        InstanceName db = new InstanceName("db-01");
        Opening opening = new Opening(world.services);
        assertThat(opening.open(E1, Trigger.ALARM, new Cause.AlarmRaised(db, ALARM, VICTIM_ID)))
                .isInstanceOfSatisfying(
                        OpenOutcome.Refuse.class,
                        refuse -> assertThat(refuse.instance()).contains(db));
        assertThat(opening.open(E1, Trigger.MANUAL, new Cause.Asked(db)))
                .isInstanceOfSatisfying(
                        OpenOutcome.Refuse.class,
                        refuse -> assertThat(refuse.instance()).contains(db));
        assertThat(opening.open(E1, Trigger.ALARM, new Cause.AlarmRaised(WEB, new AlarmName("another"), VICTIM_ID)))
                .isInstanceOfSatisfying(
                        OpenOutcome.Refuse.class,
                        refuse -> assertThat(refuse.instance()).contains(WEB));
        assertThat(opening.open(E1, Trigger.MANUAL, new Cause.Resume(new IncidentId(WEB, 9))))
                .isInstanceOfSatisfying(
                        OpenOutcome.Refuse.class,
                        refuse -> assertThat(refuse.instance()).contains(WEB));
        assertThat(opening.open(E1, Trigger.ALARM, new Cause.AlarmRaised(WEB, ALARM, machineId(99))))
                .isInstanceOfSatisfying(
                        OpenOutcome.Duplicate.class,
                        duplicate -> assertThat(duplicate.instance()).contains(WEB));
        world.clock.advance(Duration.ofDays(-1));
        assertThat(opening.open(E1, Trigger.ALARM, new Cause.AlarmRaised(WEB, ALARM, VICTIM_ID)))
                .isInstanceOfSatisfying(
                        OpenOutcome.StandDown.class,
                        down -> assertThat(down.instance()).contains(WEB));
    }

    // ---- takeover

    @Test
    void open_claimsNothing_forAReadinessRun() {
        InstanceLedger before = world.table.ledger(WEB);
        assertThat(new Opening(world.services).open(E1, Trigger.READINESS, new Cause.Readiness(WEB)))
                .isEqualTo(new OpenOutcome.Readiness(WEB));
        world.configured(new Configurations.Lookup.Unreadable("no volume"));
        assertThat(new Opening(world.services).open(E1, Trigger.READINESS, new Cause.Readiness(WEB)))
                .as("the rehearsals find that out")
                .isEqualTo(new OpenOutcome.Readiness(WEB));
        assertThat(world.table.ledger(WEB)).isEqualTo(before);
        assertThat(world.table.history()).isEmpty();
        assertThat(world.array.calls()).isEmpty();
    }

    @Test
    void open_goesOnWithAnAlarm_whileAReadinessRunIsUnderWay() {
        new Opening(world.services).open(E2, Trigger.READINESS, new Cause.Readiness(WEB));
        assertThat(new Opening(world.services).open(E1, Trigger.ALARM, new Cause.AlarmRaised(WEB, ALARM, VICTIM_ID)))
                .isInstanceOf(OpenOutcome.Opened.class);
        assertThat(new Opening(world.services).open(E2, Trigger.READINESS, new Cause.Readiness(WEB)))
                .isEqualTo(new OpenOutcome.Readiness(WEB));
    }

    @Test
    void open_refusesAReadinessRunOfWhatIsNotProtected() {
        InstanceName other = new InstanceName("db-01");
        assertThat(new Opening(world.services).open(E1, Trigger.READINESS, new Cause.Readiness(other)))
                .isInstanceOf(OpenOutcome.Refuse.class);
    }

    @Test
    void open_takesOver_onlyWhenTheOwnerIsTerminal() {
        alarm(E1);
        world.executions.is(E1, Life.TERMINAL);
        assertThat(alarm(E2)).isEqualTo(opened());
        assertThat(world.incident().owner()).isEqualTo(E2);
    }

    @Test
    void open_goesOnWithTheFence_whenThePlanIsStored() {
        world.planned();
        world.executions.is(E1, Life.TERMINAL);
        assertThat(alarm(E2)).isEqualTo(takenOver());
    }

    @Test
    void open_takesNothingOver_whenItIsNotKnownWhetherTheOwnerHasEnded() {
        alarm(E1);
        world.executions.is(E1, Life.UNKNOWN);
        assertThatThrownBy(() -> alarm(E2)).isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> resume(E2)).isInstanceOf(ServiceUnavailableException.class);
        assertThat(world.incident().owner()).isEqualTo(E1);
    }

    @Test
    void open_letsOneOfTwoTakeOver_whenBothSawTheOwnerTerminal() {
        alarm(E1);
        world.executions.is(E1, Life.TERMINAL);
        world.table.beforeCommit(() -> assertThat(alarm(E3)).isEqualTo(opened()));
        assertThat(alarm(E2)).isInstanceOf(OpenOutcome.Duplicate.class);
        assertThat(world.incident().owner()).isEqualTo(E3);
    }

    @Test
    void open_isADuplicate_whenTheOwnerRecordedBeforeItsSuccessorWrote() {
        alarm(E1);
        world.executions.is(E1, Life.TERMINAL);
        world.table.beforeCommit(() -> end(E1, Outcome.STOOD_DOWN));
        assertThat(alarm(E2)).isInstanceOf(OpenOutcome.Duplicate.class);
        assertThat(world.incident().owner()).isEqualTo(E1);
        assertThat(world.incident().state()).isEqualTo(Incident.State.CLOSED);
    }

    @Test
    void open_beginsTheNextIncident_whenTheLastOneIsClosed() {
        alarm(E1);
        end(E1, Outcome.STOOD_DOWN);
        assertThat(alarm(E2)).isEqualTo(new OpenOutcome.Opened(new IncidentId(WEB, 2), WEB.value(), VICTIM_ID.value()));
    }

    @Test
    void open_isADuplicate_whenTheExecutionHasEndedItsIncident() {
        alarm(E1);
        end(E1, Outcome.STOOD_DOWN);
        assertThat(alarm(E1)).isInstanceOf(OpenOutcome.Duplicate.class);
        assertThat(world.table.ledger(WEB).lastIncident()).isEqualTo(1);
    }

    // ---- paged, resume

    @Test
    void open_isADuplicate_whenTheIncidentWaitsForAPerson() {
        world.planned();
        end(E1, Outcome.FENCED_AND_PAGED);
        world.executions.is(E1, Life.TERMINAL);
        assertThat(alarm(E2)).isInstanceOf(OpenOutcome.Duplicate.class);
        assertThat(asked(E2)).isInstanceOf(OpenOutcome.Duplicate.class);
        assertThat(world.incident().state()).isEqualTo(Incident.State.PAGED);
    }

    @Test
    void resume_takesAPagedIncidentOver() {
        world.planned();
        end(E1, Outcome.FENCED_AND_PAGED);
        world.executions.is(E1, Life.TERMINAL);
        assertThat(resume(E2)).isEqualTo(takenOver());
        assertThat(world.incident().state()).isEqualTo(Incident.State.OPEN);
        assertThat(resume(E2)).as("asked again").isEqualTo(takenOver());
        assertThat(resume(E3)).isInstanceOf(OpenOutcome.Duplicate.class);
    }

    @Test
    void resume_isADuplicate_whenTheIncidentIsClosed() {
        alarm(E1);
        end(E1, Outcome.STOOD_DOWN);
        world.executions.is(E1, Life.TERMINAL);
        assertThat(resume(E2)).isInstanceOf(OpenOutcome.Duplicate.class);
    }

    @Test
    void resume_isRefused_whenThereIsNoSuchIncident() {
        assertThat(resume(E2)).isInstanceOf(OpenOutcome.Refuse.class);
        alarm(E1);
        assertThat(new Opening(world.services).open(E2, Trigger.MANUAL, new Cause.Resume(new IncidentId(WEB, 2))))
                .isInstanceOf(OpenOutcome.Refuse.class);
    }
}
