package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.DATA;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.E2;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.G2;
import static io.github.outpostrecovery.core.SampleSite.G3;
import static io.github.outpostrecovery.core.SampleSite.VICTIM;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.array.ArrayCapabilities.SessionListing;
import io.github.outpostrecovery.core.array.FakeArray;
import io.github.outpostrecovery.core.array.FakeArray.Call;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.MachineStatus.Check;
import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.core.incident.FakeRecoveryTable.Fate;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfirmingTest {
    private static final String[] ALL_PORTALS = FakeArray.PORTALS.toArray(String[]::new);
    private static final Duration ATTACH_PATIENCE = Duration.ofMinutes(10);

    private final FakeWorld world = FakeWorld.withOneArray();

    private static ConfirmOutcome confirm(
            FakeWorld where, ExecutionArn who, Generation generation, ConfirmProgress progress) {
        return new Confirming(where.services).confirm(who, FIRST_INCIDENT, generation, progress);
    }

    private ConfirmOutcome confirm() {
        return confirm(world, E1, G2, ConfirmProgress.NONE);
    }

    private ConfirmOutcome next(ConfirmOutcome before) {
        return confirm(world, E1, G2, again(before).progress());
    }

    private static ConfirmOutcome.LookAgain again(ConfirmOutcome outcome) {
        assertThat(outcome).isInstanceOf(ConfirmOutcome.LookAgain.class);
        return (ConfirmOutcome.LookAgain) outcome;
    }

    private static void burnt(ConfirmOutcome outcome, Generation next) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ConfirmOutcome.NextGeneration.class,
                        burnt -> assertThat(burnt.generation()).isEqualTo(next));
    }

    @Test
    void confirm_isAttached_whenTheArraySeesItOnEveryPortalWithEveryVolume() {
        world.launched().attached();
        assertThat(confirm()).isInstanceOfSatisfying(ConfirmOutcome.Attached.class, attached -> {
            assertThat(attached.generation()).isEqualTo(G2);
            assertThat(attached.machine()).isEqualTo(world.machine());
            assertThat(attached.portals()).containsExactlyInAnyOrder(ALL_PORTALS);
        });
        assertThat(world.array.open()).isZero();
    }

    @Test
    void confirm_looksAgain_whenEc2SaysRunningAndTheArraySeesNothing() {
        world.launched();
        assertThat(again(confirm()).reason()).contains("no log-in");
    }

    @Test
    void confirm_looksAgain_whenAnotherNameIsLoggedIn() {
        world.launched();
        world.array.logIn(VICTIM, "10.0.1.1", ALL_PORTALS);
        again(confirm());
    }

    @Test
    void confirm_looksAgain_whenADataVolumeIsMissing() {
        world.launched().attached();
        world.array.unmap(world.nameOf(G2), DATA);
        assertThat(again(confirm()).reason()).contains("data");
    }

    @Test
    void confirm_isPartlyAttached_onlyAfterTheOtherPathsHadTime() {
        world.launched();
        ConfirmOutcome first = confirm();
        world.clock.advance(Duration.ofMinutes(3));
        world.array.logIn(world.nameOf(G2), "10.0.1.1", "192.0.2.1");
        ConfirmOutcome second = next(first);
        assertThat(again(second).reason()).contains("192.0.2.2");
        world.clock.advanceSeconds(44);
        ConfirmOutcome third = next(second);
        again(third);
        world.clock.advanceSeconds(1);
        assertThat(next(third)).isInstanceOfSatisfying(ConfirmOutcome.PartlyAttached.class, partly -> {
            assertThat(partly.portals()).containsExactly("192.0.2.1");
            assertThat(partly.missing()).containsExactly("192.0.2.2");
        });
    }

    @Test
    void confirm_isNeverPartlyAttached_whenAVolumeIsMissing() {
        world.launched();
        world.array.logIn(world.nameOf(G2), "10.0.1.1", "192.0.2.1").unmap(world.nameOf(G2), DATA);
        ConfirmOutcome first = confirm();
        world.clock.advance(Duration.ofMinutes(5));
        again(next(first));
    }

    @Test
    void confirm_pages_whenTheMachineLogsInUnderAnOldNameToo() {
        world.launched().attached();
        world.array.logIn(VICTIM, "10.0.1.1", "192.0.2.1");
        assertThat(confirm())
                .isInstanceOfSatisfying(
                        ConfirmOutcome.GivenUp.class,
                        given -> assertThat(given.reason()).contains(VICTIM.value()));
        assertThat(world.current().generation()).isEqualTo(G2);
    }

    @Test
    void confirm_doesNotTakeAZombieElsewhereForAWrongName() {
        world.launched().attached();
        world.array.logIn(VICTIM, "10.0.0.1", "192.0.2.1");
        assertThat(confirm()).isInstanceOf(ConfirmOutcome.Attached.class);
    }

    // ---- giving up

    @ParameterizedTest
    @EnumSource(
            value = Lifecycle.class,
            names = {"STOPPING", "STOPPED", "SHUTTING_DOWN", "TERMINATED"})
    void confirm_goesToTheNextGeneration_whenTheMachineEndedBeforeItAttached(Lifecycle lifecycle) {
        world.launched();
        world.compute.status(world.machine(), lifecycle);
        burnt(confirm(), G3);
    }

    @Test
    void confirm_looksAgain_whenEc2DoesNotListTheMachineOrDoesNotAnswer() {
        world.launched();
        world.compute.status(world.machine(), Lifecycle.NOT_FOUND);
        again(confirm());
        world.compute.status(world.machine(), new MachineStatus.Unobserved("throttled"));
        again(confirm());
    }

    @Test
    void confirm_goesToTheNextGeneration_whenItDidNotAttachInTime() {
        world.launched();
        ConfirmOutcome first = confirm();
        world.clock.advance(ATTACH_PATIENCE.minusSeconds(1));
        ConfirmOutcome second = next(first);
        world.clock.advanceSeconds(1);
        burnt(next(second), G3);
        assertThat(world.current().generation()).isEqualTo(G3);
    }

    @Test
    void confirm_goesToTheNextGeneration_whenTheArrayStaysUnreachable() {
        world.launched().attached();
        world.array.failEverything();
        ConfirmOutcome first = confirm();
        assertThat(again(first).reason()).contains("timed out");
        world.clock.advance(ATTACH_PATIENCE);
        burnt(next(first), G3);
    }

    @Test
    void confirm_looksAgain_whenTheLogInsAreNotAnswered() {
        world.launched().attached();
        world.array.fail(Call.SESSIONS);
        again(confirm());
    }

    @Test
    void confirm_neverAdoptsAGenerationThatWasGivenUp_evenIfItAttachesAfterAll() {
        world.launched();
        ConfirmOutcome first = confirm();
        world.clock.advance(ATTACH_PATIENCE);
        burnt(next(first), G3);
        world.array.logIn(world.nameOf(G2), "10.0.1.1", ALL_PORTALS);
        burnt(confirm(), G3);
        assertThat(new Recording(world.services)
                        .record(E1, new Ending.Recovered(FIRST_INCIDENT, G2, List.of(), List.of()))
                        .outcome())
                .isNotEqualTo(Outcome.RECOVERED);
        assertThat(world.table.ledger(WEB).current().generation().number()).isEqualTo(1);
    }

    @Test
    void confirm_goesOnWithTheNextGeneration_whenItsBurnWasWrittenAndNotAnswered() {
        world.launched();
        ConfirmOutcome first = confirm();
        world.clock.advance(ATTACH_PATIENCE);
        world.table.commits(Fate.WRITTEN_UNANSWERED);
        assertThatThrownBy(() -> next(first)).isInstanceOf(ServiceUnavailableException.class);
        burnt(next(first), G3);
        assertThat(world.current().generation()).isEqualTo(G3);
    }

    @Test
    void confirm_isSuperseded_whenAnotherExecutionOwnsTheIncident() {
        world.launched().attached();
        assertThat(confirm(world, E2, G2, ConfirmProgress.NONE)).isInstanceOf(ConfirmOutcome.Superseded.class);
        assertThat(confirm(world, E1, G3, ConfirmProgress.NONE)).isInstanceOf(ConfirmOutcome.Superseded.class);
    }

    // ---- two arrays

    @Test
    void confirm_needsEveryArray() {
        FakeWorld two = FakeWorld.withTwoArrays();
        two.second.serving(Set.of("198.51.100.1"));
        two.launched();
        two.array.logIn(two.nameOf(G2), "10.0.1.1", ALL_PORTALS);
        again(confirm(two, E1, G2, ConfirmProgress.NONE));
        two.second.logIn(two.nameOf(G2), "10.0.1.1", "198.51.100.1");
        assertThat(confirm(two, E1, G2, ConfirmProgress.NONE))
                .isInstanceOfSatisfying(
                        ConfirmOutcome.Attached.class,
                        attached -> assertThat(attached.portals())
                                .containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2", "198.51.100.1"));
    }

    // ---- arrays that list no log-ins

    private FakeWorld countingByPath() {
        world.launched();
        world.array.offering(SessionListing.NOT_OFFERED, Optional.empty(), Duration.ofSeconds(10));
        return world;
    }

    private void busyOnEveryPortal(Generation generation) {
        FakeArray.PORTALS.forEach(portal -> world.array.busy(world.nameOf(generation), portal, 12));
    }

    @Test
    void confirm_isAttached_whenItIsBusyOnEveryPortalAndItsGuestIsUp() {
        countingByPath();
        busyOnEveryPortal(G2);
        world.compute.status(world.machine(), Check.PASSED, Check.PASSED);
        assertThat(confirm())
                .isInstanceOfSatisfying(
                        ConfirmOutcome.Attached.class,
                        attached -> assertThat(attached.portals()).containsExactlyInAnyOrder(ALL_PORTALS));
    }

    @Test
    void confirm_looksAgain_whenNothingIsCountedUnderItsName() {
        countingByPath();
        FakeArray.PORTALS.forEach(portal -> world.array.busy(VICTIM, portal, 12));
        FakeArray.PORTALS.forEach(portal -> world.array.busy(world.nameOf(G2), portal, 0));
        world.compute.status(world.machine(), Check.PASSED, Check.PASSED);
        assertThat(again(confirm()).reason()).contains("no I/O");
    }

    @ParameterizedTest
    @EnumSource(
            value = Check.class,
            names = {"FAILED", "INITIALIZING", "INSUFFICIENT_DATA"})
    void confirm_looksAgain_whenItIsBusyAndItsGuestDoesNotPass(Check check) {
        countingByPath();
        busyOnEveryPortal(G2);
        world.compute.status(world.machine(), Check.PASSED, check);
        assertThat(again(confirm()).reason()).contains("guest");
    }

    @Test
    void confirm_looksAgain_whenThePathsWereNotTold() {
        countingByPath();
        world.array.fail(Call.PATH_ACTIVITY);
        assertThat(again(confirm()).reason()).contains("portals");
    }
}
