package io.github.outpostrecovery.core.fence;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.order.InOrder;
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
        List<ArrayFailure> failures = new ArrayList<>();
        if (watch.isEmpty()) {
            RevokeReport report = array.revoke(new RevokeOrder(task.victims().keySet(), task.volumes()));
            log.addAll(report.done());
            failures.addAll(report.failures());
            failures.forEach(failure -> log.add("failed: " + failure));
        }
        return switch (array.access(task.volumes())) {
            case Answer.Answered<AccessReport>(AccessReport access) ->
                readBack(array, task, watch, access, failures, log);
            case Answer.Unanswered<AccessReport>(ArrayFailure failure) ->
                new FenceResult.NotProven("the array did not say who reaches the volumes: " + failure, failures, log);
            case Answer.NotOffered<AccessReport>() ->
                throw new IllegalStateException("an array that cannot say who reaches a volume cannot be fenced");
        };
    }

    private FenceResult readBack(
            StorageArray array,
            FenceTask task,
            Optional<DrainWatch> watch,
            AccessReport access,
            List<ArrayFailure> failures,
            List<String> log) {
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
            return new FenceResult.NotProven(describe(open), failures, log);
        }
        List<AccessPath> strays = access.pathsOfOlder(task.instance(), task.current());
        if (!strays.isEmpty()) {
            return fenceStrays(array, task, strays, log);
        }
        if (!access.volumes().containsAll(task.volumes())) {
            return new FenceResult.NotProven("the array spoke of other volumes than were asked about", failures, log);
        }
        Counting counting = access.paths().isEmpty() ? Counting.OF_THE_VICTIM : Counting.OF_OTHERS_TOO;
        return drain(array, task, watch, counting, log);
    }

    /**
     * A generation of an earlier incident, which was fenced then, is let in again: by hand, or by a grant that was given up and
     * has landed late. It is fenced like the victims, and the drain begins anew once it is read as gone.
     */
    private static FenceResult fenceStrays(
            StorageArray array, FenceTask task, List<AccessPath> strays, List<String> log) {
        RevokeReport report = array.revoke(
                new RevokeOrder(strays.stream().map(AccessPath::initiator).collect(InOrder.toSet()), task.volumes()));
        log.addAll(report.done());
        report.failures().forEach(failure -> log.add("failed: " + failure));
        return new FenceResult.NotProven(
                "an older generation was let in again, and is fenced as well: " + describe(strays),
                report.failures(),
                log);
    }

    /** Whose writes the array's counters, which are kept by volume, can show. */
    private enum Counting {
        OF_THE_VICTIM,
        /** Others reach the volumes as well: that they write says nothing about the victim, that nobody writes is luck. */
        OF_OTHERS_TOO
    }

    private FenceResult drain(
            StorageArray array, FenceTask task, Optional<DrainWatch> watch, Counting counting, List<String> log) {
        Instant now = clock.instant();
        DrainWatch since = watch.orElseGet(() -> new DrainWatch(array.name(), now, Optional.empty(), Optional.empty()));
        return switch (array.capabilities().sessions()) {
            case INDEPENDENT -> logIns(array, task, since, counting, log);
            case DELAYED ->
                settled(array, since)
                        ? logIns(array, task, since, counting, log)
                        : settling(array, since, "the settle time: a log-in may be listed late", log);
            // A list that is made from the mappings is empty once they are gone, whoever is still logged in.
            case WHILE_MAPPED, PRESENCE, NOT_OFFERED -> writes(array, task, since, counting, "the settle time", log);
        };
    }

    private FenceResult logIns(
            StorageArray array, FenceTask task, DrainWatch since, Counting counting, List<String> log) {
        return switch (array.sessions(task.victims().keySet())) {
            case Answer.Answered<SessionReport>(SessionReport report)
            when report.sessions().isEmpty() -> new FenceResult.Proven(proofs(array, task, Drained.SESSION_GONE), log);
            case Answer.Answered<SessionReport>(SessionReport report) ->
                writes(array, task, since, counting, report.sessions().size() + " log-ins of the victim to end", log);
            case Answer.Unanswered<SessionReport>(ArrayFailure failure) ->
                anyTime(since, "the array to list its log-ins: " + failure, log);
            case Answer.NotOffered<SessionReport>() ->
                throw new IllegalStateException(array.name() + " says that it lists log-ins, and does not");
        };
    }

    /**
     * The victim's log-in may outlive its mapping for as long as the machine does. Then what is written has to stand still
     * over two samples that the array took after the mapping was gone, and the settle time has to pass as well. Where neither
     * log-ins by themselves nor the victim's own writes can be shown, the settle time is left alone.
     */
    private FenceResult writes(
            StorageArray array,
            FenceTask task,
            DrainWatch since,
            Counting counting,
            String waitingFor,
            List<String> log) {
        return switch (counting) {
            case OF_THE_VICTIM -> counters(array, task, since, settled(array, since), waitingFor, log);
            case OF_OTHERS_TOO ->
                settled(array, since)
                        ? new FenceResult.Proven(proofs(array, task, Drained.SETTLED), log)
                        : settling(array, since, "the settle time: others write to the volumes too", log);
        };
    }

    private boolean settled(StorageArray array, DrainWatch since) {
        return Duration.between(since.goneAt(), clock.instant())
                        .compareTo(array.capabilities().settleTime())
                >= 0;
    }

    private FenceResult counters(
            StorageArray array,
            FenceTask task,
            DrainWatch since,
            boolean settled,
            String waitingFor,
            List<String> log) {
        return switch (array.activity(task.volumes())) {
            case Answer.NotOffered<ActivityReport>() -> {
                if (endsWithLogIns(array)) {
                    yield anyTime(since, waitingFor, log);
                }
                yield settled
                        ? new FenceResult.Proven(proofs(array, task, Drained.SETTLED), log)
                        : settling(array, since, waitingFor, log);
            }
            case Answer.Unanswered<ActivityReport>(ArrayFailure failure) ->
                anyTime(since, "the array's counters: " + failure, log);
            case Answer.Answered<ActivityReport>(ActivityReport sample) -> {
                DrainWatch next = advance(since, sample, task);
                boolean flat = next.first()
                        .filter(first -> stoodStill(first, sample, task))
                        .isPresent();
                yield flat && settled
                        ? new FenceResult.Proven(proofs(array, task, Drained.COUNTERS_FLAT), log)
                        : counting(array, next, waitingFor + ", or the write counters to stand still", log);
            }
        };
    }

    /** Whether the end of the victim's log-ins is a proof, which may come at any time. */
    private static boolean endsWithLogIns(StorageArray array) {
        return switch (array.capabilities().sessions()) {
            case INDEPENDENT, DELAYED -> true;
            case WHILE_MAPPED, PRESENCE, NOT_OFFERED -> false;
        };
    }

    private static FenceResult anyTime(DrainWatch watch, String waitingFor, List<String> log) {
        return new FenceResult.Draining(watch, waitingFor, Duration.ZERO, log);
    }

    private FenceResult settling(StorageArray array, DrainWatch watch, String waitingFor, List<String> log) {
        return new FenceResult.Draining(watch, waitingFor, untilSettled(array, watch), log);
    }

    /** Two samples are needed that were taken after the mapping was gone, and the settle time. */
    private FenceResult counting(StorageArray array, DrainWatch watch, String waitingFor, List<String> log) {
        if (endsWithLogIns(array)) {
            return anyTime(watch, waitingFor, log);
        }
        Duration settling = untilSettled(array, watch);
        Optional<Duration> nextSample = watch.first().isPresent()
                ? Optional.empty()
                : array.capabilities().writeCounters();
        return new FenceResult.Draining(
                watch,
                waitingFor,
                nextSample.filter(sample -> sample.compareTo(settling) < 0).orElse(settling),
                log);
    }

    private Duration untilSettled(StorageArray array, DrainWatch since) {
        Duration left = array.capabilities().settleTime().minus(Duration.between(since.goneAt(), clock.instant()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The first sample that counts is newer than what the array had when the mapping was gone; a write begins anew. */
    private static DrainWatch advance(DrainWatch since, ActivityReport sample, FenceTask task) {
        if (since.lastBefore().isEmpty()) {
            return new DrainWatch(since.array(), since.goneAt(), Optional.of(sample), Optional.empty());
        }
        boolean newBase = since.first()
                .map(first -> written(first, sample))
                .orElseGet(() -> allNewer(since.lastBefore().get(), sample, task));
        return newBase ? new DrainWatch(since.array(), since.goneAt(), since.lastBefore(), Optional.of(sample)) : since;
    }

    private static boolean stoodStill(ActivityReport first, ActivityReport second, FenceTask task) {
        return task.volumes().stream().allMatch(volume -> {
            ActivityReport.Sample before = first.samples().get(volume);
            ActivityReport.Sample after = second.samples().get(volume);
            return before != null && after != null && after.since(before) == ActivityReport.Change.NONE;
        });
    }

    private static boolean written(ActivityReport first, ActivityReport second) {
        return second.samples().entrySet().stream().anyMatch(entry -> {
            ActivityReport.Sample before = first.samples().get(entry.getKey());
            return before != null && entry.getValue().since(before) == ActivityReport.Change.WRITTEN;
        });
    }

    private static boolean allNewer(ActivityReport first, ActivityReport second, FenceTask task) {
        return task.volumes().stream().allMatch(volume -> {
            ActivityReport.Sample before = first.samples().get(volume);
            ActivityReport.Sample after = second.samples().get(volume);
            return before != null && after != null && after.takenAt().isAfter(before.takenAt());
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
