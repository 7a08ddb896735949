package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.BOOT;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.E2;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.PRIMARY_SERVER;
import static io.github.outpostrecovery.core.SampleSite.TARGET_1;
import static io.github.outpostrecovery.core.SampleSite.TARGET_2;
import static io.github.outpostrecovery.core.SampleSite.VICTIM;
import static io.github.outpostrecovery.core.SampleSite.VICTIM_ID;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static io.github.outpostrecovery.core.SampleSite.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.compute.StopAnswer;
import io.github.outpostrecovery.core.control.KillSwitch;
import io.github.outpostrecovery.core.evidence.MachineStatus.Check;
import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.service.Executions.Life;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A planned move, up to its fence. */
class MovingTest {
    private final FakeWorld world = FakeWorld.withOneArray();

    /** The victim is well: it is logged in, and passes its checks. */
    @BeforeEach
    void well() {
        world.compute.status(VICTIM_ID, Check.PASSED, Check.PASSED);
        world.array.logIn(VICTIM, "10.0.0.1", "192.0.2.1");
    }

    private OpenOutcome open(ExecutionArn who, OutpostArn to) {
        return new Opening(world.services).open(who, Trigger.PLANNED, new Cause.Move(WEB, to));
    }

    private VerifyOutcome verify() {
        return world.verify(E1, Optional.empty());
    }

    private StopOutcome stop() {
        return new StoppingGuest(world.services).stop(E1, FIRST_INCIDENT, Optional.empty());
    }

    private StartOutcome startAgain() {
        return new StoppingGuest(world.services).startAgain(E1, FIRST_INCIDENT, Optional.empty());
    }

    private void stopsNow() {
        world.array.logOut(VICTIM);
        world.compute.status(VICTIM_ID, Lifecycle.STOPPED);
    }

    private void nothingWasFenced() {
        assertThat(world.array.lets(VICTIM, BOOT)).isTrue();
        assertThat(world.incident().hasBegunToFence()).isFalse();
        assertThat(world.compute.orders()).isEmpty();
    }

    // ---- opening

    @Test
    void open_claimsAnIncident_thatRemembersWhereTo() {
        assertThat(open(E1, TARGET_2.server())).isInstanceOf(OpenOutcome.MoveOpened.class);
        assertThat(world.incident().trigger()).isEqualTo(Trigger.PLANNED);
        assertThat(world.incident().victim().id()).isEqualTo(VICTIM_ID);
        assertThat(world.incident().move())
                .hasValueSatisfying(move -> assertThat(move.to()).isEqualTo(TARGET_2.server()));
        // The step may be repeated.
        assertThat(open(E1, TARGET_2.server())).isInstanceOf(OpenOutcome.MoveOpened.class);
        assertThat(world.table.ledger(WEB).lastIncident()).isEqualTo(1);
    }

    @Test
    void open_isRefused_whereItRunsAndWhereItCannotRun() {
        assertThat(open(E1, PRIMARY_SERVER)).isInstanceOf(OpenOutcome.Refuse.class);
        assertThat(open(E1, server(9))).isInstanceOf(OpenOutcome.Refuse.class);
        assertThat(world.table.ledger(WEB).incident()).isEmpty();
    }

    @Test
    void open_isADuplicate_whileAnIncidentIsOpen_evenIfItsOwnerHasDied() {
        world.opened();
        world.executions.is(E1, Life.TERMINAL);
        assertThat(open(E2, TARGET_1.server())).isInstanceOf(OpenOutcome.Duplicate.class);
        assertThat(world.incident().owner()).isEqualTo(E1);
    }

    /** The alarm of the stopped machine takes a move over whose execution has died: it stays a move. */
    @Test
    void takenOver_itStaysAMove_whoeverTakesItOver() {
        open(E1, TARGET_2.server());
        world.executions.is(E1, Life.TERMINAL);
        assertThat(new Opening(world.services).open(E2, Trigger.MANUAL, new Cause.Resume(FIRST_INCIDENT)))
                .isInstanceOf(OpenOutcome.MoveOpened.class);
        assertThat(world.incident().trigger()).isEqualTo(Trigger.PLANNED);
    }

    // ---- before the stop

    @Test
    void verify_wantsTheStop_whenNothingStandsAgainstTheMove() {
        open(E1, TARGET_2.server());
        assertThat(verify()).isInstanceOf(VerifyOutcome.StopWanted.class);
        assertThat(world.incident().plan()).isEmpty();
        assertThat(world.compute.stopped()).isEmpty();
    }

