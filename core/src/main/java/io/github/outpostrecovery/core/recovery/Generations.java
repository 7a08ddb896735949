package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.incident.Announcement;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.InstanceLedger.BurnCause;
import io.github.outpostrecovery.core.incident.LedgerWriter;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.incident.Transition;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.plan.ArrayPlan;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes generations: new names for a new machine on the next target. */
final class Generations {
    /** Grants in doubt that are followed by another generation, one after the other, before a person is called. */
    private static final int GRANTS_IN_DOUBT = 3;

    private final Services services;
    private final LedgerWriter ledgers;

    Generations(Services services) {
        this.services = requireNonNull(services, "services is null");
        this.ledgers = new LedgerWriter(services.table());
    }

    /** What became of a generation that is given up. */
    sealed interface Burnt {
        record Next(Generation generation) implements Burnt {}

        record Exhausted(String why) implements Burnt {}

        record Superseded(String why) implements Burnt {}
    }

    Successor first(Incident incident, RecoveryPlan plan) {
        return successor(incident, plan, plan.targets().getFirst());
    }

    /** Gives the current generation up and stores the next one, or finds that there is nothing left to try. */
    Burnt burn(ExecutionArn who, Incident incident, BurnCause cause) {
        RecoveryPlan plan = requireNonNull(incident.plan().orElse(null), "an incident without a plan burns nothing");
        Successor current = requireNonNull(incident.successor().orElse(null), "a stored plan has a successor");
        List<LaunchTarget> targets = plan.targets();
        LaunchTarget target = switch (cause) {
            case GRANT -> current.target();
            case TARGET -> targets.get((targets.indexOf(current.target()) + 1) % targets.size());
        };
        switch (cause) {
            case GRANT -> {
                if (justAnnounced(incident) && grantsInDoubt(incident) >= GRANTS_IN_DOUBT) {
                    return new Burnt.Exhausted(GRANTS_IN_DOUBT + " grants in a row are in doubt");
                }
            }
            case TARGET -> {
                if (incident.attempts() >= targets.size()) {
                    return new Burnt.Exhausted("every launch target was tried: " + targets.size());
                }
            }
        }
        Successor next = successor(incident, plan, target);
        LedgerWriter.Result result = ledgers.write(
                incident.id().instance(), ledger -> ledger.burn(incident.id(), who, current.generation(), cause, next));
        return switch (result) {
            case LedgerWriter.Result.Written(InstanceLedger written) -> new Burnt.Next(next.generation());
            case LedgerWriter.Result.Denied(var why) -> afterDenial(who, incident, current.generation(), why);
        };
    }

    /** Another call of the same step may have given the same generation up a moment ago. */
    private Burnt afterDenial(ExecutionArn who, Incident incident, Generation generation, Transition.Denial why) {
        return Ownership.of(services.table(), incident.id(), who, generation)
                        instanceof Ownership.OfGeneration.Replaced(Generation by)
                ? new Burnt.Next(by)
                : new Burnt.Superseded(Ownership.describe(incident.id(), why));
    }

    /**
     * Whether the grant was announced since the last fence. One that was announced before that is another execution's:
     * whoever resumes an incident has tried none yet.
     */
    private static boolean justAnnounced(Incident incident) {
        return incident.announced()
                .filter(last -> last.step() != Announcement.Step.FENCE)
                .isPresent();
    }

    private static long grantsInDoubt(Incident incident) {
        long trailing = 0;
        for (Successor successor : incident.successors().reversed()) {
            if (successor.stage() != Successor.Stage.GRANT_ANNOUNCED) {
                break;
            }
            trailing++;
        }
        return trailing;
    }

    /** One machine has one name for each protocol, whatever the number of arrays. */
    private Successor successor(Incident incident, RecoveryPlan plan, LaunchTarget target) {
        Generation generation = incident.generation().next();
        Map<Protocol, Initiator> names = new EnumMap<>(Protocol.class);
        Map<ArrayName, Initiator> initiators = new HashMap<>();
        for (ArrayPlan array : plan.arrays()) {
            ArrayConnection connection = array.connection();
            Initiator name = names.computeIfAbsent(connection.protocol(), protocol -> {
                UUID unique = services.uniqueness().get();
                return Initiator.fresh(protocol, incident.id().instance(), generation, unique);
            });
            initiators.put(connection.name(), name);
        }
        return Successor.stored(generation, target, initiators, services.clock().instant());
    }
}
