package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.control.Permission;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.LedgerWriter;
import io.github.outpostrecovery.core.incident.LedgerWriter.Result;
import io.github.outpostrecovery.core.incident.Transition;
import io.github.outpostrecovery.core.incident.Transition.Denial;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.recovery.OpenOutcome.Duplicate;
import io.github.outpostrecovery.core.recovery.OpenOutcome.Opened;
import io.github.outpostrecovery.core.recovery.OpenOutcome.Refuse;
import io.github.outpostrecovery.core.recovery.OpenOutcome.StandDown;
import io.github.outpostrecovery.core.recovery.OpenOutcome.Suppress;
import io.github.outpostrecovery.core.recovery.OpenOutcome.TakenOver;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Matches what came in to a protected instance and claims its incident, so that of many executions for one failure one
 * acts. An execution that asks again gets the answer that it got before.
 */
public final class Opening {
    private final Services services;
    private final LedgerWriter ledgers;

    public Opening(Services services) {
        this.services = requireNonNull(services, "services is null");
        this.ledgers = new LedgerWriter(services.table());
    }

    public OpenOutcome open(ExecutionArn execution, Trigger trigger, Cause cause) {
        return switch (cause) {
            case Cause.AlarmRaised raised -> onAlarm(execution, trigger, raised);
            case Cause.Asked(InstanceName instance) -> onLedger(instance, ledger -> claim(execution, trigger, ledger));
            case Cause.Resume(IncidentId incident) ->
                onLedger(incident.instance(), ledger -> resume(execution, trigger, incident, ledger));
            case Cause.Readiness(InstanceName instance) -> rehearse(instance);
            case Cause.Unintelligible(String why) -> new Refuse(Optional.empty(), Optional.empty(), why);
            case Cause.Move move -> onMove(execution, trigger, move);
        };
    }

    /** A configuration that makes no sense is for the rehearsals to find; the books are not looked at here. */
    private OpenOutcome rehearse(InstanceName instance) {
        return switch (services.configurations().find(instance)) {
            case Configurations.Lookup.NotProtected() ->
                new Refuse(
                        Optional.of(instance),
                        Optional.empty(),
                        "no instance " + instance + " is protected: see what status lists");
            case Configurations.Lookup.Unreadable unreadable -> new OpenOutcome.Readiness(instance);
            case Configurations.Lookup.Found found -> new OpenOutcome.Readiness(instance);
        };
    }

    private OpenOutcome onAlarm(ExecutionArn execution, Trigger trigger, Cause.AlarmRaised raised) {
        return switch (services.configurations().find(raised.instance())) {
            case Configurations.Lookup.NotProtected() ->
                new Refuse(
                        Optional.of(raised.instance()),
                        Optional.empty(),
                        "alarm " + raised.alarm() + " names the instance " + raised.instance()
                                + ", which is not protected: delete the alarm, or protect the instance");
            case Configurations.Lookup.Unreadable(String why) ->
                new Refuse(
                        Optional.of(raised.instance()),
                        Optional.empty(),
                        "the configuration of " + raised.instance() + " makes no sense: " + why);
            case Configurations.Lookup.Found(ProtectedInstance configured) -> {
                if (!configured.alarm().equals(raised.alarm())) {
                    yield new Refuse(
                            Optional.of(raised.instance()),
                            Optional.empty(),
                            "alarm " + raised.alarm() + " is not the alarm of " + raised.instance() + ", which is "
                                    + configured.alarm());
                }
                yield onLedger(raised.instance(), ledger -> onAlarm(execution, trigger, raised, configured, ledger));
            }
        };
    }

    private OpenOutcome onAlarm(
            ExecutionArn execution,
            Trigger trigger,
            Cause.AlarmRaised raised,
            ProtectedInstance configured,
            InstanceLedger ledger) {
        if (!ledger.current().id().equals(raised.machine())) {
            return new Duplicate(
                    Optional.of(ledger.instance()),
                    ledger.incident().map(Incident::id),
                    "the alarm names " + raised.machine() + ", and " + raised.instance() + " runs on "
                            + ledger.current().id() + " today");
        }
        Instant grownUp = ledger.current().launchedAt().plus(configured.policy().bootGrace());
        if (services.clock().instant().isBefore(grownUp) && noneOpen(ledger)) {
            return new StandDown(
                    Optional.of(ledger.instance()),
                    Optional.empty(),
                    raised.machine() + " was launched at " + ledger.current().launchedAt()
                            + " and may still be booting until " + grownUp);
        }
        return claim(execution, trigger, ledger);
    }

