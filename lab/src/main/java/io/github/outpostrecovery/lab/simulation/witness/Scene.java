package io.github.outpostrecovery.lab.simulation.witness;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.incident.Announcement;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.lab.site.Invocation;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteWatcher;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What several witnesses have to know of a run, kept once: who calls, what the books say, whose a name is. */
final class Scene implements SiteWatcher {
    private final SimulatedSite site;
    private final Map<InstanceName, InstanceLedger> books = new HashMap<>();
    private final Map<String, Integer> generations = new HashMap<>();
    private final Set<GrantOf> announcedGrants = new HashSet<>();
    private final Deque<EngineCall> calls = new ArrayDeque<>();

    /** The grant of one generation. */
    private record GrantOf(IncidentId incident, int generation) {}

    Scene(SimulatedSite site) {
        this.site = requireNonNull(site, "site is null");
    }

    SimulatedSite site() {
        return site;
    }

    Instant now() {
        return site.agenda().instant();
    }

    /** The handler that is at work; of several, the one that does not wait for another. */
    Optional<EngineCall> call() {
        return Optional.ofNullable(calls.peek());
    }

    /** What the books of an instance said last. */
    Optional<InstanceLedger> books(InstanceName instance) {
        return Optional.ofNullable(books.get(instance));
    }

    Map<InstanceName, InstanceLedger> books() {
        return books;
    }

    /** The incident that an execution owns. */
    Optional<Incident> ownedBy(String execution) {
        for (InstanceLedger ledger : books.values()) {
            Optional<Incident> owned = ledger.incident()
                    .filter(incident -> incident.owner().value().equals(execution));
            if (owned.isPresent()) {
                return owned;
            }
        }
        return Optional.empty();
    }

    /** The generation that has a name, if it is one of the protected instance's. */
    Optional<Integer> generationOf(String name) {
        return Optional.ofNullable(generations.get(name));
    }

    /**
     * Whether the books have ever announced the grant of this generation: whoever slept between the announcement and the request
     * sends it for a generation that others have given up meanwhile.
     */
    boolean wasGrantAnnounced(Incident incident, int generation) {
        return announcedGrants.contains(new GrantOf(incident.id(), generation));
    }

    @Override
    public void invoked(Invocation invocation) {
        calls.push(EngineCall.of(invocation));
    }

    @Override
    public void returned(Invocation invocation, Optional<JsonNode> result) {
        calls.removeIf(call -> call.number() == invocation.number());
    }

    @Override
    public void committed(InstanceLedger ledger) {
        InstanceLedger before = books.put(ledger.instance(), ledger);
        ledger.incident()
                .filter(incident -> incident.announced()
                        .filter(said -> said.step() == Announcement.Step.GRANT)
                        .isPresent())
                .ifPresent(incident -> announcedGrants.add(
                        new GrantOf(incident.id(), incident.generation().number())));
        boolean sameNames = before != null
                && before.incident()
                        .map(Incident::successors)
                        .equals(ledger.incident().map(Incident::successors))
                && before.current().equals(ledger.current());
        if (!sameNames) {
            learn(ledger.current().initiators(), ledger.current().generation().number());
            ledger.incident().ifPresent(incident -> {
                learn(
                        incident.victim().initiators(),
                        incident.victim().generation().number());
                for (Successor successor : incident.successors()) {
                    learn(successor.initiators(), successor.generation().number());
                }
            });
        }
    }

    private void learn(Map<ArrayName, Initiator> names, int generation) {
        names.values().forEach(name -> generations.put(name.value().toLowerCase(Locale.ROOT), generation));
    }
}
