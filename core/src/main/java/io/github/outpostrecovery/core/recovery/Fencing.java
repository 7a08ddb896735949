package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.control.Permission;
import io.github.outpostrecovery.core.fence.DrainWatch;
import io.github.outpostrecovery.core.fence.Fence;
import io.github.outpostrecovery.core.fence.FenceProof;
import io.github.outpostrecovery.core.fence.FenceResult;
import io.github.outpostrecovery.core.fence.FenceTask;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.LedgerWriter;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.plan.ArrayPlan;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Takes every generation before the current one off every volume of the plan, and proves it. */
public final class Fencing {
    private static final int PAUSE_SECONDS = 3;
    private static final int LONGEST_PAUSE_SECONDS = 60;

    private final Services services;
    private final Fence fence;
    private final LedgerWriter ledgers;

    public Fencing(Services services) {
        this.services = requireNonNull(services, "services is null");
        this.fence = new Fence(services.clock());
        this.ledgers = new LedgerWriter(services.table());
    }

    /**
     * Does one round on all arrays. Before the first one of an incident it asks whether a recovery may begin, and once more
     * after the announcement: a switch that is thrown before the announcement is seen then, and one that is thrown after it
     * comes after the recovery has begun.
     */
    public FenceOutcome fence(ExecutionArn who, IncidentId id, FenceProgress progress) {
        Instant now = services.clock().instant();
        switch (Ownership.of(services.table(), id, who)) {
            case Ownership.Superseded(String why) -> {
                return new FenceOutcome.Superseded(why);
            }
            case Ownership.Owner(Incident incident) -> {
                if (!incident.hasBegunToFence()
                        && permission(incident) instanceof Permission.Withheld(var by, String why)) {
                    return new FenceOutcome.Suppressed(why);
                }
            }
        }
        AtomicReference<Optional<Incident>> before = new AtomicReference<>(Optional.empty());
        LedgerWriter.Result announced = ledgers.write(id.instance(), ledger -> {
            before.set(ledger.incident());
            return ledger.announceFence(id, who, now);
        });
        return switch (announced) {
            case LedgerWriter.Result.Denied(var why) -> new FenceOutcome.Superseded(Ownership.describe(id, why));
            case LedgerWriter.Result.Written(InstanceLedger ledger) -> {
                Incident incident = requireNonNull(ledger.incident().orElse(null), "a fence was announced for nothing");
                Optional<String> stopped = before.get()
                        .filter(last -> !last.hasBegunToFence())
                        .flatMap(last -> withdrawn(who, last, incident, ledger.revision()));
                yield stopped.<FenceOutcome>map(FenceOutcome.Suppressed::new)
                        .orElseGet(() -> fence(who, incident, ofThisGeneration(progress, incident.generation()), now));
            }
        };
    }

    private Permission permission(Incident incident) {
        return Permission.asked(
                services.controls(),
                incident.id().instance(),
                incident.trigger(),
                services.clock().instant());
    }

    /** Why the announcement was taken back, if it was: nothing was sent for it, and nobody else relies on it. */
    private Optional<String> withdrawn(ExecutionArn who, Incident before, Incident announced, long revision) {
        if (!(permission(announced) instanceof Permission.Withheld(var by, String why))) {
            return Optional.empty();
        }
        LedgerWriter.Result result = ledgers.write(
                announced.id().instance(),
                ledger -> ledger.withdrawFence(announced.id(), who, revision, before.announced()));
        return switch (result) {
            case LedgerWriter.Result.Written written -> Optional.of(why);
            // Another call of this step goes by the announcement already: the recovery has begun.
            case LedgerWriter.Result.Denied denied -> Optional.empty();
        };
    }

