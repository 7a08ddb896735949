package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.compute.Compute.LookUp;
import io.github.outpostrecovery.core.compute.LaunchOrder;
import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.compute.LaunchedMachine;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.InstanceLedger.BurnCause;
import io.github.outpostrecovery.core.incident.LedgerWriter;
import io.github.outpostrecovery.core.incident.ProvenFence;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.plan.ArrayPlan;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import io.github.outpostrecovery.core.storm.Suspect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Launches the current generation, after having read its grant back. */
public final class Launching {
    private static final int PAUSE_SECONDS = 5;
    private static final int LONGEST_PAUSE_SECONDS = 30;

    private final Services services;
    private final LedgerWriter ledgers;
    private final Generations generations;
    private final Leaving leaving;

    public Launching(Services services) {
        this.services = requireNonNull(services, "services is null");
        this.ledgers = new LedgerWriter(services.table());
        this.generations = new Generations(services);
        this.leaving = new Leaving(services);
    }

    /**
     * Launches, or asks for the machine that an earlier call launched.
     *
     * @param since when this execution first tried, if it has
     */
    public LaunchStepOutcome launch(ExecutionArn who, IncidentId id, Generation generation, Optional<Instant> since) {
        return switch (Ownership.of(services.table(), id, who, generation)) {
            case Ownership.OfGeneration.Superseded(String why) -> new LaunchStepOutcome.Superseded(why);
            case Ownership.OfGeneration.Replaced(Generation by) ->
                new LaunchStepOutcome.NextGeneration(by, Ownership.replaced(generation));
            case Ownership.OfGeneration.Current(Incident incident) -> {
                Attempt attempt =
                        new Attempt(who, incident, since.orElse(services.clock().instant()));
                yield switch (readBack(incident)) {
                    case ReadBack.Complete() -> announce(attempt);
                    case ReadBack.Missing(String what) ->
                        burn(attempt, BurnCause.GRANT, "its grant reads back incomplete: " + what);
                    case ReadBack.OlderIsBack(String what) -> new LaunchStepOutcome.GivenUp(what);
                    case ReadBack.Unanswered(String why) -> again(attempt, why);
                };
            }
        };
    }

    private record Attempt(ExecutionArn who, Incident incident, Instant since) {
        RecoveryPlan plan() {
            return requireNonNull(incident.plan().orElse(null), "a launch without a plan");
        }

        Successor successor() {
            return requireNonNull(incident.successor().orElse(null), "a launch without a successor");
        }
    }

    private sealed interface ReadBack {
        record Complete() implements ReadBack {}

        record Missing(String what) implements ReadBack {}

        record OlderIsBack(String what) implements ReadBack {}

        record Unanswered(String why) implements ReadBack {}
    }

    private ReadBack readBack(Incident incident) {
        Successor current = requireNonNull(incident.successor().orElse(null), "a launch without a successor");
        for (ArrayPlan plan : requireNonNull(incident.plan().orElse(null), "a launch without a plan")
                .arrays()) {
            try (StorageArray array = services.arrays().forReading(plan.connection())) {
                switch (array.access(plan.volumes())) {
                    case Answer.Answered<AccessReport>(AccessReport access) -> {
                        Optional<ReadBack> trouble = troubleIn(access, plan, incident, current);
                        if (trouble.isPresent()) {
                            return trouble.get();
                        }
                    }
                    case Answer.Unanswered<AccessReport>(ArrayFailure failure) -> {
                        return new ReadBack.Unanswered(
                                plan.connection().name() + " did not say who reaches the volumes: " + failure);
                    }
                    case Answer.NotOffered<AccessReport>() ->
                        throw new IllegalStateException("every array says who reaches a volume");
                }
            }
        }
        return new ReadBack.Complete();
    }

    private static Optional<ReadBack> troubleIn(
            AccessReport access, ArrayPlan plan, Incident incident, Successor current) {
        List<AccessPath> older = new ArrayList<>(access.pathsOf(
                incident.olderInitiatorsOn(plan.connection().name()).keySet()));
        older.addAll(access.pathsOfOlder(incident.id().instance(), current.generation()));
        if (!older.isEmpty()) {
            return Optional.of(new ReadBack.OlderIsBack(plan.connection().name() + " lets in "
                    + older.getFirst().initiator() + " again: somebody has undone the fence"));
        }
        Initiator initiator =
                requireNonNull(current.initiators().get(plan.connection().name()), "a generation without a name");
        for (var wanted : plan.luns().entrySet()) {
            boolean there = access.paths().stream()
                    .anyMatch(path -> path.initiator().equals(initiator)
                            && path.volume().equals(wanted.getKey())
                            && path.lun().equals(wanted.getValue()));
            if (!there) {
                return Optional.of(new ReadBack.Missing(wanted.getKey() + " at LUN " + wanted.getValue() + " on "
                        + plan.connection().name()));
            }
        }
        return Optional.empty();
    }

    private LaunchStepOutcome announce(Attempt attempt) {
        Incident incident = attempt.incident();
        Generation generation = incident.generation();
        Instant now = services.clock().instant();
        LedgerWriter.Result result = ledgers.write(
                incident.id().instance(),
                ledger -> ledger.announceLaunch(incident.id(), attempt.who(), generation, now));
        return switch (result) {
            case LedgerWriter.Result.Denied(var why) ->
                new LaunchStepOutcome.Superseded(Ownership.describe(incident.id(), why));
            case LedgerWriter.Result.Written(InstanceLedger ledger) -> {
                Incident fresh = requireNonNull(ledger.incident().orElse(null), "a launch was announced for nothing");
                Optional<ProvenFence> fence = ProvenFence.of(fresh);
                yield fence.isEmpty()
                        ? new LaunchStepOutcome.GivenUp("the books hold no proof for every volume")
                        : launch(new Attempt(attempt.who(), fresh, attempt.since()), fence.get());
            }
        };
    }

