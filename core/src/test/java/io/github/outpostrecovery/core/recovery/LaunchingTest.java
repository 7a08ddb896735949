package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.BOOT;
import static io.github.outpostrecovery.core.SampleSite.DATA;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.E2;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.G2;
import static io.github.outpostrecovery.core.SampleSite.G3;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.TARGET_1;
import static io.github.outpostrecovery.core.SampleSite.TARGET_2;
import static io.github.outpostrecovery.core.SampleSite.VICTIM;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.array.FakeArray.Call;
import io.github.outpostrecovery.core.compute.FakeCompute.Fate;
import io.github.outpostrecovery.core.compute.LaunchOrder;
import io.github.outpostrecovery.core.incident.FakeRecoveryTable;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.ProvenFence;
import io.github.outpostrecovery.core.incident.Successor.Stage;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LaunchingTest {
    private final FakeWorld world = FakeWorld.withOneArray();

    private LaunchStepOutcome launch(ExecutionArn who, Generation generation, Optional<Instant> since) {
        return new Launching(world.services).launch(who, FIRST_INCIDENT, generation, since);
    }

    private LaunchStepOutcome launch(Generation generation) {
        return launch(E1, generation, Optional.empty());
    }

    private static void burnt(LaunchStepOutcome outcome, Generation next) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        LaunchStepOutcome.NextGeneration.class,
                        burnt -> assertThat(burnt.generation()).isEqualTo(next));
    }

    private static LaunchStepOutcome.AskAgain again(LaunchStepOutcome outcome) {
        assertThat(outcome).isInstanceOf(LaunchStepOutcome.AskAgain.class);
        return (LaunchStepOutcome.AskAgain) outcome;
    }

    @Test
    void launch_launchesTheGranted_underItsTokenAndName() {
        world.granted();
        assertThat(launch(G2)).isEqualTo(new LaunchStepOutcome.Launched(G2, world.machine()));
        assertThat(world.compute.orders()).singleElement().satisfies(order -> {
            assertThat(order.token()).isEqualTo(ClientToken.of(WEB, G2));
            assertThat(order.initiators()).containsExactly(world.nameOf(G2));
            assertThat(order.target()).isEqualTo(TARGET_1);
        });
        assertThat(world.current().stage()).isEqualTo(Stage.LAUNCH_ANNOUNCED);
        assertThat(world.array.open()).isZero();
    }

    @Test
    void launch_findsTheSameMachine_whenItIsRepeated() {
        world.granted();
        LaunchStepOutcome first = launch(G2);
        assertThat(launch(G2)).isEqualTo(first);
        assertThat(launch(G2)).isEqualTo(first);
        assertThat(world.compute.machines()).hasSize(1);
    }

    @Test
    void launch_sendsNothing_whenTheGrantWasNeverAnnounced() {
        world.fenced();
        world.array.map(world.nameOf(G2), "group");
        assertThat(launch(G2)).isInstanceOf(LaunchStepOutcome.Superseded.class);
        assertThat(world.compute.orders()).isEmpty();
    }

    @Test
    void launch_sendsNothing_whenTheBooksHoldNoProofForEveryVolume() {
        world.granted();
        world.table.apply(world.table.ledger(WEB).withdrawProofs(FIRST_INCIDENT, E1, G2, ARRAY_1, VICTIM));
        assertThat(launch(G2)).isInstanceOf(LaunchStepOutcome.GivenUp.class);
        assertThat(world.compute.orders()).isEmpty();
    }

    // ---- the grant read back

    @Test
    void launch_burnsTheGeneration_whenItsGrantReadsBackIncomplete() {
        world.granted();
        world.array.unmap(world.nameOf(G2), DATA);
        burnt(launch(G2), G3);
        assertThat(world.compute.orders()).isEmpty();
        assertThat(world.current().target()).as("the target is not to blame").isEqualTo(TARGET_1);
    }

    @Test
    void launch_burnsTheGeneration_whenAVolumeHasAnotherLun() {
        world.granted();
        world.array.unmap(world.nameOf(G2), BOOT);
        world.array.mapAt(world.nameOf(G2), BOOT, new LunId(7));
        burnt(launch(G2), G3);
        assertThat(world.compute.orders()).isEmpty();
    }

    @Test
    void launch_pages_whenAGenerationOfAnEarlierIncidentIsBack() {
        world.granted();
        Initiator stray = Initiator.fresh(Protocol.ISCSI, WEB, new Generation(1), new UUID(9, 9));
        world.array.map(stray, DATA, "by hand");
        assertThat(launch(G2))
                .isInstanceOfSatisfying(
                        LaunchStepOutcome.GivenUp.class,
                        given -> assertThat(given.reason()).contains(stray.value()));
        assertThat(world.compute.orders()).isEmpty();
    }

    @Test
    void launch_pages_whenAnOlderGenerationIsBackOnAVolume() {
        world.granted();
        world.array.map(VICTIM, DATA, "by hand");
        assertThat(launch(G2))
                .isInstanceOfSatisfying(
                        LaunchStepOutcome.GivenUp.class,
                        given -> assertThat(given.reason()).contains(VICTIM.value()));
        assertThat(world.compute.orders()).isEmpty();
        assertThat(world.current().stage()).isEqualTo(Stage.GRANT_ANNOUNCED);
    }

    @Test
    void launch_asksAgainAndThenBurns_whenTheArrayDoesNotAnswer() {
        world.granted();
        world.array.fail(Call.ACCESS);
        LaunchStepOutcome.AskAgain first = again(launch(G2));
        world.clock.advance(Duration.ofMinutes(2).minusSeconds(1));
        LaunchStepOutcome.AskAgain second = again(launch(E1, G2, Optional.of(first.since())));
        world.clock.advanceSeconds(1);
        burnt(launch(E1, G2, Optional.of(second.since())), G3);
        assertThat(world.compute.orders()).isEmpty();
    }

    // ---- too many launches at once

    @Test
    void launch_isSentAgainWithTheSameToken_andNothingIsLookedUp_whenEc2IsTooBusy() {
        world.granted();
        world.compute.launches(Fate.BUSY).lookUpsFail("not to be asked");
        LaunchStepOutcome.AskAgain first = again(launch(G2));
        assertThat(first.reason()).contains("RequestLimitExceeded").doesNotContain("not to be asked");
        assertThat(launch(E1, G2, Optional.of(first.since()))).isInstanceOf(LaunchStepOutcome.Launched.class);
        assertThat(world.compute.orders()).extracting(LaunchOrder::token).containsOnly(ClientToken.of(WEB, G2));
    }

    @Test
    void launch_waitsLonger_theLongerEc2IsTooBusy() {
        world.granted();
        world.compute.launches(Fate.BUSY, Fate.BUSY, Fate.BUSY);
        LaunchStepOutcome.AskAgain first = again(launch(G2));
        world.clock.advance(Duration.ofSeconds(20));
        LaunchStepOutcome.AskAgain second = again(launch(E1, G2, Optional.of(first.since())));
        assertThat(first.waitSeconds()).isBetween(3, 8);
        assertThat(second.waitSeconds()).isBetween(10, 20);
        assertThat(again(launch(E1, G2, Optional.of(first.since()))).waitSeconds())
                .isEqualTo(second.waitSeconds());
    }

    @Test
    void launch_givesTheGenerationUp_whenEc2StaysTooBusy() {
        world.granted();
        world.compute.launches(Fate.BUSY, Fate.BUSY);
        LaunchStepOutcome.AskAgain first = again(launch(G2));
        world.clock.advance(Duration.ofMinutes(2));
        burnt(launch(E1, G2, Optional.of(first.since())), G3);
    }

    // ---- unknown results

    @Test
    void launch_looksTheMachineUpByItsToken_whenTheResultIsUnknown() {
        world.granted();
        world.compute.launches(Fate.DONE_UNANSWERED);
        assertThat(launch(G2)).isEqualTo(new LaunchStepOutcome.Launched(G2, world.machine()));
        assertThat(world.compute.orders()).hasSize(1);
    }

    @Test
    void launch_repeatsTheSameToken_whenNothingIsListedYet() {
        world.granted();
        world.compute.launches(Fate.LOST);
        LaunchStepOutcome.AskAgain first = again(launch(G2));
        assertThat(launch(E1, G2, Optional.of(first.since()))).isInstanceOf(LaunchStepOutcome.Launched.class);
        assertThat(world.compute.orders()).extracting(LaunchOrder::token).containsOnly(ClientToken.of(WEB, G2));
    }

    @Test
    void launch_asksAgain_whenTheLookUpIsNotAnswered() {
        world.granted();
        world.compute.launches(Fate.LOST).lookUpsFail("throttled");
        assertThat(again(launch(G2)).reason()).contains("throttled");
        assertThat(world.current().generation()).isEqualTo(G2);
    }

    @Test
    void launch_givesTheGenerationUp_whenTheResultStaysUnknown_andItsLateMachineIsFenced() {
        world.granted();
        world.compute.launches(Fate.LATE, Fate.LOST);
        LaunchStepOutcome.AskAgain first = again(launch(G2));
        world.clock.advance(Duration.ofMinutes(2));
        burnt(launch(E1, G2, Optional.of(first.since())), G3);
        assertThat(world.current().target()).isEqualTo(TARGET_2);
        world.fencedAgain();
        world.compute.landLate();
        assertThat(world.compute.machines()).hasSize(1);
        assertThat(world.array.lets(world.nameOf(G2))).isFalse();
        assertThat(ProvenFence.of(world.incident())).isPresent();
    }

    // ---- refusals

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"NO_CAPACITY", "NOT_PERMITTED"})
    void launch_goesToTheNextTargetAsAnotherGeneration_whenEc2Refuses(Fate fate) {
        world.granted();
        world.compute.launches(fate);
        burnt(launch(G2), G3);
        assertThat(world.current().target()).isEqualTo(TARGET_2);
        assertThat(world.nameOf(G3)).isNotEqualTo(world.nameOf(G2));
        assertThat(ProvenFence.of(world.incident()))
                .as("the refused one has to be fenced too")
                .isEmpty();
    }

    @Test
    void launch_pages_whenEveryTargetWasTried() {
        world.granted();
        world.compute.launches(Fate.NO_CAPACITY, Fate.NO_CAPACITY);
        burnt(launch(G2), G3);
        world.fencedAgain();
        new Granting(world.services).grant(E1, FIRST_INCIDENT, G3);
        assertThat(launch(G3))
                .isInstanceOfSatisfying(
                        LaunchStepOutcome.GivenUp.class,
                        given -> assertThat(given.reason()).contains("InsufficientInstanceCapacity"));
        assertThat(world.current().generation()).isEqualTo(G3);
    }

    @Test
    void launch_pages_whenTheTokenWasUsedForSomethingElse() {
        world.granted();
        world.compute.launches(Fate.TOKEN_MISMATCH);
        assertThat(launch(G2)).isInstanceOf(LaunchStepOutcome.GivenUp.class);
        assertThat(world.current().generation())
                .as("never another token blindly")
                .isEqualTo(G2);
        assertThat(world.compute.orders()).hasSize(1);
    }

    @Test
    void launch_pages_whenEc2MakesASecondMachineForTheGeneration() {
        world.granted();
        LaunchStepOutcome first = launch(G2);
        assertThat(first).isInstanceOf(LaunchStepOutcome.Launched.class);
        Ec2InstanceId known = world.machine();
        world.compute.launches(Fate.SECOND_MACHINE);
        assertThat(launch(G2))
                .isInstanceOfSatisfying(
                        LaunchStepOutcome.GivenUp.class,
                        given -> assertThat(given.reason()).contains(known.value()));
        assertThat(world.machine()).isEqualTo(known);
    }

    @Test
    void launch_givesTheMachineUp_whenItCameUpOffTheOutpost() {
        world.granted();
        world.compute.launches(Fate.OFF_OUTPOST);
        burnt(launch(G2), G3);
        assertThat(world.compute.terminated())
                .containsExactly(world.compute.machines().getFirst().id());
        assertThat(world.current().target()).isEqualTo(TARGET_2);
        assertThat(ProvenFence.of(world.incident())).isEmpty();
    }

    @Test
    void launch_endsNoMachine_whenAnotherExecutionHasTakenOverMeanwhile() {
        world.granted();
        world.compute.launches(Fate.OFF_OUTPOST);
        world.table.beforeCommit(() -> {});
        world.table.beforeCommit(() ->
                world.table.apply(world.table.ledger(WEB).takeOver(FIRST_INCIDENT, E1, E2, Trigger.RECONCILER, NOON)));
        assertThat(launch(G2)).isInstanceOf(LaunchStepOutcome.Superseded.class);
        assertThat(world.compute.terminated()).isEmpty();
    }

    // ---- ownership

    @Test
    void launch_sendsNothing_whenAnotherExecutionTakesOverRightBeforeTheAnnouncement() {
        world.granted();
        world.table.beforeCommit(() ->
                world.table.apply(world.table.ledger(WEB).takeOver(FIRST_INCIDENT, E1, E2, Trigger.RECONCILER, NOON)));
        assertThat(launch(G2)).isInstanceOf(LaunchStepOutcome.Superseded.class);
        assertThat(world.compute.orders()).isEmpty();
        assertThat(world.current().stage()).isEqualTo(Stage.GRANT_ANNOUNCED);
    }

    @Test
    void launch_sendsNothing_whenTheAnnouncementIsNotAnswered() {
        world.granted();
        for (FakeRecoveryTable.Fate fate : FakeRecoveryTable.Fate.values()) {
            if (fate != FakeRecoveryTable.Fate.HONEST) {
                world.table.commits(fate);
                assertThatThrownBy(() -> launch(G2)).isInstanceOf(ServiceUnavailableException.class);
                assertThat(world.compute.orders()).isEmpty();
            }
        }
        assertThat(launch(G2)).isInstanceOf(LaunchStepOutcome.Launched.class);
    }

    @Test
    void launch_announcesBeforeItSends_andMakesTheSameMachine_whenItsAnswerIsNotWritten() {
        world.granted();
        world.table.commits(FakeRecoveryTable.Fate.HONEST, FakeRecoveryTable.Fate.LOST);
        assertThatThrownBy(() -> launch(G2)).isInstanceOf(ServiceUnavailableException.class);
        assertThat(world.current().stage()).isEqualTo(Stage.LAUNCH_ANNOUNCED);
        assertThat(launch(G2)).isInstanceOf(LaunchStepOutcome.Launched.class);
        assertThat(world.compute.machines()).hasSize(1);
    }

    @Test
    void launch_isSuperseded_whenItIsNotItsIncidentOrNotOpen() {
        world.granted();
        assertThat(launch(E2, G2, Optional.empty())).isInstanceOf(LaunchStepOutcome.Superseded.class);
        assertThat(launch(G3)).isInstanceOf(LaunchStepOutcome.Superseded.class);
        world.table.apply(world.table.ledger(WEB).end(FIRST_INCIDENT, E1, Outcome.FENCED_AND_PAGED));
        assertThat(launch(G2)).isInstanceOf(LaunchStepOutcome.Superseded.class);
        assertThat(world.compute.orders()).isEmpty();
    }

    @Test
    void launch_goesOnWithTheNextGeneration_whenItsBurnWasWrittenAndNotAnswered() {
        world.granted();
        world.compute.launches(Fate.NO_CAPACITY);
        world.table.commits(FakeRecoveryTable.Fate.HONEST, FakeRecoveryTable.Fate.WRITTEN_UNANSWERED);
        assertThatThrownBy(() -> launch(G2)).isInstanceOf(ServiceUnavailableException.class);
        burnt(launch(G2), G3);
        assertThat(world.compute.orders()).hasSize(1);
    }

    @Test
    void launch_neverSendsForAGenerationThatWasGivenUp() {
        world.launched();
        world.array.unmap(world.nameOf(G2), DATA);
        burnt(launch(G2), G3);
        int sent = world.compute.orders().size();
        burnt(launch(G2), G3);
        assertThat(world.compute.orders()).hasSize(sent);
    }
}
