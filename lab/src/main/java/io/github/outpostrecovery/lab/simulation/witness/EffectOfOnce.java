package io.github.outpostrecovery.lab.simulation.witness;

import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.lab.oracle.Invariant;
import io.github.outpostrecovery.lab.region.Ec2Instance;
import io.github.outpostrecovery.lab.rest.Call;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * I15, from what the arrays and EC2 were made to do: requests of a grant come from one call for each generation, a name joins
 * a volume once, and there is one machine for each client token and for each name.
 */
final class EffectOfOnce extends Testimony {
    private final Map<String, Integer> grants = new HashMap<>();
    private final Set<String> joined = new HashSet<>();
    private final Map<String, String> machines = new HashMap<>();

    EffectOfOnce(Scene scene) {
        super(scene, Invariant.EFFECT_OF_ONCE);
    }

    @Override
    void called(Call call) {
        if (!call.write() || call.fault().startsWith(ChangedInItsPlace.LANDED_LATE)) {
            return;
        }
        scene().call()
                .filter(by -> by.isFor(EngineCall.Purpose.GRANT))
                .ifPresent(by -> scene().ownedBy(by.execution()).ifPresent(incident -> granted(incident, by)));
    }

    /** By the generation that the call is for: one that slept sends the grant of a generation that is burnt by now. */
    private void granted(Incident incident, EngineCall by) {
        String generation =
                "g" + by.generation().orElseThrow() + " of " + incident.id().instance();
        int call = by.number();
        int first = grants.computeIfAbsent(generation, none -> call);
        check(first == call, () -> "the grant of " + generation + " was sent a second time");
    }

    @Override
    void changed(AccessChange change) {
        if (change.author() != AccessChange.Author.REQUEST) {
            return;
        }
        for (String name : change.joined()) {
            check(
                    joined.add(name + " " + change.array() + "/" + change.volume()),
                    () -> name + " was let in to " + change.array() + "/" + change.volume() + " a second time");
        }
    }

    @Override
    void born(Ec2Instance machine) {
        once("the client token " + machine.request().token(), machine.id());
        machine.request().initiators().forEach(name -> once(name, machine.id()));
    }

    private void once(String what, String machine) {
        String other = machines.putIfAbsent(what, machine);
        check(other == null, () -> what + " has made " + other + " and " + machine);
    }
}