    private FenceOutcome fence(ExecutionArn who, Incident incident, FenceProgress progress, Instant now) {
        RecoveryPlan plan = requireNonNull(incident.plan().orElse(null), "a fence was announced without a plan");
        List<FenceProof> proofs = new ArrayList<>();
        List<DrainWatch> watches = new ArrayList<>();
        List<String> open = new ArrayList<>();
        List<String> log = new ArrayList<>();
        Optional<String> newer = Optional.empty();
        Optional<Duration> soonest = Optional.empty();
        List<FenceResult> results = services.fanOut()
                .all(plan.arrays().stream()
                        .map(array -> (Supplier<FenceResult>) () -> onArray(array, incident, progress))
                        .toList());
        for (int number = 0; number < results.size(); number++) {
            ArrayPlan array = plan.arrays().get(number);
            FenceResult result = results.get(number);
            String name = array.connection().name().value();
            result.log().forEach(line -> log.add(name + ": " + line));
            switch (result) {
                case FenceResult.Proven proven -> {
                    proofs.addAll(proven.proofs());
                    // Kept for the rounds that another array may need: this one is read again in each of them, and must
                    // not begin to drain anew.
                    watchOf(array, progress).ifPresent(watches::add);
                }
                case FenceResult.Draining draining -> {
                    watches.add(draining.watch());
                    open.add(name + " waits for " + draining.waitingFor());
                    soonest = sooner(soonest, draining.soonest());
                }
                case FenceResult.NotProven notProven -> {
                    open.add(name + ": " + notProven.why());
                    soonest = sooner(soonest, Duration.ZERO);
                }
                case FenceResult.NewerGeneration found -> newer = Optional.of(name + " lets in " + found.found());
            }
        }
        if (newer.isPresent()) {
            return new FenceOutcome.GivenUp(
                    newer.get() + ", a newer generation than the books know: they are older than the array", log);
        }
        if (open.isEmpty()) {
            return prove(who, incident, proofs, log);
        }
        String reason = String.join("; ", open);
        Instant since = progress.since().orElse(now);
        if (!Patience.lasts(since, services.clock().instant(), plan.policy().fencePatience())) {
            return new FenceOutcome.GivenUp(reason, log);
        }
        return new FenceOutcome.FenceAgain(
                new FenceProgress(Optional.of(incident.generation()), Optional.of(since), watches),
                pause(soonest.orElse(Duration.ZERO)),
                reason,
                log);
    }

    private static Optional<Duration> sooner(Optional<Duration> one, Duration other) {
        return Optional.of(one.filter(known -> known.compareTo(other) < 0).orElse(other));
    }

    /** Not before anything could have changed, and never as often as an array could not bear. */
    private static int pause(Duration soonest) {
        long seconds = soonest.plusSeconds(1).minusNanos(1).toSeconds();
        return Math.clamp(seconds, PAUSE_SECONDS, LONGEST_PAUSE_SECONDS);
    }

    private FenceResult onArray(ArrayPlan plan, Incident incident, FenceProgress progress) {
        FenceTask task = new FenceTask(
                incident.id().instance(),
                incident.generation(),
                incident.olderInitiatorsOn(plan.connection().name()),
                plan.volumes());
        try (StorageArray array = services.arrays().forFencing(plan.connection())) {
            return fence.run(array, task, watchOf(plan, progress));
        }
    }

    private static Optional<DrainWatch> watchOf(ArrayPlan plan, FenceProgress progress) {
        return progress.watches().stream()
                .filter(candidate -> candidate.array().equals(plan.connection().name()))
                .findFirst();
    }

    private FenceOutcome prove(ExecutionArn who, Incident incident, List<FenceProof> proofs, List<String> log) {
        Generation generation = incident.generation();
        LedgerWriter.Result result =
                ledgers.write(incident.id().instance(), ledger -> ledger.prove(incident.id(), who, generation, proofs));
        return switch (result) {
            case LedgerWriter.Result.Written written ->
                new FenceOutcome.Fenced(
                        generation, proofs.stream().map(FenceProof::stored).toList(), log);
            case LedgerWriter.Result.Denied(var why) ->
                new FenceOutcome.Superseded(Ownership.describe(incident.id(), why));
        };
    }

    private static FenceProgress ofThisGeneration(FenceProgress progress, Generation generation) {
        return progress.generation().filter(generation::equals).isPresent() ? progress : FenceProgress.NONE;
    }
}
