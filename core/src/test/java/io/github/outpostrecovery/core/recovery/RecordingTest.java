package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.E2;
import static io.github.outpostrecovery.core.SampleSite.E3;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.G2;
import static io.github.outpostrecovery.core.SampleSite.G3;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.TARGET_1;
import static io.github.outpostrecovery.core.SampleSite.VICTIM_ID;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.compute.FakeCompute;
import io.github.outpostrecovery.core.incident.FakeRecoveryTable.Fate;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {
    private final FakeWorld world = FakeWorld.withOneArray();

    private Recorded record(ExecutionArn who, Ending ending) {
        return new Recording(world.services).record(who, ending);
    }

    private static Ending recovered(Generation generation, String... degraded) {
        return new Ending.Recovered(FIRST_INCIDENT, generation, List.of(degraded), Optional.empty(), List.of("detail"));
    }

    private static Ending other(Outcome outcome) {
        return new Ending.Other(Optional.of(FIRST_INCIDENT), outcome, "reason", List.of("detail"));
    }

    private static Ending broken() {
        return new Ending.Broken(Optional.of(FIRST_INCIDENT), "States.Timeout", "no cause");
    }

    private List<Outcome> outcomes() {
        return world.table.records().stream().map(IncidentRecord::outcome).toList();
    }

    @Test
    void record_adoptsTheNewMachine_whenItRecovered() {
        world.launched();
        assertThat(record(E1, recovered(G2)).outcome()).isEqualTo(Outcome.RECOVERED);
        assertThat(world.table.ledger(WEB).current().id()).isEqualTo(world.machine());
        assertThat(world.table.ledger(WEB).current().server()).isEqualTo(TARGET_1.server());
        assertThat(world.incident().state()).isEqualTo(Incident.State.CLOSED);
        assertThat(outcomes()).containsExactly(Outcome.RECOVERED);
    }

    @Test
    void record_isDegraded_whenSomethingIsMissing() {
        world.launched();
        assertThat(record(E1, recovered(G2, "traffic")).outcome()).isEqualTo(Outcome.RECOVERED_DEGRADED);
        assertThat(world.table.ledger(WEB).current().generation()).isEqualTo(G2);
    }

    @Test
    void record_asksForTheEndOfEveryOlderMachine_andNeverOfTheWinner() {
        world.granted();
        world.compute.launches(FakeCompute.Fate.OFF_OUTPOST);
        new Launching(world.services).launch(E1, FIRST_INCIDENT, G2, Optional.empty());
        world.fencedAgain();
        new Granting(world.services).grant(E1, FIRST_INCIDENT, G3);
        new Launching(world.services).launch(E1, FIRST_INCIDENT, G3, Optional.empty());
        record(E1, recovered(G3));
        assertThat(world.compute.terminated()).contains(VICTIM_ID).doesNotContain(world.machine());
    }

    @Test
    void record_endsNoMachine_whenAnotherExecutionOwnsTheIncident() {
        world.launched();
        world.table.apply(world.table.ledger(WEB).takeOver(FIRST_INCIDENT, E1, E2, Trigger.RECONCILER, NOON));
        assertThat(record(E1, recovered(G2)).outcome()).isEqualTo(Outcome.DUPLICATE);
        assertThat(world.compute.terminated()).isEmpty();
        assertThat(world.incident().state()).isEqualTo(Incident.State.OPEN);
        assertThat(world.table.ledger(WEB).current().id()).isEqualTo(VICTIM_ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "traffic"})
    void record_asksForTheEndOfTheOldMachine_whenItsWriteWasNotAnswered(String degraded) {
        world.launched();
        world.table.commits(Fate.WRITTEN_UNANSWERED);
        Ending ending = degraded.isEmpty() ? recovered(G2) : recovered(G2, degraded);
        assertThatThrownBy(() -> record(E1, ending)).isInstanceOf(ServiceUnavailableException.class);
        assertThat(world.compute.terminated()).isEmpty();
        record(E1, ending);
        assertThat(world.compute.terminated()).containsExactly(VICTIM_ID);
    }

    @Test
    void record_endsNoMachine_whenItIsToldOfAnEndThatWasNoRecovery() {
        world.launched();
        record(E1, other(Outcome.FENCED_AND_PAGED));
        record(E1, recovered(G2));
        assertThat(world.compute.terminated()).isEmpty();
    }

    @Test
    void record_endsNoMachine_whenTheInstanceHasANewIncidentByNow() {
        world.launched();
        record(E1, recovered(G2));
        int before = world.compute.terminated().size();
        world.table.apply(world.table.ledger(WEB).open(E2, Trigger.MANUAL, NOON));
        record(E1, recovered(G2));
        assertThat(world.compute.terminated()).hasSize(before);
    }

    @Test
    void record_isToldAgain_whenTheBooksCannotBeReadForTheOldMachines() {
        world.launched();
        record(E1, recovered(G2));
        world.table.readsUnanswered(1);
        assertThat(record(E1, recovered(G2)).outcome()).isEqualTo(Outcome.RECOVERED);
    }

    @Test
    void record_isTheFirstOne_howeverOftenItIsAskedFor() {
        world.launched();
        Recorded first = record(E1, recovered(G2));
        assertThat(record(E1, recovered(G2))).isEqualTo(first);
        assertThat(record(E1, other(Outcome.REFUSED))).isEqualTo(first);
        assertThat(record(E1, broken())).isEqualTo(first);
        assertThat(outcomes()).containsExactly(Outcome.RECOVERED);
    }

    @Test
    void record_isWrittenOnce_whenItsWriteWasNotAnswered() {
        world.launched();
        world.table.commits(Fate.WRITTEN_UNANSWERED);
        assertThatThrownBy(() -> record(E1, recovered(G2))).isInstanceOf(ServiceUnavailableException.class);
        assertThat(record(E1, recovered(G2)).outcome()).isEqualTo(Outcome.RECOVERED);
        assertThat(outcomes()).containsExactly(Outcome.RECOVERED);
    }

    @Test
    void record_isWrittenTogetherWithTheEnd_orNotAtAll() {
        world.launched();
        world.table.commits(Fate.LOST);
        assertThatThrownBy(() -> record(E1, recovered(G2))).isInstanceOf(ServiceUnavailableException.class);
        assertThat(outcomes()).isEmpty();
        assertThat(world.incident().state()).isEqualTo(Incident.State.OPEN);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"STOOD_DOWN", "REFUSED", "REJECTED", "EXPIRED", "SUPPRESSED"})
    void record_closesTheIncident_whenItEndsBeforeThePlan(Outcome outcome) {
        world.opened();
        assertThat(record(E1, other(outcome)).outcome()).isEqualTo(outcome);
        assertThat(world.incident().state()).isEqualTo(Incident.State.CLOSED);
        assertThat(world.compute.terminated()).isEmpty();
    }

    @Test
    void record_leavesTheIncidentToBeResumed_whenAPersonIsCalled() {
        world.fenced();
        Recorded recorded = record(E1, other(Outcome.FENCED_AND_PAGED));
        assertThat(recorded.mail()).isPresent();
        assertThat(world.incident().state()).isEqualTo(Incident.State.PAGED);
    }

    @Test
    void record_isADuplicate_whenSomebodyElseOwnsTheIncident() {
        world.opened();
        assertThat(record(E2, other(Outcome.REFUSED)).outcome()).isEqualTo(Outcome.DUPLICATE);
        assertThat(record(E2, other(Outcome.DUPLICATE)).outcome()).isEqualTo(Outcome.DUPLICATE);
        assertThat(world.incident().state()).isEqualTo(Incident.State.OPEN);
        assertThat(outcomes()).containsExactly(Outcome.DUPLICATE);
    }

    @Test
    void record_needsNoIncident() {
        Ending none = new Ending.Other(Optional.empty(), Outcome.REFUSED, "unknown instance", List.of());
        assertThat(record(E1, none).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(record(E1, none).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(outcomes()).containsExactly(Outcome.REFUSED);
    }

    @Test
    void record_isCountedOnce_howeverOftenItIsAskedFor() {
        world.launched();
        record(E1, recovered(G2));
        record(E1, recovered(G2));
        assertThat(world.measurements.records()).containsExactly(Outcome.RECOVERED);
    }

    @Test
    void record_isCountedOnce_whenItEndsNoIncident() {
        world.opened();
        record(E2, other(Outcome.REFUSED));
        record(E2, other(Outcome.REFUSED));
        record(E3, new Ending.Other(Optional.empty(), Outcome.REFUSED, "unknown instance", List.of()));
        assertThat(world.measurements.records()).containsExactly(Outcome.DUPLICATE, Outcome.REFUSED);
    }

    @Test
    void record_isFoundByItsInstance_alsoWithoutAnIncident() {
        world.opened();
        record(E1, other(Outcome.STOOD_DOWN));
        record(
                E2,
                new Ending.Other(
                        Optional.empty(),
                        Optional.of(WEB),
                        Outcome.STOOD_DOWN,
                        "it may still be booting",
                        Optional.empty(),
                        List.of()));
        record(E3, new Ending.Broken(Optional.empty(), Optional.of(WEB), "Error", "cause", Optional.empty()));
        assertThat(world.table.recordsOf(WEB, NOON))
                .extracting(IncidentRecord::execution)
                .containsExactly(E1, E2, E3);
        assertThat(world.table.recordsOf(WEB, NOON.plusSeconds(1))).isEmpty();
    }

    // ---- a step that broke

    @Test
    void record_isRefused_whenAStepBrokeBeforeThePlan() {
        world.opened();
        assertThat(record(E1, broken()).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(world.incident().state()).isEqualTo(Incident.State.CLOSED);
    }

    @Test
    void record_pages_whenAStepBrokeAfterThePlanWasStored() {
        world.planned();
        assertThat(record(E1, broken()).outcome()).isEqualTo(Outcome.FENCED_AND_PAGED);
        assertThat(world.incident().state()).isEqualTo(Incident.State.PAGED);
    }

    @Test
    void record_pages_whenAStepBrokeAfterTheFence() {
        world.granted();
        assertThat(record(E1, broken()).outcome()).isEqualTo(Outcome.FENCED_AND_PAGED);
        assertThat(world.incident().state()).isEqualTo(Incident.State.PAGED);
    }

    @Test
    void record_isADuplicate_whenAStepBrokeOfAnExecutionThatWasReplaced() {
        world.granted();
        world.table.apply(world.table.ledger(WEB).takeOver(FIRST_INCIDENT, E1, E2, Trigger.RECONCILER, NOON));
        assertThat(record(E1, broken()).outcome()).isEqualTo(Outcome.DUPLICATE);
        assertThat(world.incident().state()).isEqualTo(Incident.State.OPEN);
        assertThat(world.incident().owner()).isEqualTo(E2);
    }

    @Test
    void record_isRefused_whenAStepBrokeAndNoIncidentIsKnown() {
        assertThat(record(E1, new Ending.Broken(Optional.empty(), "States.Timeout", "no cause"))
                        .outcome())
                .isEqualTo(Outcome.REFUSED);
    }

    @Test
    void record_pages_whenTheOwnerOfAnOpenIncidentWouldEndAsItsDuplicate() {
        world.fenced();
        assertThat(record(E1, other(Outcome.DUPLICATE)).outcome()).isEqualTo(Outcome.FENCED_AND_PAGED);
        assertThat(world.incident().state()).isEqualTo(Incident.State.PAGED);
    }

    @Test
    void record_saysNothingOfSuccess_whenNothingWasLaunched() {
        world.opened();
        assertThat(record(E1, recovered(G2)).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(world.incident().state()).isEqualTo(Incident.State.CLOSED);
        assertThat(world.table.ledger(WEB).current().id()).isEqualTo(VICTIM_ID);
    }
}
