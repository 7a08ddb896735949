package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.InstanceLedger.BurnCause;
import io.github.outpostrecovery.core.incident.LedgerWriter;
import io.github.outpostrecovery.core.incident.ProvenFence;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.incident.Transition.Denial;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.plan.ArrayPlan;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets the current generation's initiator in, once. Whatever is not a clean answer burns the generation: it is never
 * launched, and the next one is used.
 */
public final class Granting {
    private final Services services;
    private final LedgerWriter ledgers;
    private final Generations generations;

    public Granting(Services services) {
        this.services = requireNonNull(services, "services is null");
        this.ledgers = new LedgerWriter(services.table());
        this.generations = new Generations(services);
    }

    public GrantStepOutcome grant(ExecutionArn who, IncidentId id, Generation generation) {
        return switch (Ownership.of(services.table(), id, who, generation)) {
            case Ownership.OfGeneration.Superseded(String why) -> new GrantStepOutcome.Superseded(why);
            case Ownership.OfGeneration.Replaced(Generation by) ->
                new GrantStepOutcome.NextGeneration(by, Ownership.replaced(generation));
            case Ownership.OfGeneration.Current(Incident incident) ->
                switch (current(incident).stage()) {
                    case LAUNCH_ANNOUNCED -> new GrantStepOutcome.LaunchAnnounced(generation);
                    case GRANT_ANNOUNCED ->
                        burn(who, incident, "its grant was announced before, and may have been sent");
                    case STORED -> grant(who, incident);
                };
        };
    }

    private GrantStepOutcome grant(ExecutionArn who, Incident incident) {
        Generation generation = incident.generation();
        if (ProvenFence.of(incident).isEmpty()) {
            return fenceAgain(incident, "the books hold no proof for every volume");
        }
        Optional<Back> back = whoIsBack(incident);
        if (back.isPresent()) {
            return fenceAgain(who, incident, back.get());
        }
        Map<ArrayName, ChapCredentials> chap = chapOf(plan(incident));
        Instant now = services.clock().instant();
        LedgerWriter.Result announced = ledgers.write(
                incident.id().instance(), ledger -> ledger.announceGrant(incident.id(), who, generation, now));
        return switch (announced) {
            case LedgerWriter.Result.Written(InstanceLedger ledger) ->
                send(who, requireNonNull(ledger.incident().orElse(null), "a grant was announced for nothing"), chap);
            case LedgerWriter.Result.Denied(Denial why)
            when why == Denial.ANNOUNCED_BEFORE ->
                burn(who, incident, "its grant was announced before, and may have been sent");
            case LedgerWriter.Result.Denied(Denial why) ->
                new GrantStepOutcome.Superseded(Ownership.describe(incident.id(), why));
        };
    }

    private record Back(ArrayName array, Initiator initiator) {}

    /** What it has written since it was let in again is not drained: its proofs are worth nothing, also if it goes. */
    private GrantStepOutcome fenceAgain(ExecutionArn who, Incident incident, Back back) {
        Generation generation = incident.generation();
        LedgerWriter.Result withdrawn = ledgers.write(
                incident.id().instance(),
                ledger -> ledger.withdrawProofs(incident.id(), who, generation, back.array(), back.initiator()));
        return switch (withdrawn) {
            case LedgerWriter.Result.Written written ->
                fenceAgain(incident, back.array() + " lets in " + back.initiator() + " again");
            case LedgerWriter.Result.Denied(Denial why) ->
                new GrantStepOutcome.Superseded(Ownership.describe(incident.id(), why));
        };
    }

    /** Whoever lets the victim in after each fence would keep this going for ever: after a while a person is called. */
    private GrantStepOutcome fenceAgain(Incident incident, String reason) {
        Instant since = current(incident).storedAt();
        return Patience.lasts(
                        since,
                        services.clock().instant(),
                        plan(incident).policy().fencePatience())
                ? new GrantStepOutcome.FenceAgain(incident.generation(), reason)
                : new GrantStepOutcome.GivenUp(reason + ", and it was being fenced since " + since);
    }

