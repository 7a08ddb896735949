package io.github.outpostrecovery.lab.simulation;

import io.github.outpostrecovery.lab.site.SiteConditions;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Makes a run that breaks a rule as simple as it can be while it still does. Deterministic, and it ends. */
final class Shrinking {
    private static final int MOST_RUNS = 120;

    private final String slug;
    private final UnaryOperator<SiteConditions> around;
    private int runs;

    private Shrinking(String slug, UnaryOperator<SiteConditions> around) {
        this.slug = slug;
        this.around = around;
    }

    /** The simplest run found that shows trouble of this slug. */
    static RunName shrink(RunName broken, String slug, UnaryOperator<SiteConditions> around) {
        Shrinking shrinking = new Shrinking(slug, around);
        RunName simplest = broken;
        for (Optional<RunName> next = shrinking.simpler(simplest);
                next.isPresent();
                next = shrinking.simpler(simplest)) {
            simplest = next.get();
        }
        return simplest;
    }

    private Optional<RunName> simpler(RunName name) {
        Scenario scenario = name.scenario();
        List<Simplification> steps = Simplification.of(scenario);
        for (Simplification step : steps) {
            if (runs >= MOST_RUNS) {
                return Optional.empty();
            }
            Optional<Scenario> simpler = step.apply(scenario);
            if (simpler.isPresent() && shows(simpler.get())) {
                return Optional.of(name.simplified(step));
            }
        }
        return Optional.empty();
    }

    private boolean shows(Scenario scenario) {
        runs++;
        return SimulatedRun.run(scenario, Journal.NONE, around).troubles().stream()
                .anyMatch(trouble -> trouble.slug().equals(slug));
    }
}
