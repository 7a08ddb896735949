package io.github.outpostrecovery.lab.simulation.witness;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteWatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What several witnesses have to know of a run, kept once: who calls, what the books say, whose a name is. */
final class Scene implements SiteWatcher {
    private final SimulatedSite site;
    private final Map<InstanceName, InstanceLedger> books = new HashMap<>();
    private final Map<String, IncidentRecord> records = new LinkedHashMap<>();
    private final Map<String, Integer> generations = new HashMap<>();
    private Optional<EngineCall> call = Optional.empty();
    private int calls;

    Scene(SimulatedSite site) {
        this.site = requireNonNull(site, "site is null");
    }

    SimulatedSite site() {
        return site;
    }

    Instant now() {
        return site.agenda().instant();
    }

    /** The call that is under way, or the last one if none has followed it. */
    Optional<EngineCall> call() {
        return call;
    }

    /** What the books of an instance said last. */
    Optional<InstanceLedger> books(InstanceName instance) {
        return Optional.ofNullable(books.get(instance));
    }

    Map<InstanceName, InstanceLedger> books() {
        return books;
    }

    /** The incident that an execution owns. */
    Optional<Incident> ownedBy(ExecutionArn execution) {
        for (InstanceLedger ledger : books.values()) {
            Optional<Incident> owned = ledger.incident()
                    .filter(incident -> incident.owner().value().equals(execution.value()));
            if (owned.isPresent()) {
                return owned;
            }
        }
        return Optional.empty();
    }

    /** The record of an execution. */
    Optional<IncidentRecord> recordOf(ExecutionArn execution) {
        return Optional.ofNullable(records.get(execution.value()));
    }

    Map<String, IncidentRecord> records() {
        return records;
    }

    /** The generation that has a name, if it is one of the protected instance's. */
    Optional<Integer> generationOf(String name) {
        return Optional.ofNullable(generations.get(name));
    }

    @Override
    public void beforeCall(ExecutionArn execution, String state) {
        call = Optional.of(new EngineCall(execution, state, now(), ++calls));
    }

    @Override
    public void stateExited(ExecutionArn execution, String state, JsonNode output, Instant at) {
        call = Optional.empty();
    }

    @Override
    public void retryScheduled(
            ExecutionArn execution, String state, String error, String cause, Duration delay, Instant at) {
        call = Optional.empty();
    }

    @Override
    public void committed(InstanceLedger ledger) {
        InstanceLedger before = books.put(ledger.instance(), ledger);
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

    @Override
    public void recorded(IncidentRecord record) {
        records.put(record.execution().value(), record);
    }

    private void learn(Map<ArrayName, Initiator> names, int generation) {
        names.values().forEach(name -> generations.put(name.value().toLowerCase(Locale.ROOT), generation));
    }
}