    /** The last read before the grant: an operator may have let the victim in again by hand. */
    private Optional<Back> whoIsBack(Incident incident) {
        for (ArrayPlan plan : plan(incident).arrays()) {
            Set<Initiator> older =
                    incident.olderInitiatorsOn(plan.connection().name()).keySet();
            try (StorageArray array = services.arrays().forFencing(plan.connection())) {
                switch (array.access(plan.volumes())) {
                    case Answer.Answered<AccessReport>(AccessReport access) -> {
                        if (!access.pathsOf(older).isEmpty()) {
                            return Optional.of(new Back(
                                    plan.connection().name(),
                                    access.pathsOf(older).getFirst().initiator()));
                        }
                        List<AccessPath> strays =
                                access.pathsOfOlder(incident.id().instance(), incident.generation());
                        if (!strays.isEmpty()) {
                            return Optional.of(new Back(
                                    plan.connection().name(), strays.getFirst().initiator()));
                        }
                    }
                    case Answer.Unanswered<AccessReport>(ArrayFailure failure) ->
                        throw new ServiceUnavailableException(
                                plan.connection().name() + " did not say who reaches the volumes: " + failure);
                    case Answer.NotOffered<AccessReport>() ->
                        throw new IllegalStateException("every array says who reaches a volume");
                }
            }
        }
        return Optional.empty();
    }

    /** Read before anything is announced: an array whose secret cannot be read burns no generation. */
    private Map<ArrayName, ChapCredentials> chapOf(RecoveryPlan plan) {
        Map<ArrayName, ChapCredentials> chap = new HashMap<>();
        for (ArrayPlan array : plan.arrays()) {
            ArrayConnection connection = array.connection();
            if (connection.chapSecret().isEmpty()) {
                continue;
            }
            switch (services.arrays().chapCredentials(connection.chapSecret().get())) {
                case Answer.Answered<ChapCredentials>(ChapCredentials credentials) ->
                    chap.put(connection.name(), credentials);
                case Answer.Unanswered<ChapCredentials>(ArrayFailure failure) ->
                    throw new ServiceUnavailableException(
                            "what machines prove themselves to " + connection.name() + " with: " + failure);
                case Answer.NotOffered<ChapCredentials>() ->
                    throw new IllegalStateException("a secret is there or cannot be read");
            }
        }
        return chap;
    }

    private GrantStepOutcome send(ExecutionArn who, Incident incident, Map<ArrayName, ChapCredentials> chap) {
        int requests = 0;
        for (ArrayPlan plan : plan(incident).arrays()) {
            Initiator initiator = requireNonNull(
                    current(incident).initiators().get(plan.connection().name()), "a generation without a name");
            GrantOrder order = new GrantOrder(
                    incident.id().instance(),
                    incident.generation(),
                    initiator,
                    plan.route(),
                    Optional.ofNullable(chap.get(plan.connection().name())));
            GrantOutcome outcome;
            try (StorageArray array = services.arrays().forFencing(plan.connection())) {
                outcome = array.grant(order);
            }
            switch (outcome) {
                case GrantOutcome.Clean(int sent) -> requests += sent;
                case GrantOutcome.InDoubt(ArrayFailure failure) -> {
                    return burn(who, incident, plan.connection().name() + " did not answer its grant: " + failure);
                }
                case GrantOutcome.AlreadyThere(String where) -> {
                    return burn(who, incident, plan.connection().name() + " knew its name already: " + where);
                }
                case GrantOutcome.Refused(ArrayFailure failure) -> {
                    return new GrantStepOutcome.GivenUp(
                            plan.connection().name() + " refuses to let a new name in: " + failure);
                }
            }
        }
        return new GrantStepOutcome.Granted(incident.generation(), requests);
    }

    private GrantStepOutcome burn(ExecutionArn who, Incident incident, String reason) {
        return switch (generations.burn(who, incident, BurnCause.GRANT)) {
            case Generations.Burnt.Next(Generation next) -> new GrantStepOutcome.NextGeneration(next, reason);
            case Generations.Burnt.Exhausted(String why) -> new GrantStepOutcome.GivenUp(why + "; last: " + reason);
            case Generations.Burnt.Superseded(String why) -> new GrantStepOutcome.Superseded(why);
        };
    }

    private static Successor current(Incident incident) {
        return requireNonNull(incident.successor().orElse(null), "a stored plan has a successor");
    }

    private static RecoveryPlan plan(Incident incident) {
        return requireNonNull(incident.plan().orElse(null), "a successor has a plan");
    }
}
