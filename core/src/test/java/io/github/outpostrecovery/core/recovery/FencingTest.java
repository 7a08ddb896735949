package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.BOOT;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.E2;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.G1;
import static io.github.outpostrecovery.core.SampleSite.G2;
import static io.github.outpostrecovery.core.SampleSite.G3;
import static io.github.outpostrecovery.core.SampleSite.LOGS;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.TARGET_1;
import static io.github.outpostrecovery.core.SampleSite.VICTIM;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static io.github.outpostrecovery.core.SampleSite.successor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.array.ArrayCapabilities.SessionListing;
import io.github.outpostrecovery.core.array.FakeArray.Call;
import io.github.outpostrecovery.core.array.FakeArray.Fate;
import io.github.outpostrecovery.core.fence.StoredProof;
import io.github.outpostrecovery.core.incident.Announcement;
import io.github.outpostrecovery.core.incident.FakeRecoveryTable;
import io.github.outpostrecovery.core.incident.InstanceLedger.BurnCause;
import io.github.outpostrecovery.core.incident.ProvenFence;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Protocol;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FencingTest {
    private final FakeWorld world = FakeWorld.withOneArray();

    private static FenceOutcome fence(FakeWorld where, ExecutionArn who, FenceProgress progress) {
        return new Fencing(where.services).fence(who, FIRST_INCIDENT, progress);
    }

    private FenceOutcome fence() {
        return fence(world, E1, FenceProgress.NONE);
    }

    private static FenceOutcome.FenceAgain again(FenceOutcome outcome) {
        assertThat(outcome).isInstanceOf(FenceOutcome.FenceAgain.class);
        return (FenceOutcome.FenceAgain) outcome;
    }

    /** Runs rounds until something else than another round is wanted. */
    private static FenceOutcome rounds(FakeWorld where) {
        FenceOutcome outcome = fence(where, E1, FenceProgress.NONE);
        while (outcome instanceof FenceOutcome.FenceAgain again) {
            where.clock.advanceSeconds(again.waitSeconds());
            outcome = fence(where, E1, again.progress());
        }
        return outcome;
    }

    private static boolean proven(FakeWorld where) {
        return ProvenFence.of(where.incident()).isPresent();
    }

    @Test
    void fence_writesTheProofsDown_whenEveryVolumeIsProved() {
        world.planned();
        assertThat(fence()).isInstanceOfSatisfying(FenceOutcome.Fenced.class, fenced -> {
            assertThat(fenced.generation()).isEqualTo(G2);
            assertThat(fenced.proofs()).hasSize(2);
        });
        assertThat(proven(world)).isTrue();
        assertThat(world.incident().announced().orElseThrow().step()).isEqualTo(Announcement.Step.FENCE);
        assertThat(world.array.lets(VICTIM)).isFalse();
        assertThat(world.array.open()).isZero();
    }

    @Test
    void fence_changesNothing_whenThePlanIsNotStored() {
        world.opened();
        assertThat(fence()).isInstanceOf(FenceOutcome.Superseded.class);
        assertThat(world.array.calls()).isEmpty();
    }

    @Test
    void fence_changesNothing_whenAnotherExecutionOwnsTheIncident() {
        world.planned();
        world.table.apply(world.table.ledger(WEB).takeOver(FIRST_INCIDENT, E1, E2, Trigger.RECONCILER, NOON));
        assertThat(fence()).isInstanceOf(FenceOutcome.Superseded.class);
        assertThat(world.array.revokeOrders()).isEmpty();
        assertThat(world.array.lets(VICTIM)).isTrue();
    }

    @Test
    void fence_changesNothing_whenItsAnnouncementIsNotAnswered() {
        world.planned();
        for (FakeRecoveryTable.Fate fate :
                Set.of(FakeRecoveryTable.Fate.LOST, FakeRecoveryTable.Fate.WRITTEN_UNANSWERED)) {
            world.table.commits(fate);
            assertThatThrownBy(this::fence).isInstanceOf(ServiceUnavailableException.class);
            assertThat(world.array.revokeOrders()).isEmpty();
        }
        assertThat(fence()).isInstanceOf(FenceOutcome.Fenced.class);
    }

    @Test
    void fence_announcesBeforeItOrders() {
        world.planned();
        world.array.before(
                Call.REVOKE,
                () -> assertThat(world.incident().announced().orElseThrow().step())
                        .isEqualTo(Announcement.Step.FENCE));
        assertThat(fence()).isInstanceOf(FenceOutcome.Fenced.class);
    }

    @Test
    void fence_writesNoProofDown_whenAnotherExecutionHasTakenOverMeanwhile() {
        world.planned();
        world.array.before(
                Call.SESSIONS,
                () -> world.table.apply(
                        world.table.ledger(WEB).takeOver(FIRST_INCIDENT, E1, E2, Trigger.RECONCILER, NOON)));
        assertThat(fence()).isInstanceOf(FenceOutcome.Superseded.class);
        assertThat(world.incident().proofs()).isEmpty();
    }

    @Test
    void fence_goesRoundAgain_untilItsPatienceEnds_whenTheArrayIsUnreachable() {
        world.planned();
        world.array.failEverything();
        FenceOutcome outcome = rounds(world);
        assertThat(outcome).isInstanceOf(FenceOutcome.GivenUp.class);
        assertThat(Duration.between(NOON, world.clock.instant()))
                .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
        assertThat(proven(world)).isFalse();
        assertThat(world.incident().proofs()).isEmpty();
    }

    @Test
    void fence_isProved_whenARoundLiedAndTheNextDidNot() {
        world.planned();
        world.array.revokes(Fate.LIE, Fate.LATE);
        assertThat(rounds(world)).isInstanceOf(FenceOutcome.Fenced.class);
        assertThat(world.array.revokeOrders()).hasSize(3);
    }

    @Test
    void fence_givesUp_whenTheArrayKnowsANewerGeneration() {
        world.planned();
        Initiator newer = Initiator.fresh(Protocol.ISCSI, WEB, G3, new UUID(9, 9));
        world.array.map(newer, "group");
        assertThat(fence())
                .isInstanceOfSatisfying(
                        FenceOutcome.GivenUp.class,
                        given -> assertThat(given.reason()).contains(newer.value()));
        assertThat(world.array.lets(newer)).isTrue();
        assertThat(proven(world)).isFalse();
    }

    @Test
    void fence_namesEveryOlderGenerationAndNoOther() {
        world.granted();
        Initiator second = world.nameOf(G2);
        world.array.map(Initiator.parse("iqn.1994-05.com.redhat:backup"), "group");
        assertThat(new Granting(world.services).grant(E1, FIRST_INCIDENT, G2))
                .isInstanceOf(GrantStepOutcome.NextGeneration.class);
        assertThat(fence()).isInstanceOf(FenceOutcome.Fenced.class);
        assertThat(world.array.revokeOrders().getLast().victims()).containsExactlyInAnyOrder(VICTIM, second);
        assertThat(world.array.lets(second)).isFalse();
        assertThat(world.array.lets(Initiator.parse("iqn.1994-05.com.redhat:backup")))
                .isTrue();
    }

    @Test
    void fence_neverTouchesTheCurrentGeneration_evenAfterItsLaunch() {
        world.launched();
        Initiator winner = world.nameOf(G2);
        assertThat(fence()).isInstanceOf(FenceOutcome.Fenced.class);
        assertThat(world.array.lets(winner)).isTrue();
        assertThat(world.array.revokeOrders())
                .allSatisfy(order -> assertThat(order.victims()).doesNotContain(winner));
    }

    @Test
    void fence_ofAnEarlierOwnerThatArrivesLate_doesNotTouchTheWinner() {
        world.planned();
        world.array.revokes(Fate.LATE);
        assertThat(fence()).isInstanceOf(FenceOutcome.FenceAgain.class);
        world.fencedAgain();
        new Granting(world.services).grant(E1, FIRST_INCIDENT, G2);
        world.array.landLate().landLate();
        assertThat(world.array.lets(world.nameOf(G2))).isTrue();
    }

    @Test
    void fence_beginsItsWatchAnew_whenTheGenerationHasChanged() {
        FakeWorld mute = FakeWorld.withOneArray().planned();
        mute.array.offering(SessionListing.NOT_OFFERED, Optional.empty(), Duration.ofSeconds(30));
        FenceOutcome.FenceAgain first = again(fence(mute, E1, FenceProgress.NONE));
        mute.table.apply(
                mute.table.ledger(WEB).burn(FIRST_INCIDENT, E1, G2, BurnCause.GRANT, successor(G3, TARGET_1, ARRAY_1)));
        mute.clock.advanceSeconds(60);
        assertThat(fence(mute, E1, first.progress()))
                .as("the watch of another generation says nothing about this one's victims")
                .isInstanceOf(FenceOutcome.FenceAgain.class);
    }

    // ---- two arrays

    @Test
    void fence_isNotProved_whileOneOfTwoArraysIsNot() {
        FakeWorld two = FakeWorld.withTwoArrays().planned();
        two.second.failEverything();
        assertThat(rounds(two)).isInstanceOf(FenceOutcome.GivenUp.class);
        assertThat(two.array.lets(VICTIM, BOOT)).isFalse();
        assertThat(two.second.lets(VICTIM, LOGS)).isTrue();
        assertThat(two.incident().proofs()).isEmpty();
        assertThat(proven(two)).isFalse();
    }

    @Test
    void fence_provesEachArraysOwnVolumes() {
        FakeWorld two = FakeWorld.withTwoArrays().planned();
        assertThat(rounds(two)).isInstanceOf(FenceOutcome.Fenced.class);
        assertThat(two.incident().proofs())
                .extracting(StoredProof::array, StoredProof::volume, StoredProof::generation)
                .hasSize(3);
        assertThat(two.incident().proofs()).extracting(StoredProof::generation).containsOnly(G1);
        assertThat(proven(two)).isTrue();
    }

    @Test
    void fence_isProvedWhenTheSlowerArrayHasSettled_howeverDifferentTheSettleTimesAre() {
        FakeWorld two = FakeWorld.withTwoArrays().planned();
        two.array.offering(SessionListing.NOT_OFFERED, Optional.empty(), Duration.ofMinutes(1));
        two.second.offering(SessionListing.NOT_OFFERED, Optional.empty(), Duration.ofSeconds(90));
        assertThat(rounds(two)).isInstanceOf(FenceOutcome.Fenced.class);
        assertThat(Duration.between(NOON, two.clock.instant())).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void fence_revokesOnAnArrayThatAnswersLate_howeverLongTheOtherHasDrained() {
        FakeWorld two = FakeWorld.withTwoArrays().planned();
        two.array.offering(SessionListing.NOT_OFFERED, Optional.empty(), Duration.ofSeconds(30));
        two.second.offering(SessionListing.NOT_OFFERED, Optional.empty(), Duration.ofSeconds(30));
        two.array.failEverything();
        FenceOutcome.FenceAgain first = again(fence(two, E1, FenceProgress.NONE));
        assertThat(first.waitSeconds()).as("what did not answer is asked soon").isEqualTo(3);
        two.array.heal();
        two.clock.advanceSeconds(60);
        FenceOutcome.FenceAgain second = again(fence(two, E1, first.progress()));
        assertThat(two.array.lets(VICTIM, BOOT)).isFalse();
        two.clock.advanceSeconds(29);
        again(fence(two, E1, second.progress()));
        assertThat(proven(two)).isFalse();
    }

    @Test
    void fence_waitsForTheArrayThatCanProveFirst() {
        FakeWorld two = FakeWorld.withTwoArrays().planned();
        two.array.offering(SessionListing.NOT_OFFERED, Optional.empty(), Duration.ofSeconds(50));
        two.second.offering(SessionListing.NOT_OFFERED, Optional.empty(), Duration.ofSeconds(20));
        FenceOutcome.FenceAgain first = again(fence(two, E1, FenceProgress.NONE));
        assertThat(first.waitSeconds()).isEqualTo(20);
        two.clock.advanceSeconds(20);
        assertThat(again(fence(two, E1, first.progress())).waitSeconds()).isEqualTo(30);
    }

    @Test
    void fence_isNeverLeftAloneForLongerThanAMinute() {
        FakeWorld mute = FakeWorld.withOneArray().planned();
        mute.array.offering(SessionListing.NOT_OFFERED, Optional.empty(), Duration.ofMinutes(3));
        assertThat(again(fence(mute, E1, FenceProgress.NONE)).waitSeconds()).isEqualTo(60);
    }

    @Test
    void fence_readsAProvedArrayAgain_whileItWaitsForTheOther() {
        FakeWorld two = FakeWorld.withTwoArrays().planned();
        two.array.offering(SessionListing.NOT_OFFERED, Optional.empty(), Duration.ofSeconds(6));
        two.second.offering(SessionListing.NOT_OFFERED, Optional.empty(), Duration.ofSeconds(30));
        FenceOutcome outcome = fence(two, E1, FenceProgress.NONE);
        for (int round = 0; round < 4; round++) {
            two.clock.advanceSeconds(3);
            outcome = fence(two, E1, again(outcome).progress());
        }
        two.array.map(VICTIM, BOOT, "group");
        two.clock.advanceSeconds(60);
        assertThat(again(fence(two, E1, again(outcome).progress())).reason()).contains(VICTIM.value());
        assertThat(proven(two)).isFalse();
    }

    @Test
    void fence_ofGenerationsInARow_provesAllOfThem() {
        world.granted();
        for (int generation = 2; generation <= 3; generation++) {
            new Granting(world.services).grant(E1, FIRST_INCIDENT, new Generation(generation));
            assertThat(proven(world)).isFalse();
            assertThat(fence()).isInstanceOf(FenceOutcome.Fenced.class);
            assertThat(proven(world)).isTrue();
            new Granting(world.services).grant(E1, FIRST_INCIDENT, new Generation(generation + 1));
        }
        assertThat(world.incident().proofs()).hasSize(2 * 3);
    }
}
