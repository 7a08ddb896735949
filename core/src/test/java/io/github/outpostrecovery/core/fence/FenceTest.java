package io.github.outpostrecovery.core.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.outpostrecovery.core.AdjustableClock;
import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.ArrayCapabilities.SessionListing;
import io.github.outpostrecovery.core.array.FakeArray;
import io.github.outpostrecovery.core.array.FakeArray.Call;
import io.github.outpostrecovery.core.array.FakeArray.Fate;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FenceTest {
    private static final InstanceName WEB = new InstanceName("web-01");
    private static final VolumeName BOOT = new VolumeName("boot");
    private static final VolumeName DATA = new VolumeName("data");
    private static final Initiator VICTIM = name(1);
    private static final Initiator BURNT = name(2);
    private static final Initiator OTHER = Initiator.parse("iqn.1994-05.com.redhat:backup");
    private static final FenceTask TASK = new FenceTask(
            WEB, new Generation(3), Map.of(VICTIM, new Generation(1), BURNT, new Generation(2)), Set.of(BOOT, DATA));
    private static final Duration SAMPLING = Duration.ofSeconds(20);
    private static final Duration SETTLE = Duration.ofSeconds(30);

    private final AdjustableClock clock = new AdjustableClock();
    private final Fence fence = new Fence(clock);
    private final FakeArray array = new FakeArray("array-1", "boot", "data").map(VICTIM, "group");

    private static Initiator name(int generation) {
        return Initiator.fresh(Protocol.ISCSI, WEB, new Generation(generation), new UUID(0, generation));
    }

    private FenceResult begin() {
        return fence.run(array, TASK, Optional.empty());
    }

    private FenceResult next(FenceResult before) {
        clock.advanceSeconds(3);
        return fence.run(array, TASK, watchOf(before));
    }

    private static Optional<DrainWatch> watchOf(FenceResult result) {
        return result instanceof FenceResult.Draining draining ? Optional.of(draining.watch()) : Optional.empty();
    }

    private static FenceResult.Proven proven(FenceResult result) {
        assertThat(result).isInstanceOf(FenceResult.Proven.class);
        return (FenceResult.Proven) result;
    }

    /** An array that cannot list log-ins and counts writes. */
    private FakeArray counting() {
        return array.offering(SessionListing.NOT_OFFERED, Optional.of(SAMPLING), SETTLE)
                .sample(clock.instant());
    }

    /** An array that can show nothing but its mappings. */
    private FakeArray mute() {
        return array.offering(SessionListing.NOT_OFFERED, Optional.empty(), SETTLE);
    }

    // ---- revoke and read back

    @Test
    void run_provesEveryPairOfVictimAndVolume_whenAllIsGone() {
        FenceResult.Proven result = proven(begin());
        assertThat(result.proofs())
                .extracting(FenceProof::stored)
                .containsExactlyInAnyOrder(
                        stored(BOOT, VICTIM, 1, Drained.SESSION_GONE),
                        stored(DATA, VICTIM, 1, Drained.SESSION_GONE),
                        stored(BOOT, BURNT, 2, Drained.SESSION_GONE),
                        stored(DATA, BURNT, 2, Drained.SESSION_GONE));
        assertThat(array.lets(VICTIM)).isFalse();
        assertThat(array.calls()).containsExactly(Call.REVOKE, Call.ACCESS, Call.SESSIONS);
    }

    private StoredProof stored(VolumeName volume, Initiator initiator, int generation, Drained drained) {
        return new StoredProof(array.name(), volume, initiator, new Generation(generation), clock.instant(), drained);
    }

    @Test
    void run_ordersTheVictimsAndTheirVolumesOnly_whoeverElseIsThere() {
        array.map(OTHER, "group").map(name(3), "group");
        proven(begin());
        assertThat(array.revokeOrders()).containsExactly(new RevokeOrder(Set.of(VICTIM, BURNT), Set.of(BOOT, DATA)));
        assertThat(array.lets(OTHER)).isTrue();
        assertThat(array.lets(name(3)))
                .as("the generation that is to be granted")
                .isTrue();
    }

    @Test
    void run_fencesAGenerationOfAnEarlierIncident_thatIsThereAgain() {
        Initiator stray = Initiator.fresh(Protocol.ISCSI, WEB, new Generation(1), new UUID(9, 9));
        Initiator stranger =
                Initiator.fresh(Protocol.ISCSI, new InstanceName("web-0"), new Generation(1), new UUID(9, 9));
        array.map(stray, "by hand").map(stranger, "group");
        FenceResult first = begin();
        assertThat(first)
                .isInstanceOfSatisfying(
                        FenceResult.NotProven.class,
                        open -> assertThat(open.why()).contains(stray.value()));
        assertThat(array.revokeOrders()).contains(new RevokeOrder(Set.of(stray), Set.of(BOOT, DATA)));
        proven(next(first));
        assertThat(array.lets(stray)).isFalse();
        assertThat(array.lets(stranger)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"LIE", "LOST", "LATE"})
    void run_isNotProven_whenTheRevokeHadNoEffect_whateverWasAnswered(Fate fate) {
        array.revokes(fate);
        assertThat(begin())
                .isInstanceOfSatisfying(
                        FenceResult.NotProven.class,
                        result -> assertThat(result.why()).contains(VICTIM.value()));
    }

    @Test
    void run_isProven_whenTheRevokeHadItsEffect_andWasNotAnswered() {
        array.revokes(Fate.DONE_UNANSWERED);
        assertThat(proven(begin()).log()).anyMatch(line -> line.contains("timed out"));
    }

    @Test
    void run_ordersAgain_whileAPathIsOpen() {
        array.revokes(Fate.LIE, Fate.LOST, Fate.LATE, Fate.DONE);
        FenceResult first = begin();
        FenceResult second = next(first);
        FenceResult third = next(second);
        assertThat(third).isInstanceOf(FenceResult.NotProven.class);
        proven(next(third));
        assertThat(array.revokeOrders()).hasSize(4);
    }

    @Test
    void run_isNotProven_whenOneOfTwoVolumesIsOpen() {
        array.before(Call.ACCESS, () -> array.map(VICTIM, DATA, "second group"));
        assertThat(begin())
                .isInstanceOfSatisfying(
                        FenceResult.NotProven.class,
                        result -> assertThat(result.why()).contains("second group"));
    }

    @Test
    void run_isNotProven_whenAnOlderVictimIsOpen() {
        array.before(Call.ACCESS, () -> array.map(BURNT, BOOT, "group"));
        assertThat(begin())
                .isInstanceOfSatisfying(
                        FenceResult.NotProven.class,
                        result -> assertThat(result.why()).contains(BURNT.value()));
    }

    @Test
    void run_isNotProven_whenTheArrayDoesNotSayWhoReachesTheVolumes() {
        array.fail(Call.ACCESS);
        assertThat(begin()).isInstanceOf(FenceResult.NotProven.class);
        array.heal();
        proven(begin());
    }

    @Test
    void run_isNotProven_whenNothingAnswers() {
        array.failEverything();
        FenceResult result = begin();
        for (int round = 0; round < 200; round++) {
            assertThat(result).isInstanceOf(FenceResult.NotProven.class);
            result = next(result);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"DONE", "LIE", "DONE_UNANSWERED", "LOST", "LATE"})
    void run_neverProves_whileAnyPathOfAVictimIsOpen(Fate fate) {
        for (int pathsLeft = 1; pathsLeft < 16; pathsLeft++) {
            FakeArray partial = new FakeArray("array-1", "boot", "data");
            Runnable reopen = reopening(partial, pathsLeft);
            reopen.run();
            partial.revokes(fate);
            partial.before(Call.ACCESS, reopen);
            FenceResult result = fence.run(partial, TASK, Optional.empty());
            assertThat(result).as("paths %s, %s", pathsLeft, fate).isInstanceOf(FenceResult.NotProven.class);
        }
    }

    private static Runnable reopening(FakeArray array, int bits) {
        return () -> {
            if ((bits & 1) != 0) {
                array.map(VICTIM, BOOT, "a");
            }
            if ((bits & 2) != 0) {
                array.map(VICTIM, DATA, "b");
            }
            if ((bits & 4) != 0) {
                array.map(BURNT, BOOT, "a");
            }
            if ((bits & 8) != 0) {
                array.map(BURNT, DATA, "c");
            }
        };
    }

    @Test
    void run_isNotProven_whenTheArraySpeaksOfOtherVolumesThanWereAskedAbout() {
        array.answeringAbout(BOOT);
        assertThat(begin()).isInstanceOf(FenceResult.NotProven.class);
    }

    // ---- a newer generation

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 100})
    void run_stops_whenTheArrayKnowsANewerGeneration(int generation) {
        array.map(name(generation), BOOT, "group");
        assertThat(begin())
                .isInstanceOfSatisfying(
                        FenceResult.NewerGeneration.class,
                        result -> assertThat(result.found()).isEqualTo(name(generation)));
    }

    @Test
    void run_doesNotMindAnotherInstancesNewerGeneration() {
        array.map(
                Initiator.fresh(Protocol.ISCSI, new InstanceName("db-01"), new Generation(9), new UUID(0, 9)),
                BOOT,
                "db");
        proven(begin());
    }

    @Test
    void run_stops_whenANewerGenerationAppearsDuringTheDrain() {
        counting();
        FenceResult first = begin();
        assertThat(first).isInstanceOf(FenceResult.Draining.class);
        array.map(name(4), DATA, "group");
        assertThat(next(first)).isInstanceOf(FenceResult.NewerGeneration.class);
    }

    // ---- the drain: log-ins

    @Test
    void run_drains_whileTheVictimIsStillListed_andIsProvenWhenItIsNot() {
        array.logIn(VICTIM, "10.0.0.1", "192.0.2.1");
        FenceResult first = begin();
        assertThat(first).isInstanceOf(FenceResult.Draining.class);
        clock.advance(Duration.ofHours(1));
        FenceResult second = next(first);
        assertThat(second)
                .as("the settle time does not stand in for a log-in that is listed")
                .isInstanceOf(FenceResult.Draining.class);
        array.logOut(VICTIM);
        assertThat(proven(next(second)).proofs())
                .extracting(proof -> proof.stored().drained())
                .containsOnly(Drained.SESSION_GONE);
    }

    @Test
    void run_asksForTheLogInsOfEveryVictim_whenItDrains() {
        array.logIn(BURNT, "10.0.0.2", "192.0.2.1");
        assertThat(begin()).isInstanceOf(FenceResult.Draining.class);
    }

    @Test
    void run_looksAtLogInsOnlyAfterTheMappingWasReadAsGone() {
        array.logIn(VICTIM, "10.0.0.1", "192.0.2.1").revokes(Fate.LIE);
        begin();
        assertThat(array.calls()).containsExactly(Call.REVOKE, Call.ACCESS);
    }

    @Test
    void run_drainsOn_whenTheArrayDoesNotListItsLogIns() {
        array.fail(Call.SESSIONS);
        FenceResult result = begin();
        for (int round = 0; round < 200; round++) {
            assertThat(result).isInstanceOf(FenceResult.Draining.class);
            result = next(result);
        }
    }

    @Test
    void run_startsOver_whenTheMappingComesBackDuringTheDrain() {
        mute();
        FenceResult first = begin();
        array.map(VICTIM, BOOT, "group");
        clock.advance(SETTLE);
        FenceResult second = next(first);
        assertThat(second).isInstanceOf(FenceResult.NotProven.class);
        FenceResult third = next(second);
        assertThat(array.revokeOrders()).hasSize(2);
        assertThat(third)
                .isInstanceOfSatisfying(
                        FenceResult.Draining.class,
                        draining -> assertThat(draining.watch().goneAt()).isEqualTo(clock.instant()));
        clock.advance(SETTLE.minusSeconds(4));
        FenceResult fourth = next(third);
        assertThat(fourth).isInstanceOf(FenceResult.Draining.class);
        proven(next(fourth));
    }

    // ---- the drain: settle time

    @Test
    void run_waitsForTheSettleTime_whenTheArrayCanShowNothingBetter() {
        mute();
        FenceResult first = begin();
        clock.advance(SETTLE.minusSeconds(4));
        FenceResult second = next(first);
        assertThat(second).isInstanceOf(FenceResult.Draining.class);
        assertThat(proven(next(second)).proofs())
                .extracting(proof -> proof.stored().drained())
                .containsOnly(Drained.SETTLED);
    }

    @Test
    void run_neverCountsTheSettleTimeFromBeforeTheMappingWasReadAsGone() {
        mute();
        array.revokes(Fate.LATE);
        FenceResult first = begin();
        clock.advance(SETTLE.multipliedBy(10));
        array.landLate();
        assertThat(next(first)).isInstanceOf(FenceResult.Draining.class);
    }

    private static Duration soonest(FenceResult result) {
        assertThat(result).isInstanceOf(FenceResult.Draining.class);
        return ((FenceResult.Draining) result).soonest();
    }

    @Test
    void run_tellsThatNothingCanBeShownBeforeTheSettleTime_whenItAloneIsTheProof() {
        mute();
        FenceResult first = begin();
        assertThat(soonest(first)).isEqualTo(SETTLE);
        assertThat(soonest(next(first))).isEqualTo(SETTLE.minusSeconds(3));
    }

    @Test
    void run_tellsThatTheProofMayBeThereAtAnyTime_whenTheVictimsLogInMayEnd() {
        array.logIn(VICTIM, "10.0.1.1", "192.0.2.1");
        assertThat(soonest(begin())).isZero();
    }

    @Test
    void run_tellsThatTheNextSampleIsAwaited_andThenTheSettleTime() {
        counting();
        FenceResult first = begin();
        assertThat(soonest(first)).isEqualTo(SAMPLING);
        array.sample(clock.instant().plusSeconds(2));
        FenceResult sampled = next(first);
        assertThat(soonest(sampled)).isEqualTo(SETTLE.minusSeconds(3));
        clock.advance(SETTLE);
        assertThat(soonest(next(sampled))).isZero();
    }

    // ---- the drain: counters

    @Test
    void run_needsTwoSamplesNewerThanTheFirst_andTheSettleTime() {
        counting();
        FenceResult first = begin();
        assertThat(first).as("the baseline itself proves nothing").isInstanceOf(FenceResult.Draining.class);
        FenceResult stale = next(first);
        assertThat(stale).as("the same sample again").isInstanceOf(FenceResult.Draining.class);
        clock.advance(SETTLE);
        stale = next(stale);
        assertThat(stale).as("the settle time alone").isInstanceOf(FenceResult.Draining.class);
        array.sample(clock.instant());
        FenceResult one = next(stale);
        assertThat(one).as("one newer sample").isInstanceOf(FenceResult.Draining.class);
        assertThat(next(one)).as("the same newer sample twice").isInstanceOf(FenceResult.Draining.class);
        array.sample(clock.instant().plusSeconds(1));
        assertThat(proven(next(one)).proofs())
                .extracting(proof -> proof.stored().drained())
                .containsOnly(Drained.COUNTERS_FLAT);
    }

    @Test
    void run_waitsForTheSettleTime_evenIfTheCountersStandStillSooner() {
        counting();
        FenceResult result = begin();
        for (int sample = 1; sample <= 5; sample++) {
            array.sample(AdjustableClock.NOON.plusSeconds(sample));
            result = next(result);
            assertThat(result).isInstanceOf(FenceResult.Draining.class);
        }
        clock.advance(SETTLE);
        array.sample(AdjustableClock.NOON.plusSeconds(6));
        proven(next(result));
    }

    @Test
    void run_drainsOn_whileTheCountersMove() {
        counting();
        FenceResult result = begin();
        for (int sample = 1; sample <= 50; sample++) {
            array.write(DATA).sample(AdjustableClock.NOON.plus(SAMPLING.multipliedBy(sample)));
            clock.advance(SAMPLING);
            result = next(result);
            assertThat(result).isInstanceOf(FenceResult.Draining.class);
        }
        array.sample(AdjustableClock.NOON.plus(SAMPLING.multipliedBy(51)));
        proven(next(result));
    }

    @Test
    void run_seesAWriteThatWasInFlight_andLandsBetweenTwoSamples() {
        counting();
        FenceResult result = next(begin());
        clock.advance(SETTLE);
        array.sample(AdjustableClock.NOON.plusSeconds(20));
        result = next(result);
        array.write(BOOT).sample(AdjustableClock.NOON.plusSeconds(40));
        result = next(result);
        assertThat(result).isInstanceOf(FenceResult.Draining.class);
        array.sample(AdjustableClock.NOON.plusSeconds(60));
        proven(next(result));
    }

    @Test
    void run_drainsOn_whenTheCountersAreNotAnswered() {
        counting().fail(Call.ACTIVITY);
        FenceResult result = begin();
        for (int round = 0; round < 200; round++) {
            assertThat(result).isInstanceOf(FenceResult.Draining.class);
            result = next(result);
        }
    }

    @Test
    void run_drainsOn_whenTheArrayHasNoSamples() {
        array.offering(SessionListing.NOT_OFFERED, Optional.of(SAMPLING), SETTLE);
        FenceResult result = begin();
        for (int round = 0; round < 200; round++) {
            assertThat(result).isInstanceOf(FenceResult.Draining.class);
            result = next(result);
        }
    }

    @Test
    void run_drainsOn_whenOneVolumeIsNotCounted() {
        counting().countingOnly(BOOT);
        FenceResult result = begin();
        for (int sample = 1; sample <= 10; sample++) {
            array.sample(AdjustableClock.NOON.plus(SAMPLING.multipliedBy(sample)));
            clock.advance(SAMPLING);
            result = next(result);
            assertThat(result).isInstanceOf(FenceResult.Draining.class);
        }
    }

    @Test
    void run_usesTheCounters_whenTheLogInOutlivesTheMapping() {
        array.offering(SessionListing.INDEPENDENT, Optional.of(SAMPLING), SETTLE)
                .sample(clock.instant())
                .logIn(VICTIM, "10.0.0.1", "192.0.2.1");
        FenceResult result = begin();
        clock.advance(SETTLE);
        array.sample(AdjustableClock.NOON.plusSeconds(20));
        result = next(result);
        array.sample(AdjustableClock.NOON.plusSeconds(40));
        assertThat(proven(next(result)).proofs())
                .extracting(proof -> proof.stored().drained())
                .containsOnly(Drained.COUNTERS_FLAT);
    }

    @Test
    void run_doesNotDependOnTheArraysClock() {
        array.offering(SessionListing.NOT_OFFERED, Optional.of(SAMPLING), SETTLE)
                .sample(AdjustableClock.NOON.minus(Duration.ofDays(400)));
        FenceResult result = begin();
        clock.advance(SETTLE);
        array.sample(AdjustableClock.NOON.minus(Duration.ofDays(400)).plusSeconds(20));
        result = next(result);
        assertThat(result).isInstanceOf(FenceResult.Draining.class);
        array.sample(AdjustableClock.NOON.minus(Duration.ofDays(400)).plusSeconds(40));
        proven(next(result));
    }

    @Test
    void run_waitsLonger_whenTheWatchIsLost() {
        mute();
        FenceResult first = begin();
        clock.advance(SETTLE);
        assertThat(fence.run(array, TASK, Optional.empty())).isInstanceOf(FenceResult.Draining.class);
        assertThat(first).isInstanceOf(FenceResult.Draining.class);
    }

    @Test
    void run_isHarmless_whenItIsRepeatedLate() {
        proven(begin());
        array.map(name(3), "group");
        clock.advance(Duration.ofHours(1));
        proven(fence.run(array, TASK, Optional.empty()));
        assertThat(array.lets(name(3), BOOT)).isTrue();
        assertThat(array.lets(name(3), DATA)).isTrue();
    }

    @Test
    void revokeOrder_isRefused_whenItNamesNobodyOrNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RevokeOrder(Set.of(), Set.of(BOOT)));
        assertThatIllegalArgumentException().isThrownBy(() -> new RevokeOrder(Set.of(VICTIM), Set.of()));
    }

    // ---- arrays that list log-ins only through their mappings

    /** An array whose list of log-ins is made from the mappings, and that counts nothing. */
    private FakeArray listingWhileMapped() {
        return array.offering(SessionListing.WHILE_MAPPED, Optional.empty(), SETTLE);
    }

    @Test
    void run_doesNotTakeAnEmptyListForADrain_whenItIsMadeFromTheMappings() {
        listingWhileMapped().logIn(VICTIM, "10.0.1.1", "192.0.2.1");
        FenceResult first = begin();
        assertThat(first).isInstanceOf(FenceResult.Draining.class);
        clock.advance(SETTLE.minusSeconds(4));
        FenceResult second = next(first);
        assertThat(second).isInstanceOf(FenceResult.Draining.class);
        assertThat(proven(next(second)).proofs())
                .extracting(proof -> proof.stored().drained())
                .containsOnly(Drained.SETTLED);
    }

    // ---- arrays that measure intervals

    private FakeArray measuring(Duration quiet, Optional<Duration> busyAgo) {
        Instant now = clock.instant();
        return array.offering(SessionListing.NOT_OFFERED, Optional.of(SAMPLING), SETTLE)
                .sample(new ActivityReport.Measured(now, now.minus(quiet), busyAgo.map(now::minus)));
    }

    private FenceResult measured(FenceResult before, int seconds, Duration quiet, Optional<Duration> busyAgo) {
        clock.advanceSeconds(seconds);
        measuring(quiet, busyAgo);
        return fence.run(array, TASK, watchOf(before));
    }

    @Test
    void run_isProven_whenEveryIntervalBetweenTwoNewSamplesWasQuiet() {
        measuring(Duration.ZERO, Optional.of(Duration.ZERO));
        FenceResult first = begin();
        FenceResult second = measured(first, 20, Duration.ofSeconds(5), Optional.of(Duration.ofSeconds(5)));
        assertThat(second).isInstanceOf(FenceResult.Draining.class);
        FenceResult third = measured(second, 20, Duration.ofSeconds(25), Optional.of(Duration.ofSeconds(25)));
        assertThat(proven(third).proofs())
                .extracting(proof -> proof.stored().drained())
                .containsOnly(Drained.COUNTERS_FLAT);
    }

    @Test
    void run_isNotProven_whenAnIntervalIsMissing_untilTwoNewerSamplesSpan() {
        measuring(Duration.ofSeconds(60), Optional.empty());
        FenceResult first = begin();
        FenceResult second = measured(first, 20, Duration.ofSeconds(60), Optional.empty());
        FenceResult third = measured(second, 20, Duration.ofSeconds(10), Optional.empty());
        assertThat(third).as("ten seconds are not measured").isInstanceOf(FenceResult.Draining.class);
        assertThat(measured(third, 20, Duration.ofSeconds(40), Optional.empty()))
                .isInstanceOf(FenceResult.Proven.class);
    }

    @Test
    void run_beginsAnew_whenAnIntervalWasBusy() {
        measuring(Duration.ofSeconds(60), Optional.empty());
        FenceResult first = begin();
        FenceResult second = measured(first, 20, Duration.ofSeconds(60), Optional.empty());
        FenceResult third = measured(second, 20, Duration.ofSeconds(2), Optional.of(Duration.ofSeconds(2)));
        assertThat(third).isInstanceOf(FenceResult.Draining.class);
        FenceResult fourth = measured(third, 1, Duration.ofSeconds(3), Optional.of(Duration.ofSeconds(3)));
        assertThat(fourth)
                .as("quiet since after the sample that showed the write")
                .isInstanceOf(FenceResult.Proven.class);
    }

    // ---- volumes that others write to

    @Test
    void run_isSettled_whenOthersWriteToTheVolumes_andTheVictimStaysLoggedIn() {
        array.map(OTHER, "group")
                .offering(SessionListing.INDEPENDENT, Optional.of(SAMPLING), SETTLE)
                .logIn(VICTIM, "10.0.1.1", "192.0.2.1")
                .sample(clock.instant());
        FenceResult first = begin();
        assertThat(first).isInstanceOf(FenceResult.Draining.class);
        clock.advance(SETTLE.minusSeconds(4));
        array.write(BOOT).sample(clock.instant());
        FenceResult second = next(first);
        assertThat(second).isInstanceOf(FenceResult.Draining.class);
        array.write(BOOT).sample(clock.instant());
        assertThat(proven(next(second)).proofs())
                .extracting(proof -> proof.stored().drained())
                .containsOnly(Drained.SETTLED);
    }

    @Test
    void run_stillTakesTheEndOfTheLogIn_whenOthersWriteToTheVolumes() {
        array.map(OTHER, "group").offering(SessionListing.INDEPENDENT, Optional.of(SAMPLING), SETTLE);
        assertThat(proven(begin()).proofs())
                .extracting(proof -> proof.stored().drained())
                .containsOnly(Drained.SESSION_GONE);
    }

    @Test
    void run_takesAnEmptyListForTheEndOfTheLogIn_onlyAfterTheSettleTime_whenItMayBeLate() {
        array.offering(SessionListing.DELAYED, Optional.empty(), SETTLE);
        FenceResult first = begin();
        assertThat(first).isInstanceOf(FenceResult.Draining.class);
        clock.advance(SETTLE.minusSeconds(4));
        FenceResult second = next(first);
        assertThat(second).isInstanceOf(FenceResult.Draining.class);
        assertThat(proven(next(second)).proofs())
                .extracting(proof -> proof.stored().drained())
                .containsOnly(Drained.SESSION_GONE);
    }

    @Test
    void run_seesALogInThatWasListedLate() {
        array.offering(SessionListing.DELAYED, Optional.empty(), SETTLE);
        FenceResult first = begin();
        clock.advance(SETTLE);
        array.logIn(VICTIM, "10.0.1.1", "192.0.2.1");
        assertThat(next(first)).isInstanceOf(FenceResult.Draining.class);
    }
}
