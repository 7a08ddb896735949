package io.github.outpostrecovery.core.reconcile;

import io.github.outpostrecovery.core.control.Permission;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.service.Alarms.AlarmState;
import io.github.outpostrecovery.core.service.Alarms.Value;
import io.github.outpostrecovery.core.service.Executions.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the reconciler knows of one instance when it decides.
 *
 * @param guard its alarm; empty if its configuration cannot be read
 * @param owner whether the owner of its incident can still act; {@code UNKNOWN} where none is open
 * @param permission what a recovery that has not begun to fence would be told now
 * @param records what was recorded since the alarm took its state, oldest first
 * @param pagedAt when a person was called for its incident, if one was
 */
record Situation(
        Instant now,
        InstanceLedger ledger,
        Optional<Guard> guard,
        Life owner,
        Permission permission,
        List<IncidentRecord> records,
        Optional<Instant> pagedAt,
        ReconcilerNote note) {
    /** An alarm, and what it says. */
    record Guard(AlarmName name, AlarmState state) {}

    Situation {
        records = List.copyOf(records);
    }

    /** The incident that is not closed, if there is one. */
    Optional<Incident> incident() {
        return ledger.incident().filter(last -> last.state() != Incident.State.CLOSED);
    }

    /** Whether {@code since} is at least {@code patience} ago. */
    boolean over(Instant since, Duration patience) {
        return !now.isBefore(since.plus(patience));
    }

    /** Whether the alarm has been in ALARM since long ago, for the machine that runs today, and has left no trace. */
    boolean alarmWasLost() {
        return guard.map(Guard::state)
                .filter(state -> state instanceof AlarmState.Known(var machine, Value value, Instant since)
                        && machine.equals(ledger.current().id())
                        && value == Value.ALARM
                        && over(since, Patience.ALARM_LOST)
                        && records.isEmpty()
                        && incident().isEmpty()
                        && ledger.incident()
                                .filter(last -> !last.openedAt().isBefore(since))
                                .isEmpty())
                .isPresent();
    }

    /** How long its incident has been claimed: nothing if none is open. */
    Duration claimed() {
        return incident()
                .filter(open -> open.state() == Incident.State.OPEN)
                .map(open -> Duration.between(open.openedAt(), now))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }

    /** Why its incident does not move, if it does not. */
    Optional<Trouble> standstill() {
        return incident().flatMap(incident -> switch (incident.state()) {
            case CLOSED -> Optional.empty();
            case PAGED ->
                over(pagedAt.orElse(incident.lastMovement()), Patience.REMINDER)
                        ? Optional.of(Trouble.PAGED_TOO_LONG)
                        : Optional.empty();
            case OPEN ->
                switch (owner) {
                    case TERMINAL -> dead(incident);
                    case RUNNING, UNKNOWN -> silent(incident);
                };
        });
    }

    /** Whether it has yet to begin to fence, and may not. */
    boolean held(Incident incident) {
        return !incident.hasBegunToFence() && permission instanceof Permission.Withheld;
    }

    private Optional<Trouble> dead(Incident incident) {
        if (held(incident)) {
            return Optional.empty();
        }
        return note.regarding(Remedy.about(incident)).starts() >= Patience.RESUMES
                ? Optional.of(Trouble.RESUMED_IN_VAIN)
                : Optional.empty();
    }

    private Optional<Trouble> silent(Incident incident) {
        Duration longest = incident.waitsForAPerson() ? Patience.APPROVAL.plus(Patience.STEP) : Patience.STEP;
        return over(incident.lastMovement(), longest) ? Optional.of(Trouble.NOT_MOVING) : Optional.empty();
    }
}
