package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.lab.drill.DrillResult;
import java.io.PrintWriter;

/** A result for a person. */
final class ResultText {
    private ResultText() {}

    static void print(DrillResult result, PrintWriter out) {
        out.printf("%s  %s  %s%n", result.outcome(), result.incident().orElse("-"), result.reason());
        out.printf(
                "generation g%d -> g%d, instance %s -> %s%n",
                result.generation().before(),
                result.generation().after(),
                result.instance().before(),
                result.instance().after());
        result.initiators()
                .forEach(change -> out.printf(
                        "%s %s%n  before %s%n  after  %s%n",
                        change.array(), change.protocol(), change.before(), change.after()));
        result.timeline().forEach(visit -> {
            if (visit.millis() > 0) {
                out.printf("  %9.1f s  %s%n", visit.millis() / 1000.0, visit.state());
            }
        });
        out.printf("RTO %s%n", result.rto());
        result.arrays()
                .forEach(array -> out.printf(
                        "%s (%s): %d calls, %d of them changes%n",
                        array.name(), array.vendor(), array.calls(), array.writes()));
        result.executions().forEach(execution -> out.printf("  %-10s %s%n", execution.incident(), execution.outcome()));
        out.printf(
                "%d launches, world %s, %d checks, violations: %s%n",
                result.launches(),
                result.worldChanged() ? "changed" : "unchanged",
                result.invariants().checks(),
                result.invariants().violations());
    }
}
