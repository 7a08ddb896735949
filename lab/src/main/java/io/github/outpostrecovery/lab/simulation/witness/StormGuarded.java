package io.github.outpostrecovery.lab.simulation.witness;

import io.github.outpostrecovery.core.configuration.StormPolicy;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.storm.Suspect;
import io.github.outpostrecovery.lab.oracle.Invariant;
import io.github.outpostrecovery.lab.simulation.witness.EngineCall.Purpose;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * I20: where more have failed together, on what one array serves, than one dead server explains, a plan is stored only with a
 * person's approval. Counted from what the incidents have told each other before the look began that made the plan.
 */
final class StormGuarded extends Testimony {
    private static final StormPolicy POLICY = StormPolicy.STANDARD;

    private final Map<IncidentId, Note> notes = new HashMap<>();
    private final Set<IncidentId> planned = new HashSet<>();

    private record Note(Suspect suspect, Instant at) {}

    StormGuarded(Scene scene) {
        super(scene, Invariant.STORM_GUARDED);
    }

    @Override
    public void noted(Suspect suspect) {
        notes.put(suspect.incident(), new Note(suspect, scene().now()));
    }

    @Override
    public void booksRestored() {
        notes.clear();
        planned.clear();
    }

    @Override
    public void committed(InstanceLedger ledger) {
        ledger.incident().ifPresent(incident -> {
            if (incident.plan().isEmpty()) {
                planned.remove(incident.id());
            } else if (planned.add(incident.id()) && incident.move().isEmpty()) {
                scene().call().filter(call -> call.isFor(Purpose.VERIFY)).ifPresent(call -> planned(incident, call));
            }
        });
    }

    private void planned(Incident incident, EngineCall call) {
        Note mine = notes.get(incident.id());
        Instant stored = incident.successor().map(first -> first.storedAt()).orElse(scene().now());
        if (mine == null || call.invocation().payload().path("approved").isTextual()) {
            return;
        }
        List<Suspect> together = notes.values().stream()
                .filter(note -> note.suspect().incident().equals(incident.id())
                        || (note.at().isBefore(call.invocation().since())
                                && !note.suspect().openedAt().isBefore(stored.minus(POLICY.window()))))
                .map(Note::suspect)
                .filter(suspect -> suspect.stage() != Suspect.Stage.CLEARED)
                .filter(suspect -> shares(suspect, mine.suspect()))
                .toList();
        Set<OutpostArn> gone = together.stream()
                .filter(suspect -> suspect.kind() == Suspect.Kind.SERVER)
                .map(Suspect::server)
                .collect(Collectors.toSet());
        long guests = together.stream()
                .filter(suspect -> !gone.contains(suspect.server()))
                .count();
        check(
                gone.size() <= POLICY.serversPerArray(),
                () -> incident.id() + " is planned without a person, and " + gone.size()
                        + " servers of its array are gone together");
        check(
                guests <= POLICY.guests(),
                () -> incident.id() + " is planned without a person, and " + guests
                        + " instances of its array have failed together while their servers live");
    }

    private static boolean shares(Suspect one, Suspect other) {
        Set<URI> arrays = one.arrays();
        return !Collections.disjoint(arrays, other.arrays());
    }
}
