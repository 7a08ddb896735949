package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.LedgerWriter;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.Transition;
import io.github.outpostrecovery.core.message.Background;
import io.github.outpostrecovery.core.message.Messages;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.service.Notices.Notice;
import io.github.outpostrecovery.core.storm.Suspect;
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
    private final Messages messages;
    private final Leaving leaving;

    public Recording(Services services) {
        this.services = requireNonNull(services, "services is null");
        this.ledgers = new LedgerWriter(services.table());
        this.messages = new Messages(services.console());
        this.leaving = new Leaving(services);
    }

    public Recorded record(ExecutionArn who, Ending ending) {
        Optional<IncidentRecord> earlier = services.table().recordOf(who);
        if (earlier.isPresent()) {
            return again(earlier.get());
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
        return write(
                ending.incident(),
                record,
                ledger -> ledger.recovered(ending.incident(), who, ending.generation(), outcome, record.at()));
    }

    /**
     * The record is there already: the answer to the call that wrote it was lost, and whatever should have followed the
     * write may be missing.
     */
    private Recorded again(IncidentRecord record) {
        try {
            return told(record, record.incident().flatMap(id -> services.table().read(id.instance())), List.of());
        } catch (ServiceUnavailableException unread) {
            return told(record, Optional.empty(), List.of("the books could not be read: " + unread.getMessage()));
        }
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
            case LedgerWriter.Result.Written(InstanceLedger ledger) -> {
                services.measurements().recorded(record.outcome());
                yield told(record, Optional.of(ledger), List.of());
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
                yield told(record, Optional.empty(), List.of());
            }
            // Another call of this very step was faster.
            case CONFLICT -> again(services.table().recordOf(who).orElse(record));
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
        boolean fenced = incident.filter(Incident::hasBegunToFence).isPresent();
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

    /** What follows a record once it is written. It stands, so nothing here may fail. */
    private Recorded told(IncidentRecord record, Optional<InstanceLedger> ledger, List<String> unread) {
        List<String> notes = new ArrayList<>(unread);
        Optional<Incident> incident = ledger.flatMap(InstanceLedger::incident)
                .filter(last -> record.incident().equals(Optional.of(last.id())));
        boolean recovered = record.outcome() == Outcome.RECOVERED || record.outcome() == Outcome.RECOVERED_DEGRADED;
        if (!recovered) {
            incident.ifPresent(ended -> leaving.leave(ended, stageAfter(record.outcome())));
        }
        List<Ec2InstanceId> asked =
                recovered && incident.isPresent() ? endTheOldMachines(incident.get(), notes) : List.of();
        Optional<Notice> mail = Messages.isNews(record.outcome())
                ? messages.ended(record, new Background(incident, evidence(record, notes), asked, notes))
                : Optional.empty();
        return new Recorded(record.outcome(), record.reason(), mail);
    }

    /** What had not failed after all counts for nothing, where many failures are counted. */
    private static Suspect.Stage stageAfter(Outcome outcome) {
        return switch (outcome) {
            case STOOD_DOWN, SUPPRESSED -> Suspect.Stage.CLEARED;
            case RECOVERED, RECOVERED_DEGRADED, REFUSED, FENCED_AND_PAGED, DUPLICATE, REJECTED, EXPIRED ->
                Suspect.Stage.LEFT;
        };
    }

    /**
     * The last, best-effort step, which may be repeated: the arrays no longer know these machines, and EC2 may or may not
     * reach them. What fails here is nobody's danger.
     */
    private List<Ec2InstanceId> endTheOldMachines(Incident incident, List<String> notes) {
        List<Ec2InstanceId> asked = new ArrayList<>();
        for (Ec2InstanceId old : incident.oldMachines()) {
            services.compute()
                    .terminate(old)
                    .ifPresentOrElse(
                            why -> notes.add("EC2 could not be asked to terminate " + old + ": " + why),
                            () -> asked.add(old));
        }
        return asked;
    }

    /** An execution that took a stored plan over has seen none of its own: then that of an earlier one counts. */
    private Optional<Evidence> evidence(IncidentRecord record, List<String> notes) {
        if (record.evidence().isPresent() || record.incident().isEmpty()) {
            return record.evidence();
        }
        try {
            return services.table().recordsOf(record.incident().get()).stream()
                    .filter(earlier -> earlier.outcome() != Outcome.DUPLICATE)
                    .flatMap(earlier -> earlier.evidence().stream())
                    .reduce((older, newer) -> newer);
        } catch (ServiceUnavailableException unread) {
            notes.add("the records could not be read: " + unread.getMessage());
            return Optional.empty();
        }
    }
}