    @Test
    void verify_refusesBeforeTheStop_whenTheChosenServerIsNotReady_thoughAnotherIs() {
        world.compute.preflight(TARGET_2, new Preflight.NotReady("no room"));
        open(E1, TARGET_2.server());
        assertThat(verify())
                .isInstanceOfSatisfying(
                        VerifyOutcome.Refuse.class,
                        refuse -> assertThat(refuse.reason()).contains("no room"));
        assertThat(world.compute.stopped()).isEmpty();
    }

    @Test
    void verify_refusesBeforeTheStop_whenAnArrayDoesNotAnswer() {
        open(E1, TARGET_2.server());
        world.array.failEverything();
        assertThat(verify()).isInstanceOf(VerifyOutcome.Refuse.class);
        assertThat(world.compute.stopped()).isEmpty();
    }

    @Test
    void verify_isSuppressed_byTheKillSwitch() {
        open(E1, TARGET_2.server());
        world.controls.set(new KillSwitch.Thrown(world.clock.instant(), "ann", "storage maintenance"));
        assertThat(verify()).isInstanceOf(VerifyOutcome.Suppress.class);
    }

    // ---- the stop

    @Test
    void verify_proceedsToTheChosenServer_onceTheGuestHasStopped() {
        open(E1, TARGET_2.server());
        verify();
        assertThat(stop()).isInstanceOf(StopOutcome.Asked.class);
        stopsNow();
        assertThat(verify())
                .isInstanceOfSatisfying(
                        VerifyOutcome.Proceed.class,
                        proceed -> assertThat(proceed.verdict()).isEqualTo(Verdict.STOPPED_ON_PURPOSE));
        assertThat(world.current().target()).isEqualTo(TARGET_2);
        assertThat(world.incident().plan().orElseThrow().targets()).containsExactly(TARGET_2, TARGET_1);
    }

    @Test
    void verify_standsDown_whenTheGuestDoesNotStopInTime() {
        open(E1, TARGET_2.server());
        verify();
        stop();
        world.compute.status(VICTIM_ID, Lifecycle.STOPPING);
        assertThat(verify())
                .isInstanceOfSatisfying(
                        VerifyOutcome.StandDown.class,
                        down -> assertThat(down.reason()).contains("keeps its volumes", "logged in"));
        assertThat(world.clock.instant())
                .isAfterOrEqualTo(io.github.outpostrecovery.core.AdjustableClock.NOON.plus(Moving.STOP_PATIENCE));
        nothingWasFenced();
    }

    /** What counts for a move counts for no alarm: stopped on purpose is no failure. */
    @Test
    void anAlarm_standsDown_onTheSameEvidence() {
        stopsNow();
        world.opened();
        assertThat(verify()).isInstanceOf(VerifyOutcome.StandDown.class);
        nothingWasFenced();
    }

    @Test
    void eachExecution_asksForTheStopItself() {
        open(E1, TARGET_2.server());
        verify();
        stop();
        world.executions.is(E1, Life.TERMINAL);
        new Opening(world.services).open(E2, Trigger.MANUAL, new Cause.Resume(FIRST_INCIDENT));
        assertThat(world.verify(E2, Optional.empty())).isInstanceOf(VerifyOutcome.StopWanted.class);
        assertThat(stop()).as("the old owner").isInstanceOf(StopOutcome.Superseded.class);
        assertThat(world.compute.stopped()).hasSize(1);
    }

    @Test
    void stop_isDoneByHand_whereEc2CannotDoIt_andGivenUpWhereItIsRefused() {
        open(E1, TARGET_2.server());
        world.compute.answersStops(
                new StopAnswer.NotStoppable("UnsupportedOperation"),
                new StopAnswer.Refused("UnauthorizedOperation", "no"),
                new StopAnswer.Unanswered("timed out"));
        assertThat(stop()).isInstanceOf(StopOutcome.ShutDownByHand.class);
        assertThat(stop()).isInstanceOf(StopOutcome.GivenUp.class);
        assertThat(stop()).isInstanceOf(StopOutcome.AskAgain.class);
    }

    // ---- what comes of nothing

    @Test
    void startAgain_startsAStoppedGuest_andNoOther() {
        open(E1, TARGET_2.server());
        assertThat(startAgain()).as("never asked to stop").isInstanceOf(StartOutcome.NothingToStart.class);
        stop();
        assertThat(startAgain()).as("runs").isInstanceOf(StartOutcome.NothingToStart.class);
        world.compute.status(VICTIM_ID, Lifecycle.STOPPING);
        assertThat(startAgain()).isInstanceOf(StartOutcome.LookAgain.class);
        assertThat(world.compute.started()).isEmpty();
        stopsNow();
        assertThat(startAgain()).isInstanceOf(StartOutcome.Started.class);
        assertThat(world.compute.started()).isEqualTo(List.of(VICTIM_ID));
    }

