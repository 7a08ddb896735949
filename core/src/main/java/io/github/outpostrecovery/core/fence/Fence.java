package io.github.outpostrecovery.core.fence;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayCapabilities;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fences the victims on one array and proves it: revoke, read back through every path, then wait until nothing of the
 * victims is under way. In that order: a write that was in flight when the mapping went can still land, so the drain is
 * watched only after the mapping was read as gone.
 *
 * <p>One call does what can be done without waiting; it is repeated, with the watch that it returned, until the result is
 * {@link FenceResult.Proven}. Calling it again, late, twice or after a crash, is harmless.
 */
public final class Fence {
    private final InstantSource clock;

    public Fence(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** Does one round. */
    public FenceResult run(StorageArray array, FenceTask task, Optional<DrainWatch> watch) {
        List<String> log = new ArrayList<>();
        if (watch.isEmpty()) {
            RevokeReport report = array.revoke(new RevokeOrder(task.victims().keySet(), task.volumes()));
            log.addAll(report.done());
            report.failures().forEach(failure -> log.add("failed: " + failure));
        }
        return switch (array.access(task.volumes())) {
            case Answer.Answered<AccessReport>(AccessReport access) -> readBack(array, task, watch, access, log);
            case Answer.Unanswered<AccessReport>(ArrayFailure failure) ->
                new FenceResult.NotProven("the array did not say who reaches the volumes: " + failure, log);
            case Answer.NotOffered<AccessReport>() ->
                throw new IllegalStateException("an array that cannot say who reaches a volume cannot be fenced");
        };
    }

    private FenceResult readBack(
            StorageArray array, FenceTask task, Optional<DrainWatch> watch, AccessReport access, List<String> log) {
        for (AccessPath path : access.paths()) {
            boolean newer = path.initiator()
                    .generationFor(task.instance())
                    .filter(task.current()::isOlderThan)
                    .isPresent();
            if (newer) {
                return new FenceResult.NewerGeneration(path.initiator(), log);
            }
        }
        List<AccessPath> open = access.pathsOf(task.victims().keySet());
        if (!open.isEmpty()) {
            return new FenceResult.NotProven(describe(open), log);
        }
        if (!access.volumes().containsAll(task.volumes())) {
            return new FenceResult.NotProven("the array spoke of other volumes than were asked about", log);
        }
        return drain(array, task, watch, log);
    }

    private FenceResult drain(StorageArray array, FenceTask task, Optional<DrainWatch> watch, List<String> log) {
        Instant now = clock.instant();
        DrainWatch since = watch.orElseGet(() -> new DrainWatch(array.name(), now, Optional.empty(), Optional.empty()));
        Duration elapsed = Duration.between(since.goneAt(), now);
        boolean settled = elapsed.compareTo(array.capabilities().settleTime()) >= 0;
        return switch (array.sessions(task.victims().keySet())) {
            case Answer.Answered<SessionReport>(SessionReport report)
            when report.sessions().isEmpty() -> new FenceResult.Proven(proofs(array, task, Drained.SESSION_GONE), log);
            case Answer.Answered<SessionReport>(SessionReport report) ->
                counters(array, task, since, settled, report.sessions().size() + " log-ins of the victim to end", log);
            case Answer.Unanswered<SessionReport>(ArrayFailure failure) ->
                new FenceResult.Draining(since, "the array to list its log-ins: " + failure, log);
            case Answer.NotOffered<SessionReport>() -> counters(array, task, since, settled, "the settle time", log);
        };
    }

    /**
     * The victim's log-in may outlive its mapping for as long as the machine does. Then the counters have to stand still
     * over two samples that the array took after the mapping was gone, and the settle time has to pass as well.
     */
    private FenceResult counters(
            StorageArray array,
            FenceTask task,
            DrainWatch since,
            boolean settled,
            String waitingFor,
            List<String> log) {
        return switch (array.activity(task.volumes())) {
            case Answer.NotOffered<ActivityReport>() -> {
                boolean nothingBetter = array.capabilities().sessions() == ArrayCapabilities.SessionListing.NOT_OFFERED;
                yield settled && nothingBetter
                        ? new FenceResult.Proven(proofs(array, task, Drained.SETTLED), log)
                        : new FenceResult.Draining(since, waitingFor, log);
            }
            case Answer.Unanswered<ActivityReport>(ArrayFailure failure) ->
                new FenceResult.Draining(since, "the array's counters: " + failure, log);
            case Answer.Answered<ActivityReport>(ActivityReport sample) -> {
                DrainWatch next = advance(since, sample);
                boolean flat =
                        next.first().filter(first -> flat(first, sample, task)).isPresent();
                yield flat && settled
                        ? new FenceResult.Proven(proofs(array, task, Drained.COUNTERS_FLAT), log)
                        : new FenceResult.Draining(next, waitingFor + ", or the write counters to stand still", log);
            }
        };
    }

    private static DrainWatch advance(DrainWatch since, ActivityReport sample) {
        if (since.lastBefore().isEmpty()) {
            return new DrainWatch(since.array(), since.goneAt(), Optional.of(sample), Optional.empty());
        }
        if (since.first().isEmpty()) {
            return allNewer(since.lastBefore().get(), sample)
                    ? new DrainWatch(since.array(), since.goneAt(), since.lastBefore(), Optional.of(sample))
                    : since;
        }
        boolean moved = allNewer(since.first().get(), sample)
                && !sameCounts(since.first().get(), sample);
        return moved ? new DrainWatch(since.array(), since.goneAt(), since.lastBefore(), Optional.of(sample)) : since;
    }

    private static boolean flat(ActivityReport first, ActivityReport second, FenceTask task) {
        return second.samples().keySet().containsAll(task.volumes())
                && allNewer(first, second)
                && sameCounts(first, second);
    }

    private static boolean allNewer(ActivityReport first, ActivityReport second) {
        for (Map.Entry<VolumeName, ActivityReport.Sample> entry :
                second.samples().entrySet()) {
            ActivityReport.Sample before = first.samples().get(entry.getKey());
            if (before == null || !entry.getValue().takenAt().isAfter(before.takenAt())) {
                return false;
            }
        }
        return !second.samples().isEmpty();
    }

    private static boolean sameCounts(ActivityReport first, ActivityReport second) {
        return second.samples().entrySet().stream().allMatch(entry -> {
            ActivityReport.Sample before = first.samples().get(entry.getKey());
            return before != null && before.writes() == entry.getValue().writes();
        });
    }

    private List<FenceProof> proofs(StorageArray array, FenceTask task, Drained drained) {
        Instant now = clock.instant();
        List<FenceProof> proofs = new ArrayList<>();
        for (VolumeName volume : task.volumes()) {
            task.victims()
                    .forEach((initiator, generation) ->
                            proofs.add(new FenceProof(array.name(), volume, initiator, generation, now, drained)));
        }
        return proofs;
    }

    private static String describe(List<AccessPath> open) {
        Map<Initiator, Long> byInitiator = open.stream()
                .collect(java.util.stream.Collectors.groupingBy(
                        AccessPath::initiator, java.util.stream.Collectors.counting()));
        List<String> parts = new ArrayList<>();
        byInitiator.forEach((initiator, paths) -> parts.add(initiator + " still has " + paths + " paths, through "
                + open.stream()
                        .filter(path -> path.initiator().equals(initiator))
                        .map(path -> path.through().name())
                        .distinct()
                        .sorted()
                        .toList()));
        return String.join("; ", parts);
    }
}
