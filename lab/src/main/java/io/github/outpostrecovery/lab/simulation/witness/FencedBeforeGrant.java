package io.github.outpostrecovery.lab.simulation.witness;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.lab.oracle.Invariant;
import io.github.outpostrecovery.lab.region.Ec2Instance;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * I7, at the instant at which an array lets a name in: no older one under which a machine has run reaches any volume of the
 * instance on any array. A burnt name that no machine had may come in late, by the grant that burnt it. Whom a person lets in
 * after the last look that the engine can take, right before the grant is sent, nobody can see.
 */
final class FencedBeforeGrant extends Testimony {
    private final AccessWatch access;
    private final LivedNames lived = new LivedNames();
    /** Names that somebody let in past the engine, and during which of its calls. */
    private final Map<String, Integer> byHand = new HashMap<>();

    FencedBeforeGrant(Scene scene, AccessWatch access) {
        super(scene, Invariant.FENCED_BEFORE_GRANT);
        this.access = requireNonNull(access, "access is null");
    }

    @Override
    public void committed(InstanceLedger ledger) {
        lived.see(ledger);
    }

    @Override
    void born(Ec2Instance machine) {
        lived.see(machine);
    }

    @Override
    void changed(AccessChange change) {
        int call = scene().call().map(EngineCall::number).orElse(0);
        for (String name : change.joined()) {
            if (change.author() == AccessChange.Author.HAND) {
                byHand.put(name, call);
            } else {
                scene().generationOf(name).ifPresent(generation -> letIn(change, name, generation, call));
            }
        }
    }

    private void letIn(AccessChange change, String name, int generation, int call) {
        Set<String> older = new TreeSet<>();
        for (String other : access.names()) {
            boolean isOlder =
                    scene().generationOf(other).filter(its -> its < generation).isPresent();
            boolean inBetween = change.author() == AccessChange.Author.LATE_REQUEST
                    ? byHand.containsKey(other)
                    : call > 0 && byHand.getOrDefault(other, 0) == call;
            if (isOlder && !inBetween && lived.contains(other)) {
                older.add(other);
            }
        }
        check(
                older.isEmpty(),
                () -> change.array() + " lets g" + generation + " in to " + change.volume() + " as " + name + " while "
                        + older + " still reach volumes of it");
    }
}
