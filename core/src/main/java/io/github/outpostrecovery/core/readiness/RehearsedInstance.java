package io.github.outpostrecovery.core.readiness;

import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Initiator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a rehearsal works on: what the operator has decided, and what is on the books. */
record RehearsedInstance(ProtectedInstance configured, InstanceLedger ledger) {
    Machine machine() {
        return ledger.current();
    }

    Optional<Initiator> initiatorOn(ArrayName array) {
        return Optional.ofNullable(machine().initiators().get(array));
    }

    /** The incident that is being worked on, or waits for a person. */
    Optional<Incident> openIncident() {
        return ledger.incident().filter(last -> last.state() != Incident.State.CLOSED);
    }

    /** Whether a plan is stored: the current machine may be fenced already, and newer generations let in. */
    boolean isBeingRecovered() {
        return openIncident().flatMap(Incident::plan).isPresent();
    }

    /** The names that live or may come to life on an array, as far as the books know. */
    Set<Initiator> livingNamesOn(ArrayName array) {
        Set<Initiator> living = new HashSet<>();
        initiatorOn(array).ifPresent(living::add);
        openIncident()
                .map(Incident::successors)
                .orElse(List.of())
                .forEach(successor ->
                        Optional.ofNullable(successor.initiators().get(array)).ifPresent(living::add));
        return living;
    }

    /**
     * The names of the last incident that were to be fenced: its victim's, and those that were given up. Those that live are
     * among them while it is open, and after a false alarm.
     */
    Set<Initiator> fencedNamesOn(ArrayName array) {
        return ledger.incident()
                .map(last -> last.olderInitiatorsOn(array).keySet())
                .orElse(Set.of());
    }
}
