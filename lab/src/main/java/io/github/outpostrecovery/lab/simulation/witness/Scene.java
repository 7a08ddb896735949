package io.github.outpostrecovery.lab.simulation.witness;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.incident.Announcement;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.lab.site.Invocation;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteWatcher;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What several witnesses have to know of a run, kept once: who calls, what the books say, whose a name is. */
final class Scene implements SiteWatcher {
    private final SimulatedSite site;
    private final Map<InstanceName, InstanceLedger> books = new HashMap<>();
    private final Map<String, Integer> generations = new HashMap<>();
    /** What was announced, and when it last stood in the books of an open incident. */
    private final Map<Said, Instant> announced = new HashMap<>();

    private final Deque<EngineCall> calls = new ArrayDeque<>();

    /** What an execution said that it would do, with its generation. */
    private record Said(Announcement.Step step, String execution, int generation) {
        static Optional<Said> by(Incident incident) {
            return incident.announced()
                    .filter(said -> incident.state() == Incident.State.OPEN)
                    .filter(said -> said.by().equals(incident.owner()))
                    .map(said -> new Said(
                            said.step(),
                            said.by().value(),
                            incident.generation().number()));
        }
    }

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
     * Whether the books said, at some time since this handler was called, that its execution would take this step. Nobody can
     * keep a handler from sleeping between the announcement and the request, so the request may come when others have gone on:
     * it names a generation that they gave up, or a machine that they gave up or left alone.
     */
    boolean wasAnnounced(Announcement.Step step, EngineCall by) {
        return announced.entrySet().stream()
                .filter(entry -> entry.getKey().step() == step
                        && entry.getKey().execution().equals(by.execution()))
                .filter(entry -> by.generation().isEmpty()
                        || by.generation().getAsInt() == entry.getKey().generation())
                .anyMatch(entry -> !entry.getValue().isBefore(by.since()));
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
        if (before != null) {
            before.incident().flatMap(Said::by).ifPresent(said -> announced.put(said, now()));
        }
        ledger.incident().flatMap(Said::by).ifPresent(said -> announced.put(said, Instant.MAX));
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