    private OpenOutcome onMove(ExecutionArn execution, Trigger trigger, Cause.Move move) {
        return switch (services.configurations().find(move.instance())) {
            case Configurations.Lookup.NotProtected() ->
                new Refuse(
                        Optional.of(move.instance()),
                        Optional.empty(),
                        "no instance " + move.instance() + " is protected: see what status lists");
            case Configurations.Lookup.Unreadable(String why) ->
                new Refuse(
                        Optional.of(move.instance()),
                        Optional.empty(),
                        "the configuration of " + move.instance() + " makes no sense: " + why);
            case Configurations.Lookup.Found(ProtectedInstance configured) ->
                onLedger(move.instance(), ledger -> onMove(execution, trigger, move, configured, ledger));
        };
    }

    private OpenOutcome onMove(
            ExecutionArn execution,
            Trigger trigger,
            Cause.Move move,
            ProtectedInstance configured,
            InstanceLedger ledger) {
        boolean ownsTheLast =
                ledger.incident().filter(last -> last.owner().equals(execution)).isPresent();
        if (noneOpen(ledger) && !ownsTheLast) {
            if (configured.targets().stream()
                    .noneMatch(target -> target.server().equals(move.to()))) {
                return new Refuse(
                        Optional.of(move.instance()),
                        Optional.empty(),
                        move.to() + " is none of the servers that " + move.instance() + " can be launched on: "
                                + configured.targets().stream()
                                        .map(target -> target.server().value())
                                        .collect(Collectors.joining(", ")));
            }
            if (ledger.current().server().equals(move.to())) {
                return new Refuse(
                        Optional.of(move.instance()),
                        Optional.empty(),
                        move.instance() + " runs on " + move.to() + " already, as "
                                + ledger.current().id());
            }
        }
        return claim(execution, trigger, ledger, (fresh, now) -> fresh.openMove(execution, move.to(), now));
    }

    private static boolean noneOpen(InstanceLedger ledger) {
        return ledger.incident()
                .filter(incident -> incident.state() != Incident.State.CLOSED)
                .isEmpty();
    }

    private OpenOutcome claim(ExecutionArn execution, Trigger trigger, InstanceLedger ledger) {
        return claim(execution, trigger, ledger, (fresh, now) -> fresh.open(execution, trigger, now));
    }

    /** How the next incident is opened. */
    private interface FirstEntry {
        Transition write(InstanceLedger fresh, Instant now);
    }

    private OpenOutcome claim(ExecutionArn execution, Trigger trigger, InstanceLedger ledger, FirstEntry entry) {
        Optional<Incident> open = ledger.incident().filter(last -> last.state() != Incident.State.CLOSED);
        if (open.isPresent()) {
            return joinOrTakeOver(execution, trigger, open.get());
        }
        if (ledger.incident().filter(last -> last.owner().equals(execution)).isPresent()) {
            return new Duplicate(
                    Optional.of(ledger.instance()),
                    ledger.incident().map(Incident::id),
                    "this execution has ended its incident already");
        }
        Instant now = services.clock().instant();
        if (Permission.asked(services.controls(), ledger.instance(), trigger, now)
                instanceof Permission.Withheld(var by, String why)) {
            return new Suppress(ledger.instance(), why);
        }
        // What was matched above must still hold at the write: a call that hung in between must not make a
        // victim of the machine that was adopted meanwhile.
        Result result = ledgers.write(
                ledger.instance(),
                fresh -> fresh.lastIncident() == ledger.lastIncident()
                        ? entry.write(fresh, now)
                        : new Transition.Denied(Denial.OTHER_INCIDENT));
        return switch (result) {
            case Result.Written(InstanceLedger written) -> begin(incidentOf(written));
            // Somebody was faster: look again, and find their incident.
            case Result.Denied denied ->
                onLedger(ledger.instance(), fresh -> joinOrTakeOver(execution, trigger, incidentOf(fresh)));
        };
    }

