package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.E2;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.TARGET_1;
import static io.github.outpostrecovery.core.SampleSite.TARGET_2;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Trigger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckingTargetsTest {
    private final FakeWorld world = FakeWorld.withOneArray().opened();

    private TargetsOutcome check() {
        return new CheckingTargets(world.services).check(E1, FIRST_INCIDENT);
    }

    @Test
    void check_hasOneAnswerForEachTarget_inTheirOrder() {
        Preflight full = new Preflight.NotReady("no capacity");
        world.compute.preflight(TARGET_1, full);
        InstanceLedger before = world.table.ledger(WEB);
        assertThat(check())
                .isEqualTo(new TargetsOutcome.TargetsChecked(List.of(
                        new TargetCheck(TARGET_1, full, Optional.of(NOON)),
                        new TargetCheck(TARGET_2, new Preflight.Ready(), Optional.of(NOON)))));
        assertThat(world.table.ledger(WEB)).isEqualTo(before);
        assertThat(world.array.calls()).isEmpty();
        assertThat(world.compute.orders()).isEmpty();
    }

    @Test
    void check_tellsWhatWasNotAnswered() {
        Preflight unanswered = new Preflight.Unanswered("throttled");
        world.compute.preflight(TARGET_2, unanswered);
        assertThat(check())
                .isInstanceOfSatisfying(
                        TargetsOutcome.TargetsChecked.class,
                        checked -> assertThat(checked.targets())
                                .contains(new TargetCheck(TARGET_2, unanswered, Optional.of(NOON))));
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
