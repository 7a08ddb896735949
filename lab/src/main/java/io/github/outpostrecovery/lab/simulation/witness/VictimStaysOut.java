package io.github.outpostrecovery.lab.simulation.witness;

import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.lab.oracle.Invariant;
import io.github.outpostrecovery.lab.region.Ec2Instance;

/**
 * I11: once a generation was stored in place of another, no request of the engine lets the other's name in, if a machine has
 * ever run under it. A name that no machine has may come in late, by the grant that burnt it.
 */
final class VictimStaysOut extends Testimony {
    private final LivedNames lived = new LivedNames();
    private int newest;

    VictimStaysOut(Scene scene) {
        super(scene, Invariant.VICTIM_STAYS_OUT);
    }

    @Override
    public void committed(InstanceLedger ledger) {
        lived.see(ledger);
        newest = ledger.incident()
                .flatMap(Incident::successor)
                .map(Successor::generation)
                .orElse(ledger.current().generation())
                .number();
    }

    @Override
    void born(Ec2Instance machine) {
        lived.see(machine);
    }

    @Override
    void changed(AccessChange change) {
        if (change.author() == AccessChange.Author.HAND) {
            return;
        }
        for (String name : change.joined()) {
            scene().generationOf(name)
                    .ifPresent(generation -> check(
                            generation >= newest || !lived.contains(name),
                            () -> change.array() + " was asked to let " + name + " in to " + change.volume()
                                    + " again, the name of g" + generation + ", which g" + newest + " replaces"));
        }
    }
}