    private OpenOutcome joinOrTakeOver(ExecutionArn execution, Trigger trigger, Incident incident) {
        if (incident.owner().equals(execution)) {
            return begin(incident);
        }
        return switch (incident.state()) {
            case CLOSED -> duplicate(incident.id(), incident.id() + " is closed");
            case PAGED -> duplicate(incident.id(), incident.id() + " waits for a person, who can resume it");
            // A move is a wish of its own, not another way to finish what somebody has begun.
            case OPEN ->
                trigger == Trigger.PLANNED
                        ? duplicate(
                                incident.id(),
                                incident.id() + " is open: let it end, or resume it, before a move is asked for")
                        : takeOver(execution, trigger, incident);
        };
    }

    private OpenOutcome resume(ExecutionArn execution, Trigger trigger, IncidentId id, InstanceLedger ledger) {
        Optional<Incident> found = ledger.incident().filter(last -> last.id().equals(id));
        if (found.isEmpty()) {
            return new Refuse(
                    Optional.of(id.instance()),
                    Optional.empty(),
                    "there is no incident " + id + " to resume: the newest of " + id.instance() + " is number "
                            + ledger.lastIncident());
        }
        Incident incident = found.get();
        if (incident.owner().equals(execution)) {
            return begin(incident);
        }
        return incident.state() == Incident.State.CLOSED
                ? duplicate(
                        id,
                        id + " is closed: it ended as "
                                + incident.outcome().map(Enum::name).orElse("unknown"))
                : takeOver(execution, trigger, incident);
    }

    private OpenOutcome takeOver(ExecutionArn execution, Trigger trigger, Incident incident) {
        return switch (services.executions().lifeOf(incident.owner())) {
            case RUNNING -> duplicate(incident.id(), incident.owner() + " is at work on " + incident.id());
            case UNKNOWN ->
                throw new ServiceUnavailableException(
                        "Step Functions did not say whether " + incident.owner() + " has ended");
            case TERMINAL -> {
                if (!incident.hasBegunToFence()
                        && permission(trigger, incident) instanceof Permission.Withheld(var by, String why)) {
                    yield new Suppress(incident.id().instance(), incident.id() + " is left as it is: " + why);
                }
                Instant now = services.clock().instant();
                Result result = ledgers.write(
                        incident.id().instance(),
                        fresh -> fresh.takeOver(incident.id(), incident.owner(), execution, trigger, now));
                yield switch (result) {
                    case Result.Written(InstanceLedger written) -> begin(incidentOf(written));
                    case Result.Denied denied ->
                        duplicate(incident.id(), "another execution took " + incident.id() + " over");
                };
            }
        };
    }

    /** What a person has asked for stays so, whoever takes it over. */
    private Permission permission(Trigger trigger, Incident incident) {
        return Permission.asked(
                services.controls(),
                incident.id().instance(),
                trigger.isOfAPerson() ? trigger : incident.trigger(),
                services.clock().instant());
    }

    private static OpenOutcome begin(Incident incident) {
        String instance = incident.id().instance().value();
        String machine = incident.victim().id().value();
        if (incident.move().isPresent()) {
            return incident.plan().isPresent()
                    ? new OpenOutcome.MoveTakenOver(incident.id(), instance, machine)
                    : new OpenOutcome.MoveOpened(incident.id(), instance, machine);
        }
        return incident.plan().isPresent()
                ? new TakenOver(incident.id(), instance, machine)
                : new Opened(incident.id(), instance, machine);
    }

    private static Duplicate duplicate(IncidentId id, String reason) {
        return new Duplicate(Optional.of(id.instance()), Optional.of(id), reason);
    }

    private static Incident incidentOf(InstanceLedger ledger) {
        return ledger.incident()
                .orElseThrow(() -> new IllegalStateException("an incident was just opened for " + ledger.instance()));
    }

    private interface LedgerStep {
        OpenOutcome apply(InstanceLedger ledger);
    }

    private OpenOutcome onLedger(InstanceName instance, LedgerStep step) {
        return services.table()
                .read(instance)
                .map(step::apply)
                .orElseGet(() -> new Refuse(
                        Optional.of(instance),
                        Optional.empty(),
                        "no instance " + instance + " is protected: see what status lists"));
    }
}
