package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.ALARM;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.E2;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.G2;
import static io.github.outpostrecovery.core.SampleSite.VICTIM;
import static io.github.outpostrecovery.core.SampleSite.VICTIM_ID;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static io.github.outpostrecovery.core.SampleSite.machineId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.control.KillSwitch;
import io.github.outpostrecovery.core.control.MaintenanceWindow;
import io.github.outpostrecovery.core.evidence.MachineStatus.Check;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.service.Executions.Life;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the kill switch and a maintenance window stop, where, and what they do not. */
class ControlledTest {
    private final FakeWorld world = FakeWorld.withOneArray();

    private enum Control {
        KILL_SWITCH,
        WINDOW
    }

    private void order(Control control) {
        switch (control) {
            case KILL_SWITCH -> throwSwitch();
            case WINDOW ->
                world.controls.declare(new MaintenanceWindow(
                        WEB,
                        world.clock.instant(),
                        world.clock.instant().plus(Duration.ofHours(1)),
                        "bob",
                        "patch day"));
        }
    }

    private void throwSwitch() {
        world.controls.set(new KillSwitch.Thrown(world.clock.instant(), "ann", "firmware"));
    }

    private OpenOutcome alarm(ExecutionArn who) {
        return new Opening(world.services).open(who, Trigger.ALARM, new Cause.AlarmRaised(WEB, ALARM, VICTIM_ID));
    }

    private OpenOutcome asked(ExecutionArn who) {
        return new Opening(world.services).open(who, Trigger.MANUAL, new Cause.Asked(WEB));
    }

    private OpenOutcome resume(ExecutionArn who, Trigger trigger) {
        return new Opening(world.services).open(who, trigger, new Cause.Resume(FIRST_INCIDENT));
    }

    private FenceOutcome fence(ExecutionArn who) {
        return new Fencing(world.services).fence(who, FIRST_INCIDENT, FenceProgress.NONE);
    }

    private Recorded record(ExecutionArn who, Outcome outcome) {
        return new Recording(world.services)
                .record(who, new Ending.Other(Optional.of(FIRST_INCIDENT), outcome, "reason", List.of()));
    }

    private void alarmWithPlan() {
        assertThat(alarm(E1)).isInstanceOf(OpenOutcome.Opened.class);
        assertThat(world.verify(E1, Optional.empty())).isInstanceOf(VerifyOutcome.Proceed.class);
    }

    // ---- opening

    @ParameterizedTest
    @EnumSource(Control.class)
    void open_suppressesAnAlarm_andLeavesTheBooksAsTheyAre(Control control) {
        InstanceLedger before = world.table.ledger(WEB);
        order(control);
        assertThat(alarm(E1)).isInstanceOf(OpenOutcome.Suppress.class);
        assertThat(new Opening(world.services)
                        .open(E1, Trigger.RECONCILER, new Cause.AlarmRaised(WEB, ALARM, VICTIM_ID)))
                .isInstanceOf(OpenOutcome.Suppress.class);
        assertThat(world.table.ledger(WEB)).isEqualTo(before);
    }

    @Test
    void open_suppressesWhatAPersonAsksFor_onlyByTheSwitch() {
        order(Control.WINDOW);
        throwSwitch();
        assertThat(asked(E1)).isInstanceOf(OpenOutcome.Suppress.class);
        world.controls.set(new KillSwitch.Released());
        assertThat(asked(E1)).isInstanceOf(OpenOutcome.Opened.class);
    }

    @Test
    void open_opens_whenTheWindowIsOver() {
        order(Control.WINDOW);
        world.clock.advance(Duration.ofHours(1));
        assertThat(alarm(E1)).isInstanceOf(OpenOutcome.Opened.class);
    }

    @Test
    void open_isADuplicateFirst_whenTheAlarmIsOfAnotherMachineOrSomebodyIsAtWork() {
        throwSwitch();
        assertThat(new Opening(world.services)
                        .open(E1, Trigger.ALARM, new Cause.AlarmRaised(WEB, ALARM, machineId(77))))
                .isInstanceOf(OpenOutcome.Duplicate.class);
        world.controls.set(new KillSwitch.Released());
        alarm(E1);
        throwSwitch();
        assertThat(alarm(E2)).isInstanceOf(OpenOutcome.Duplicate.class);
    }

