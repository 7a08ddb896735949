package io.github.outpostrecovery.core.reconcile;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.name.ExecutionName;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.reconcile.RoundReport.Line;
import io.github.outpostrecovery.core.reconcile.RoundReport.Result;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import io.github.outpostrecovery.core.service.Executions.Start;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/** Starts the daily readiness run of every protected instance, once a day however often it is asked (days of UTC). */
public final class ReadinessRound {
    private final Outside outside;

    public ReadinessRound(Outside outside) {
        this.outside = requireNonNull(outside, "outside is null");
    }

    /**
     * Starts those that were not started today. What fails for one instance is reported, and hides no other; the round as a
     * whole fails with {@link io.github.outpostrecovery.core.ServiceUnavailableException} if nobody said which there are.
     */
    public RoundReport start() {
        LocalDate today = LocalDate.ofInstant(outside.clock().instant(), ZoneOffset.UTC);
        return RoundReport.of(outside.fanOut()
                .all(outside.configurations().names().stream()
                        .map(instance -> (Supplier<Line>) () -> start(instance, today))
                        .toList()));
    }

    private Line start(InstanceName instance, LocalDate today) {
        ExecutionName name = new ExecutionName("readiness-" + instance + "-" + today);
        try {
            return switch (outside.executions().start(name, new ExecutionRequest.Readiness(instance))) {
                case Start.Started(var execution) -> new Line(instance, Result.DONE, "started " + execution);
                case Start.StartedBefore() -> new Line(instance, Result.NOTHING, name + " was started before");
                case Start.NotStarted(String why) -> new Line(instance, Result.FAILED, name + ": " + why);
            };
        } catch (RuntimeException failed) {
            return new Line(instance, Result.FAILED, String.valueOf(failed.getMessage()));
        }
    }
}