    private LaunchStepOutcome launch(Attempt attempt, ProvenFence fence) {
        LaunchOrder order = LaunchOrder.of(attempt.incident(), fence);
        return switch (services.compute().launch(order)) {
            case LaunchOutcome.Launched(LaunchedMachine machine) -> adopt(attempt, machine);
            case LaunchOutcome.Unknown(String why) ->
                switch (services.compute().find(order.token())) {
                    case LookUp.Found(LaunchedMachine machine) -> adopt(attempt, machine);
                    case LookUp.NothingYet() -> again(attempt, why + "; nothing is listed under its token yet");
                    case LookUp.Unanswered(String lookUp) -> again(attempt, why + "; " + lookUp);
                };
            case LaunchOutcome.Refused(LaunchOutcome.Reason reason, String code, String message) ->
                switch (reason) {
                    case BUSY -> later(attempt, code + ": " + message);
                    case TARGET, REQUEST -> burn(attempt, BurnCause.TARGET, code + ": " + message);
                    case TOKEN_MISMATCH ->
                        new LaunchStepOutcome.GivenUp(code + ": the token of " + order.generation()
                                + " was used for something else: " + message);
                };
        };
    }

    private LaunchStepOutcome adopt(Attempt attempt, LaunchedMachine machine) {
        Incident incident = attempt.incident();
        Optional<Ec2InstanceId> known = attempt.successor().machine();
        if (known.filter(id -> !id.equals(machine.id())).isPresent()) {
            return new LaunchStepOutcome.GivenUp("EC2 made " + machine.id() + " under the token of "
                    + incident.generation() + ", which is " + known.get()
                    + ": two machines may be using one name; end one of them by hand");
        }
        if (!machine.server().equals(Optional.of(attempt.successor().target().server()))) {
            return refuseStray(attempt, machine);
        }
        LedgerWriter.Result result = ledgers.write(
                incident.id().instance(),
                ledger -> ledger.launched(incident.id(), attempt.who(), incident.generation(), machine.id()));
        return switch (result) {
            case LedgerWriter.Result.Written written -> {
                leaving.leave(incident, Suspect.Stage.LEFT);
                yield new LaunchStepOutcome.Launched(incident.generation(), machine.id());
            }
            case LedgerWriter.Result.Denied(var why) ->
                new LaunchStepOutcome.Superseded(Ownership.describe(incident.id(), why));
        };
    }

    /** It is ended only by the one who has given it up: somebody else may be working with this generation by now. */
    private LaunchStepOutcome refuseStray(Attempt attempt, LaunchedMachine machine) {
        String reason = machine.id() + " came up on "
                + machine.server().map(Object::toString).orElse("no Outpost at all");
        LaunchStepOutcome outcome = burn(attempt, BurnCause.TARGET, reason);
        switch (outcome) {
            case LaunchStepOutcome.NextGeneration next -> services.compute().terminate(machine.id());
            case LaunchStepOutcome.GivenUp givenUp -> services.compute().terminate(machine.id());
            case LaunchStepOutcome.Launched launched -> {}
            case LaunchStepOutcome.AskAgain again -> {}
            case LaunchStepOutcome.Superseded superseded -> {}
        }
        return outcome;
    }

    private LaunchStepOutcome again(Attempt attempt, String why) {
        Instant deadline = attempt.since().plus(attempt.plan().policy().launchPatience());
        return services.clock().instant().isBefore(deadline)
                ? new LaunchStepOutcome.AskAgain(attempt.since(), PAUSE_SECONDS, why)
                : burn(attempt, BurnCause.TARGET, "the result of its launch stays unknown: " + why);
    }

    /**
     * Nothing was made, nor has anything to be looked up. The pauses grow with the time that it has taken so far, and differ
     * from generation to generation, so that the many who are refused together do not come back together.
     */
    private LaunchStepOutcome later(Attempt attempt, String why) {
        Instant now = services.clock().instant();
        if (!Patience.lasts(attempt.since(), now, attempt.plan().policy().launchPatience())) {
            return burn(attempt, BurnCause.TARGET, "EC2 has been too busy for its launch: " + why);
        }
        long soFar = Duration.between(attempt.since(), now).toSeconds();
        long whole = Math.clamp(soFar, PAUSE_SECONDS, LONGEST_PAUSE_SECONDS);
        int spread = Math.floorMod(attempt.incident().id().toString().hashCode() + 31 * (int) soFar, 101) - 50;
        return new LaunchStepOutcome.AskAgain(attempt.since(), Math.toIntExact(whole + whole * spread / 100), why);
    }

    private LaunchStepOutcome burn(Attempt attempt, BurnCause cause, String reason) {
        return switch (generations.burn(attempt.who(), attempt.incident(), cause)) {
            case Generations.Burnt.Next(Generation next) -> new LaunchStepOutcome.NextGeneration(next, reason);
            case Generations.Burnt.Exhausted(String why) -> new LaunchStepOutcome.GivenUp(why + "; last: " + reason);
            case Generations.Burnt.Superseded(String why) -> new LaunchStepOutcome.Superseded(why);
        };
    }
}