    @ParameterizedTest
    @EnumSource(Control.class)
    void open_suppressesATakeover_whenNothingIsFenced(Control control) {
        alarmWithPlan();
        world.executions.is(E1, Life.TERMINAL);
        InstanceLedger before = world.table.ledger(WEB);
        order(control);
        assertThat(alarm(E2)).isInstanceOf(OpenOutcome.Suppress.class);
        assertThat(resume(E2, Trigger.RECONCILER)).isInstanceOf(OpenOutcome.Suppress.class);
        assertThat(world.table.ledger(WEB)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Control.class)
    void open_takesOver_whenAFenceWasAnnounced(Control control) {
        alarmWithPlan();
        fence(E1);
        world.executions.is(E1, Life.TERMINAL);
        order(control);
        assertThat(resume(E2, Trigger.RECONCILER)).isInstanceOf(OpenOutcome.TakenOver.class);
        assertThat(fence(E2)).isInstanceOf(FenceOutcome.Fenced.class);
    }

    @Test
    void open_letsAPersonResumeWithinAWindow_andTheFenceKnowsIt() {
        alarmWithPlan();
        world.executions.is(E1, Life.TERMINAL);
        order(Control.WINDOW);
        assertThat(resume(E2, Trigger.MANUAL)).isInstanceOf(OpenOutcome.TakenOver.class);
        assertThat(fence(E2)).isInstanceOf(FenceOutcome.Fenced.class);
    }

    @Test
    void open_finishesWithinAWindowWhatAPersonHasAskedFor_whenItsExecutionDies() {
        world.planned();
        world.executions.is(E1, Life.TERMINAL);
        order(Control.WINDOW);
        assertThat(resume(E2, Trigger.RECONCILER)).isInstanceOf(OpenOutcome.TakenOver.class);
        assertThat(fence(E2)).isInstanceOf(FenceOutcome.Fenced.class);
    }

    @Test
    void open_looksAgain_whenTheSwitchWasThrownForLongBetweenThePlanAndTheFence() {
        alarmWithPlan();
        world.executions.is(E1, Life.TERMINAL);
        throwSwitch();
        world.clock.advance(Duration.ofDays(2));
        assertThat(resume(E2, Trigger.RECONCILER)).isInstanceOf(OpenOutcome.Suppress.class);
        world.controls.set(new KillSwitch.Released());
        assertThat(resume(E2, Trigger.RECONCILER)).isInstanceOf(OpenOutcome.Opened.class);
        world.compute.status(VICTIM_ID, Check.PASSED, Check.PASSED);
        world.array.logIn(VICTIM, "10.0.1.1", "10.0.0.1:3260");
        assertThat(world.verify(E2, Optional.empty())).isInstanceOf(VerifyOutcome.StandDown.class);
        assertThat(record(E2, Outcome.STOOD_DOWN).outcome()).isEqualTo(Outcome.STOOD_DOWN);
        assertThat(world.incident().state()).isEqualTo(Incident.State.CLOSED);
    }

    @Test
    void open_leavesAPagedIncidentPaged_whenItsResumeIsSuppressed() {
        alarmWithPlan();
        record(E1, Outcome.FENCED_AND_PAGED);
        world.executions.is(E1, Life.TERMINAL);
        throwSwitch();
        assertThat(resume(E2, Trigger.MANUAL)).isInstanceOf(OpenOutcome.Suppress.class);
        assertThat(world.incident().state()).isEqualTo(Incident.State.PAGED);
    }

    // ---- verifying

    @ParameterizedTest
    @EnumSource(Control.class)
    void verify_storesNoPlan_whenNothingIsToBegin(Control control) {
        alarm(E1);
        order(control);
        assertThat(world.verify(E1, Optional.empty())).isInstanceOf(VerifyOutcome.Suppress.class);
        assertThat(world.incident().plan()).isEmpty();
        assertThat(record(E1, Outcome.SUPPRESSED).outcome()).isEqualTo(Outcome.SUPPRESSED);
        assertThat(world.incident().state()).isEqualTo(Incident.State.CLOSED);
    }

    @Test
    void verify_goesOn_whenAPersonHasAskedWithinAWindow() {
        order(Control.WINDOW);
        asked(E1);
        assertThat(world.verify(E1, Optional.empty())).isInstanceOf(VerifyOutcome.Proceed.class);
    }

    @Test
    void verify_standsDown_whateverIsForbidden() {
        alarm(E1);
        throwSwitch();
        world.compute.status(VICTIM_ID, Check.PASSED, Check.PASSED);
        world.array.logIn(VICTIM, "10.0.1.1", "10.0.0.1:3260");
        assertThat(world.verify(E1, Optional.empty())).isInstanceOf(VerifyOutcome.StandDown.class);
    }

    @Test
    void verify_asksNobody_whenAnApprovalWouldNotBeHeeded() {
        FakeWorld notify = FakeWorld.inNotificationOnlyMode();
        notify.opened();
        notify.controls.set(new KillSwitch.Thrown(notify.clock.instant(), "ann", "firmware"));
        assertThat(notify.verify(E1, Optional.empty())).isInstanceOf(VerifyOutcome.Suppress.class);
    }

    // ---- fencing

    @ParameterizedTest
    @EnumSource(Control.class)
    void fence_touchesNothing_whenItWasForbiddenAfterThePlan(Control control) {
        alarmWithPlan();
        order(control);
        long revision = world.table.ledger(WEB).revision();
        assertThat(fence(E1)).isInstanceOf(FenceOutcome.Suppressed.class);
        assertThat(world.table.ledger(WEB).revision()).isEqualTo(revision);
        assertThat(world.array.lets(VICTIM)).isTrue();
        assertThat(world.array.revokeOrders()).isEmpty();
        assertThat(record(E1, Outcome.SUPPRESSED).outcome()).isEqualTo(Outcome.SUPPRESSED);
        assertThat(world.incident().state()).isEqualTo(Incident.State.CLOSED);
    }

    @Test
    void fence_isLookedIntoAnew_whenTheSwitchIsReleased() {
        alarmWithPlan();
        throwSwitch();
        fence(E1);
        record(E1, Outcome.SUPPRESSED);
        world.controls.set(new KillSwitch.Released());
        assertThat(alarm(E2)).isInstanceOf(OpenOutcome.Opened.class);
        assertThat(world.incident().plan()).as("evidence is looked for anew").isEmpty();
        assertThat(world.incident().id().number()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Control.class)
    void fence_goesOn_whenItHasBegun(Control control) {
        alarmWithPlan();
        fence(E1);
        order(control);
        assertThat(fence(E1)).isInstanceOf(FenceOutcome.Fenced.class);
        assertThat(new Granting(world.services).grant(E1, FIRST_INCIDENT, G2))
                .isInstanceOf(GrantStepOutcome.Granted.class);
    }

    @Test
    void fence_isAskedForAgain_whenTheBooksDoNotSayWhetherItMayBegin() {
        alarmWithPlan();
        world.controls.fail(1);
        assertThatThrownBy(() -> fence(E1)).isInstanceOf(ServiceUnavailableException.class);
        assertThat(world.incident().hasBegunToFence()).isFalse();
    }

    @Test
    void verify_isAskedForAgain_whenTheBooksDoNotSayWhetherItMayBegin() {
        alarm(E1);
        world.controls.fail(1);
        assertThatThrownBy(() -> world.verify(E1, Optional.empty())).isInstanceOf(ServiceUnavailableException.class);
        assertThat(world.incident().plan()).isEmpty();
    }

    @Test
    void open_isAskedForAgain_whenTheBooksDoNotSayWhetherItMayBegin() {
        world.controls.fail(1);
        assertThatThrownBy(() -> alarm(E1)).isInstanceOf(ServiceUnavailableException.class);
        assertThat(world.table.ledger(WEB).incident()).isEmpty();
    }

    @Test
    void record_callsAPerson_whenAFenceWasAnnouncedAfterAll() {
        alarmWithPlan();
        throwSwitch();
        assertThat(fence(E1)).isInstanceOf(FenceOutcome.Suppressed.class);
        // An earlier call of the step that hung before its announcement, and went on.
        world.controls.set(new KillSwitch.Released());
        fence(E1);
        assertThat(record(E1, Outcome.SUPPRESSED).outcome()).isEqualTo(Outcome.FENCED_AND_PAGED);
        assertThat(world.incident().state()).isEqualTo(Incident.State.PAGED);
    }
}
