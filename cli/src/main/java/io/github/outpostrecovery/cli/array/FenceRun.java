package io.github.outpostrecovery.cli.array;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.fence.DrainWatch;
import io.github.outpostrecovery.core.fence.Fence;
import io.github.outpostrecovery.core.fence.FenceProof;
import io.github.outpostrecovery.core.fence.FenceResult;
import io.github.outpostrecovery.core.fence.FenceTask;
import io.github.outpostrecovery.core.fence.StoredProof;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Fences one initiator by hand, with the engine's own fence: the same order, the same proof. What the engine's books would
 * tell is not known here, so there is one victim, and nobody is granted anything afterwards.
 */
public final class FenceRun {
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final InstanceName NOBODY = new InstanceName("by-hand");

    private final StorageArray array;
    private final Initiator victim;
    private final Set<VolumeName> volumes;
    private final InstantSource clock;
    private final Pause pause;

    /** How it ended. */
    public enum Outcome {
        /** It reached a volume before, and is proven not to any more. */
        FENCED,
        /** It reached none before, and that is proven. */
        ALREADY_FENCED,
        /** The array said no, and every path is as it was. */
        REFUSED,
        /** No proof: it may or may not reach a volume. */
        UNCERTAIN
    }

    /**
     * What is known at the end of one volume.
     *
     * @param paths by which the victim still reaches it
     * @param sessions of the victim that the array lists; empty if it cannot tell
     * @param drained how it was shown that nothing is under way; empty if it was not
     */
    public record VolumeState(
            VolumeName volume, long paths, Optional<Integer> sessions, Optional<StoredProof> drained) {}

    /** The end, with one entry for each volume. */
    public record Result(Outcome outcome, String reason, List<VolumeState> volumes) {}

    /** The fence of one name on some volumes of an array. */
    public FenceRun(StorageArray array, Initiator victim, Set<VolumeName> volumes, InstantSource clock, Pause pause) {
        this.array = requireNonNull(array, "array is null");
        this.victim = requireNonNull(victim, "victim is null");
        this.volumes = Set.copyOf(volumes);
        this.clock = requireNonNull(clock, "clock is null");
        this.pause = requireNonNull(pause, "pause is null");
    }

    /** Who reaches the volumes now. Changes nothing. Fails with {@link ArrayTroubleException} if the array does not say. */
    public AccessReport look() {
        return ArrayTroubleException.answered(array.access(volumes), "who reaches a volume");
    }

    /**
     * Fences, and goes on until it is proven or the patience is over.
     *
     * @param before what {@link #look} gave
     */
    public Result run(AccessReport before, Duration patience, Consumer<String> progress) throws InterruptedException {
        boolean open = !before.pathsOf(Set.of(victim)).isEmpty();
        Instant end = clock.instant().plus(patience);
        FenceTask task = new FenceTask(NOBODY, new Generation(2), Map.of(victim, new Generation(1)), volumes);
        Fence fence = new Fence(clock);
        // Where it reaches nothing there is nothing to revoke: only the proof is made.
        Optional<DrainWatch> watch = open
                ? Optional.empty()
                : Optional.of(new DrainWatch(array.name(), clock.instant(), Optional.empty(), Optional.empty()));
        boolean changed = open;
        while (true) {
            FenceResult result = fence.run(array, task, watch);
            result.log().forEach(progress);
            String waitingFor;
            switch (result) {
                case FenceResult.Proven(List<FenceProof> proofs, var log) -> {
                    return proven(changed ? Outcome.FENCED : Outcome.ALREADY_FENCED, proofs);
                }
                case FenceResult.Draining(DrainWatch next, String reason, var soonest, var log) -> {
                    watch = Optional.of(next);
                    waitingFor = "every path is gone; waiting for " + reason;
                }
                case FenceResult.NotProven(String why, List<ArrayFailure> failures, var log) -> {
                    if (saysNo(failures)) {
                        return refused(before, why + "; " + failures.getFirst());
                    }
                    watch = Optional.empty();
                    changed = true;
                    waitingFor = why;
                }
                case FenceResult.NewerGeneration found -> {
                    return unproven(Outcome.UNCERTAIN, "a name of a later generation is there: " + found.found());
                }
            }
            progress.accept(waitingFor);
            if (!clock.instant().plus(PAUSE).isBefore(end)) {
                return unproven(Outcome.UNCERTAIN, waitingFor);
            }
            pause.pause(PAUSE);
        }
    }

    /** Whether the array answered each order that failed, and surely changed nothing by it. */
    private static boolean saysNo(List<ArrayFailure> failures) {
        return !failures.isEmpty()
                && failures.stream()
                        .allMatch(failure -> failure.kind() == ArrayFailure.Kind.REFUSED
                                || failure.kind() == ArrayFailure.Kind.UNAUTHORISED);
    }

    private Result proven(Outcome outcome, List<FenceProof> proofs) {
        Optional<Integer> sessions = sessions();
        List<VolumeState> states = new ArrayList<>();
        for (VolumeName volume : new TreeSet<>(volumes)) {
            Optional<StoredProof> proof = proofs.stream()
                    .map(FenceProof::stored)
                    .filter(stored -> stored.volume().equals(volume))
                    .findFirst();
            states.add(new VolumeState(volume, 0, sessions, proof));
        }
        return new Result(outcome, "", states);
    }

    /** The array said no. Whether to all of it, or in the middle of it, only the array can tell. */
    private Result refused(AccessReport before, String reason) {
        boolean unchanged = array.access(volumes) instanceof Answer.Answered<AccessReport>(AccessReport now)
                && Set.copyOf(now.pathsOf(Set.of(victim))).equals(Set.copyOf(before.pathsOf(Set.of(victim))));
        return unproven(unchanged ? Outcome.REFUSED : Outcome.UNCERTAIN, reason);
    }

    /** Of an array that does not answer nothing is said about any volume. */
    private Result unproven(Outcome outcome, String reason) {
        List<VolumeState> states = new ArrayList<>();
        if (array.access(volumes) instanceof Answer.Answered<AccessReport>(AccessReport now)) {
            Optional<Integer> sessions = sessions();
            List<AccessPath> paths = now.pathsOf(Set.of(victim));
            for (VolumeName volume : new TreeSet<>(volumes)) {
                long open = paths.stream()
                        .filter(path -> path.volume().equals(volume))
                        .count();
                states.add(new VolumeState(volume, open, sessions, Optional.empty()));
            }
        }
        return new Result(outcome, reason, states);
    }

    /** Of a list that is made from the mappings nothing is told: it is empty after a fence, whoever is still logged in. */
    private Optional<Integer> sessions() {
        return switch (array.capabilities().sessions()) {
            case INDEPENDENT, DELAYED ->
                array.sessions(Set.of(victim)) instanceof Answer.Answered<SessionReport>(SessionReport report)
                        ? Optional.of(report.sessions().size())
                        : Optional.empty();
            case WHILE_MAPPED, PRESENCE, NOT_OFFERED -> Optional.empty();
        };
    }
}
