package io.github.outpostrecovery.core.recovery;

import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.incident.Transition;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import java.util.Optional;

/**
 * What a step may take for granted when it starts, as the books stand. It saves a useless step from reading arrays; only
 * the conditional write of an announcement guards an effect.
 */
sealed interface Ownership {
    record Owner(Incident incident) implements Ownership {}

    record Superseded(String why) implements Ownership {}

    static Ownership of(RecoveryTable table, IncidentId id, ExecutionArn who) {
        Optional<Incident> incident = table.read(id.instance())
                .flatMap(InstanceLedger::incident)
                .filter(last -> last.id().equals(id));
        if (incident.isEmpty()) {
            return new Superseded("the books know of no " + id + " any more");
        }
        if (incident.get().state() != Incident.State.OPEN) {
            return new Superseded(id + " has ended as "
                    + incident.get().outcome().map(Enum::name).orElse("unknown"));
        }
        if (!incident.get().owner().equals(who)) {
            return new Superseded(id + " was taken over by " + incident.get().owner());
        }
        return new Owner(incident.get());
    }

    /** What a step that works on one generation may take for granted when it starts. */
    sealed interface OfGeneration {
        record Current(Incident incident) implements OfGeneration {}

        /**
         * The generation was given up, and {@code by} stored. Only the owner can have done that, so it was an earlier
         * call of this very step, whose answer was lost.
         */
        record Replaced(Generation by) implements OfGeneration {}

        record Superseded(String why) implements OfGeneration {}
    }

    static OfGeneration of(RecoveryTable table, IncidentId id, ExecutionArn who, Generation generation) {
        return switch (of(table, id, who)) {
            case Superseded(String why) -> new OfGeneration.Superseded(why);
            case Owner(Incident incident) -> {
                Optional<Generation> current = incident.successor().map(Successor::generation);
                if (current.filter(generation::equals).isPresent()) {
                    yield new OfGeneration.Current(incident);
                }
                yield current.filter(generation::isOlderThan)
                        .<OfGeneration>map(OfGeneration.Replaced::new)
                        .orElseGet(() -> new OfGeneration.Superseded(
                                id + " works on generation " + incident.generation() + " now, not on " + generation));
            }
        };
    }

    /** Why a generation is not worked on any more, for {@link OfGeneration.Replaced}. */
    static String replaced(Generation generation) {
        return generation + " was given up by an earlier call of this step";
    }

    static String describe(IncidentId id, Transition.Denial denial) {
        return switch (denial) {
            case OTHER_INCIDENT -> "the books know of no " + id + " any more";
            case NOT_THE_OWNER -> id + " was taken over by another execution";
            case NOT_OPEN -> id + " has ended";
            case OTHER_GENERATION -> id + " works on another generation now";
            case ANNOUNCED_BEFORE -> "this step of " + id + " was announced before";
            case BEGUN_TO_FENCE -> id + " has begun to fence";
            case OUT_OF_ORDER -> "a step of " + id + " that must come first has not been announced";
        };
    }
}
