package io.github.outpostrecovery.cli.cleanup;

import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the books of one instance tell of its generations. */
record Books(InstanceLedger ledger) {
    /** Why nothing may be taken away now, if so: somebody is at work, or waits to be. */
    static Optional<String> objection(Optional<InstanceLedger> ledger) {
        return ledger.flatMap(InstanceLedger::incident)
                .filter(last -> last.state() != Incident.State.CLOSED)
                .map(open -> "[incident-open] incident " + open.id() + " is " + open.state()
                        + ": see it to its end first (outpost-recovery resume " + open.id()
                        + "; outpost-recovery approve or reject " + open.id() + ")");
    }

    /** The machine of a generation, as far as the newest incident tells. */
    Optional<Ec2InstanceId> machineOf(Generation generation) {
        return ledger.incident()
                .flatMap(last -> last.victim().generation().equals(generation)
                        ? Optional.of(last.victim().id())
                        : last.successors().stream()
                                .filter(successor -> successor.generation().equals(generation))
                                .flatMap(successor -> successor.machine().stream())
                                .findFirst());
    }

    /** The names of a generation on an array, likewise. */
    Set<Initiator> namesOf(Generation generation, ArrayName array) {
        Set<Initiator> names = new LinkedHashSet<>();
        if (ledger.current().generation().equals(generation)) {
            add(ledger.current().initiators(), array, names);
        }
        ledger.incident().ifPresent(last -> {
            if (last.victim().generation().equals(generation)) {
                add(last.victim().initiators(), array, names);
            }
            last.successors().stream()
                    .filter(successor -> successor.generation().equals(generation))
                    .forEach(successor -> add(successor.initiators(), array, names));
        });
        return names;
    }

    /** All names that the books tell on an array. */
    Set<Initiator> names(ArrayName array) {
        Set<Initiator> names = new LinkedHashSet<>();
        add(ledger.current().initiators(), array, names);
        ledger.incident().ifPresent(last -> {
            add(last.victim().initiators(), array, names);
            last.successors().forEach(successor -> add(successor.initiators(), array, names));
        });
        return names;
    }

    private static void add(Map<ArrayName, Initiator> by, ArrayName array, Set<Initiator> names) {
        Optional.ofNullable(by.get(array)).ifPresent(names::add);
    }
}
