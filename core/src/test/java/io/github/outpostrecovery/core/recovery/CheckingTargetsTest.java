package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.BOOT;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.E2;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.TARGET_1;
import static io.github.outpostrecovery.core.SampleSite.TARGET_2;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.ArrayCapabilities.SessionListing;
import io.github.outpostrecovery.core.array.FakeArray.Call;
import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CheckingTargetsTest {
    private final FakeWorld world = FakeWorld.withOneArray().opened();

    private TargetsOutcome check() {
        return check(VerifyProgress.NONE);
    }

    private TargetsOutcome check(VerifyProgress progress) {
        return new CheckingTargets(world.services).check(E1, FIRST_INCIDENT, progress);
    }

    private static TargetsOutcome.LookedOnce looked(TargetsOutcome outcome) {
        assertThat(outcome).isInstanceOf(TargetsOutcome.LookedOnce.class);
        return (TargetsOutcome.LookedOnce) outcome;
    }

    @Test
    void check_hasOneAnswerForEachTarget_inTheirOrder() {
        Preflight full = new Preflight.NotReady("no capacity");
        world.compute.preflight(TARGET_1, full);
        InstanceLedger before = world.table.ledger(WEB);
        assertThat(looked(check()).targets())
                .containsExactly(
                        new TargetCheck(TARGET_1, full, Optional.of(NOON)),
                        new TargetCheck(TARGET_2, new Preflight.Ready(), Optional.of(NOON)));
        assertThat(world.table.ledger(WEB)).isEqualTo(before);
        assertThat(world.array.calls()).doesNotContain(Call.REVOKE, Call.GRANT);
        assertThat(world.compute.orders()).isEmpty();
    }

    @Test
    void check_takesTheFirstLook_whichIsComparedWithTheNextOne() {
        TargetsOutcome.LookedOnce first = looked(check());
        assertThat(first.progress().looks()).isOne();
        assertThat(first.progress().last()).isPresent();
        assertThat(first.waitSeconds()).isGreaterThanOrEqualTo(5);
        assertThat(world.incident().plan()).as("one look decides nothing").isEmpty();
        world.clock.advanceSeconds(first.waitSeconds());
        assertThat(new Verifying(world.services)
                        .verify(E1, FIRST_INCIDENT, first.progress(), first.targets(), Optional.empty()))
                .isInstanceOf(VerifyOutcome.Proceed.class);
    }

    @Test
    void check_waitsLongEnoughForANewSample_whenTheArrayCountsWrites() {
        world.array.offering(SessionListing.INDEPENDENT, Optional.of(Duration.ofSeconds(20)), Duration.ofSeconds(10));
        assertThat(looked(check()).waitSeconds()).isGreaterThan(20);
    }

    @Test
    void check_leavesTheLookToVerifying_whenThatHasLookedAlready() {
        VerifyProgress progress = looked(check()).progress();
        List<Call> before = List.copyOf(world.array.calls());
        assertThat(check(progress)).isInstanceOf(TargetsOutcome.TargetsChecked.class);
        assertThat(world.array.calls()).isEqualTo(before);
    }

    @Test
    void check_takesNoLook_whenThePlanIsStored() {
        assertThat(world.verify(E1, Optional.empty())).isInstanceOf(VerifyOutcome.Proceed.class);
        assertThat(check()).isInstanceOf(TargetsOutcome.TargetsChecked.class);
    }

    @Test
    void check_hasNothingToWaitFor_whenTheArrayKnowsANewerGeneration() {
        world.array.map(Initiator.fresh(Protocol.ISCSI, WEB, new Generation(3), new UUID(3, 3)), BOOT, "group");
        assertThat(check()).isInstanceOf(TargetsOutcome.TargetsChecked.class);
    }

    @Test
    void check_tellsWhatWasNotAnswered() {
        Preflight unanswered = new Preflight.Unanswered("throttled");
        world.compute.preflight(TARGET_2, unanswered);
        assertThat(looked(check()).targets()).contains(new TargetCheck(TARGET_2, unanswered, Optional.of(NOON)));
    }

    @Test
    void check_hasNothingToAsk_whenTheInstanceIsNotProtectedAnyMore() {
        world.configured(new Configurations.Lookup.NotProtected());
        assertThat(check()).isEqualTo(new TargetsOutcome.TargetsChecked(List.of()));
        world.configured(new Configurations.Lookup.Unreadable("no volume"));
        assertThat(check()).isEqualTo(new TargetsOutcome.TargetsChecked(List.of()));
    }

    @Test
    void check_isSuperseded_whenAnotherExecutionHasTakenOver() {
        world.table.apply(world.table.ledger(WEB).takeOver(FIRST_INCIDENT, E1, E2, Trigger.MANUAL, NOON));
        assertThat(check()).isInstanceOf(TargetsOutcome.Superseded.class);
    }
}