    @Test
    void startAgain_startsNothing_onceAFenceWasAnnounced() {
        open(E1, TARGET_2.server());
        verify();
        stop();
        stopsNow();
        verify();
        world.fencedAgain();
        assertThat(startAgain()).isInstanceOf(StartOutcome.NothingToStart.class);
        assertThat(world.compute.started()).isEmpty();
    }

    /** The execution dies while it starts the guest again: its heir does not stop it a second time. */
    @Test
    void takenOverAfterTheStartWasAnnounced_itIsNeverStoppedAgain_andEnds() {
        open(E1, TARGET_2.server());
        verify();
        stop();
        stopsNow();
        assertThat(startAgain()).isInstanceOf(StartOutcome.Started.class);
        assertThat(stop()).as("an answer that comes late").isInstanceOf(StopOutcome.Superseded.class);
        world.executions.is(E1, Life.TERMINAL);
        assertThat(new Opening(world.services).open(E2, Trigger.RECONCILER, new Cause.Resume(FIRST_INCIDENT)))
                .isInstanceOf(OpenOutcome.MoveOpened.class);
        assertThat(world.verify(E2, Optional.empty()))
                .isInstanceOfSatisfying(
                        VerifyOutcome.Refuse.class,
                        refuse -> assertThat(refuse.reason()).contains("started again"));
        StoppingGuest guest = new StoppingGuest(world.services);
        assertThat(guest.stop(E2, FIRST_INCIDENT, Optional.empty())).isInstanceOf(StopOutcome.Superseded.class);
        assertThat(guest.startAgain(E2, FIRST_INCIDENT, Optional.empty())).isInstanceOf(StartOutcome.Started.class);
        assertThat(world.compute.stopped()).hasSize(1);
        nothingWasFenced();
        new Recording(world.services)
                .record(
                        E2,
                        new Ending.Other(
                                Optional.of(FIRST_INCIDENT), Outcome.REFUSED, "nothing came of it", List.of()));
        assertThat(world.incident().state()).isEqualTo(Incident.State.CLOSED);
    }

    /** The plan was stored, the fence was never announced, and the guest was started: the plan is worth nothing. */
    @Test
    void takenOverAfterThePlanAndTheStart_itFencesNothing() {
        open(E1, TARGET_2.server());
        verify();
        stop();
        stopsNow();
        assertThat(verify()).isInstanceOf(VerifyOutcome.Proceed.class);
        assertThat(startAgain()).isInstanceOf(StartOutcome.Started.class);
        assertThat(new Fencing(world.services).fence(E1, FIRST_INCIDENT, FenceProgress.NONE))
                .isInstanceOf(FenceOutcome.Superseded.class);
        nothingWasFenced();
        world.executions.is(E1, Life.TERMINAL);
        assertThat(new Opening(world.services).open(E2, Trigger.RECONCILER, new Cause.Resume(FIRST_INCIDENT)))
                .isInstanceOf(OpenOutcome.MoveOpened.class);
        assertThat(world.incident().plan()).isEmpty();
        assertThat(world.verify(E2, Optional.empty())).isInstanceOf(VerifyOutcome.Refuse.class);
    }

    // ---- the kill switch, in the last moment

    @Test
    void killSwitchThrownBeforeTheAnnouncement_isHeededAfterIt() {
        world.opened();
        stopsNow();
        world.compute.status(VICTIM_ID, Check.FAILED, Check.FAILED);
        assertThat(verify()).isInstanceOf(VerifyOutcome.Proceed.class);
        // The step asks, and is told yes; then somebody throws the switch, then the fence is announced.
        world.controls.setAfter(1, new KillSwitch.Thrown(world.clock.instant(), "ann", "wait"));
        assertThat(new Fencing(world.services).fence(E1, FIRST_INCIDENT, FenceProgress.NONE))
                .isInstanceOf(FenceOutcome.Suppressed.class);
        nothingWasFenced();
        new Recording(world.services)
                .record(E1, new Ending.Other(Optional.of(FIRST_INCIDENT), Outcome.SUPPRESSED, "the switch", List.of()));
        assertThat(world.incident().state()).isEqualTo(Incident.State.CLOSED);
    }
}
