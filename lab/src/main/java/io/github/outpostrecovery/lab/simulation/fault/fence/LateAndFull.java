package io.github.outpostrecovery.lab.simulation.fault.fence;

import static io.github.outpostrecovery.lab.simulation.fault.Expectation.NOTHING_LAUNCHED;
import static io.github.outpostrecovery.lab.simulation.fault.Expectation.VICTIM_FENCED;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.alletra.AlletraArray;
import io.github.outpostrecovery.lab.flasharray.FurnishedFlashArray;
import io.github.outpostrecovery.lab.powerstore.PowerStoreArray;
import io.github.outpostrecovery.lab.powerstore.PowerStoreSettings;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.fault.Expected;
import io.github.outpostrecovery.lab.simulation.fault.StagedFault;
import io.github.outpostrecovery.lab.simulation.fault.Worlds;
import io.github.outpostrecovery.lab.site.SiteArray;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Arrays that apply changes late, or have few management sessions left. */
final class LateAndFull {
    private static final Duration LATE = Duration.ofSeconds(25);
    private static final Set<String> APPLY_LATE = Set.of("purestorage", "dell", "hpe");
    private static final Set<String> COUNT_SESSIONS = Set.of("dell", "hpe");

    private LateAndFull() {}

    static List<Fault> all() {
        return List.of(
                late(
                        "fence-applies-late",
                        "the array answers each change of the fence with success and applies it half a minute later",
                        "what reads back counts, not what was answered: the fence is repeated until it does, and"
                                + " recovered",
                        stage -> stage.onceEntering(
                                "Grant new initiator",
                                execution -> applies(stage.site().arrays().getLast(), Duration.ZERO)),
                        Expected.of(Outcome.RECOVERED).besides(VICTIM_FENCED)),
                late(
                        "changes-apply-late",
                        "from the fence on the array answers each change with success and applies it half a minute"
                                + " later",
                        "a grant that does not read back burns its generation: nothing is launched, and a person is"
                                + " called",
                        stage -> {},
                        Expected.of(Outcome.FENCED_AND_PAGED).besides(VICTIM_FENCED.and(NOTHING_LAUNCHED))),
                new StagedFault(
                        FaultCard.simulated(
                                36,
                                "management-sessions-scarce",
                                "the array has one management session to spare",
                                "each step logs in once and out again: recovered, and no session is left open"),
                        UnaryOperator.identity(),
                        LateAndFull::takeTheSessions,
                        new Expected(Worlds::loses, Worlds::inItsMode, VICTIM_FENCED)
                                .where(world -> COUNT_SESSIONS.contains(
                                        world.arrays().getLast().vendor()))));
    }

    private static Fault late(String slug, String happens, String expected, Consumer<Stage> more, Expected ending) {
        return new StagedFault(
                FaultCard.simulated(23, slug, happens, expected),
                UnaryOperator.identity(),
                stage -> {
                    stage.onceEntering("Fence old initiator", execution -> {
                        if (applies(stage.site().arrays().getLast(), LATE)) {
                            stage.struck();
                        }
                    });
                    more.accept(stage);
                },
                ending.where(
                        world -> APPLY_LATE.contains(world.arrays().getLast().vendor())));
    }

    /** Whether it is a kind of array that can be told to. */
    private static boolean applies(SiteArray array, Duration later) {
        if (array.simulated() instanceof FurnishedFlashArray pure) {
            pure.simulator().change(settings -> settings.withApplyDelay(later));
            return true;
        }
        if (array.simulated() instanceof PowerStoreArray dell) {
            dell.simulator()
                    .change((PowerStoreSettings settings) ->
                            settings.with().applyDelay(later).done());
            return true;
        }
        if (array.simulated() instanceof AlletraArray hpe) {
            hpe.simulator().change(settings -> settings.withTiming(timing -> timing.withApplyDelay(later)));
            return true;
        }
        return false;
    }

    private static void takeTheSessions(Stage stage) {
        SiteArray array = stage.site().arrays().getLast();
        stage.onceEntering("Verify primary", execution -> {
            int limit = array.simulated().managementSessions() + 1;
            if (array.simulated() instanceof PowerStoreArray dell) {
                dell.simulator()
                        .change((PowerStoreSettings settings) -> settings.with()
                                .sessionLimit(limit, PowerStoreSettings.OverLimit.SERVICE_UNAVAILABLE)
                                .done());
                stage.struck();
            }
            if (array.simulated() instanceof AlletraArray hpe) {
                hpe.simulator().change(settings -> settings.withLimits(limits -> limits.withSessions(limit)));
                stage.struck();
            }
        });
    }
}
