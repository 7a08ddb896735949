package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.incident.Announcement;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.LedgerWriter;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.Transition;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.service.Notices.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes the one record of an execution, together with what it means for the incident. An execution that has its record
 * already gets that one, whatever it asks for.
 */
public final class Recording {
    private final Services services;
    private final LedgerWriter ledgers;

    public Recording(Services services) {
        this.services = requireNonNull(services, "services is null");
        this.ledgers = new LedgerWriter(services.table());
    }

    public Recorded record(ExecutionArn who, Ending ending) {
        Optional<IncidentRecord> earlier = services.table().recordOf(who);
        if (earlier.isPresent()) {
            return told(earlier.get());
        }
        return switch (ending) {
            case Ending.Recovered recovered -> recovered(who, recovered);
            case Ending.Other other -> other(who, other);
            case Ending.Broken broken -> other(who, afterFailure(broken));
        };
    }

    private Recorded recovered(ExecutionArn who, Ending.Recovered ending) {
        Outcome outcome = ending.degraded().isEmpty() ? Outcome.RECOVERED : Outcome.RECOVERED_DEGRADED;
        String reason = ending.degraded().isEmpty()
                ? ending.incident().instance() + " runs as generation " + ending.generation()
                : "it runs as generation " + ending.generation() + ", but: " + String.join("; ", ending.degraded());
        IncidentRecord record = new IncidentRecord(
                who,
                Optional.of(ending.incident()),
                Optional.of(ending.incident().instance()),
                outcome,
                services.clock().instant(),
                reason,
                ending.evidence(),
                ending.details());
        Optional<Incident> before = services.table()
                .read(ending.incident().instance())
                .flatMap(InstanceLedger::incident)
                .filter(incident -> incident.id().equals(ending.incident()));
        Recorded told = write(
                ending.incident(),
                record,
                ledger -> ledger.recovered(ending.incident(), who, ending.generation(), outcome, record.at()));
        if (told.outcome() == outcome) {
            before.ifPresent(this::endTheOldMachines);
        }
        return told;
    }

    /**
     * The last, best-effort step: the arrays no longer know these machines, and EC2 may or may not reach them. What fails
     * here is nobody's danger.
     */
    private void endTheOldMachines(Incident incident) {
        services.compute().terminate(incident.victim().id());
        incident.successors().stream()
                .filter(successor -> successor.generation().isOlderThan(incident.generation()))
                .flatMap(successor -> successor.machine().stream())
                .forEach(services.compute()::terminate);
    }

    private Recorded other(ExecutionArn who, Ending.Other ending) {
        if (ending.outcome() == Outcome.DUPLICATE) {
            return duplicate(who, ending);
        }
        if (ending.incident().isEmpty()) {
            return withoutIncident(who, ending);
        }
        IncidentRecord record = record(who, ending);
        IncidentId id = ending.incident().get();
        return write(id, record, ledger -> ledger.end(id, who, ending.outcome()));
    }

    /** Whoever does not own the incident cannot end it: such an execution is a duplicate of the one that does. */
    private Recorded write(IncidentId id, IncidentRecord record, Function<InstanceLedger, Transition> change) {
        LedgerWriter.Result result = ledgers.write(id.instance(), change, Optional.of(record));
        return switch (result) {
            case LedgerWriter.Result.Written written -> {
                services.measurements().recorded(record.outcome());
                yield told(record);
            }
            case LedgerWriter.Result.Denied(var why) ->
                duplicate(
                        record.execution(),
                        new Ending.Other(
                                Optional.of(id),
                                record.instance(),
                                Outcome.DUPLICATE,
                                Ownership.describe(id, why),
                                record.evidence(),
                                record.details()));
        };
    }

    private Recorded duplicate(ExecutionArn who, Ending.Other ending) {
        boolean ownsIt = ending.incident()
                .map(id -> Ownership.of(services.table(), id, who))
                .filter(Ownership.Owner.class::isInstance)
                .isPresent();
        if (ownsIt) {
            // Whose duplicate should it be? Nobody else would end the incident, or call a person.
            return other(
                    who,
                    afterFailure(new Ending.Broken(
                            ending.incident(),
                            ending.instance(),
                            "no other owner",
                            ending.reason(),
                            ending.evidence())));
        }
        return withoutIncident(who, ending);
    }

    /** The record of an execution that has no incident to end. */
    private Recorded withoutIncident(ExecutionArn who, Ending.Other ending) {
        IncidentRecord record = record(who, ending);
        return switch (services.table().record(record)) {
            case COMMITTED -> {
                services.measurements().recorded(record.outcome());
                yield told(record);
            }
            // Another call of this very step was faster.
            case CONFLICT -> told(services.table().recordOf(who).orElse(record));
        };
    }

    /** A fence that was ordered may have had its effect: from then on the incident waits for a person. */
    private Ending.Other afterFailure(Ending.Broken broken) {
        List<String> details = List.of(broken.error(), broken.cause());
        Optional<Incident> incident = broken.incident()
                .flatMap(id -> services.table()
                        .read(id.instance())
                        .flatMap(InstanceLedger::incident)
                        .filter(last -> last.id().equals(id)));
        boolean fenced = incident.flatMap(Incident::announced)
                .filter(last -> last.step() != Announcement.Step.ASK_FOR_APPROVAL)
                .isPresent();
        return new Ending.Other(
                broken.incident(),
                broken.instance(),
                fenced || incident.flatMap(Incident::plan).isPresent() ? Outcome.FENCED_AND_PAGED : Outcome.REFUSED,
                "a step failed: " + (broken.cause().isBlank() ? broken.error() : broken.cause()),
                broken.evidence(),
                details);
    }

    private IncidentRecord record(ExecutionArn who, Ending.Other ending) {
        return new IncidentRecord(
                who,
                ending.incident(),
                ending.instance(),
                ending.outcome(),
                services.clock().instant(),
                ending.reason(),
                ending.evidence(),
                ending.details());
    }

    private Recorded told(IncidentRecord record) {
        String subject = "Outpost Recovery: "
                + record.incident().map(Object::toString).orElse("no incident") + " " + record.outcome();
        List<String> lines = new ArrayList<>();
        lines.add(record.outcome() + " at " + record.at());
        lines.add(record.reason());
        lines.addAll(record.details());
        lines.add("Execution: " + record.execution());
        if (record.outcome() == Outcome.FENCED_AND_PAGED) {
            record.incident()
                    .ifPresent(id -> lines.add(
                            "The old machine may be fenced already, and no new one is known to work. When the cause is mended: "
                                    + "./outpost-recovery resume " + id));
        }
        return new Recorded(record.outcome(), record.reason(), new Notice(subject, String.join("\n", lines)));
    }
}
