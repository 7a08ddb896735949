package io.github.outpostrecovery.cli.status;

import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.control.MaintenanceWindow;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.readiness.ReadinessReport;
import io.github.outpostrecovery.core.service.Alarms;
import java.time.Instant;
import java.util.Optional;

/**
 * How one protected instance is.
 *
 * @param mode empty if its configuration cannot be read
 * @param machine the one that runs it; empty if its books have not been begun
 * @param alarm what its alarm says
 * @param maintenance the window that is open now
 * @param incident the newest
 * @param readiness the newest report
 * @param trouble what is wrong with it besides, in one line
 */
public record InstanceStatus(
        InstanceName instance,
        Optional<Mode> mode,
        Optional<Machine> machine,
        Alarms.AlarmState alarm,
        Optional<MaintenanceWindow> maintenance,
        Optional<Incident> incident,
        Optional<ReadinessReport> readiness,
        Optional<String> trouble,
        Instant at) {
    /** In one word. */
    public Condition condition() {
        if (trouble.isPresent() || machine.isEmpty()) {
            return Condition.BROKEN;
        }
        Optional<Condition> busy = incident.flatMap(known -> switch (known.state()) {
            case CLOSED -> Optional.<Condition>empty();
            case PAGED -> Optional.of(Condition.NEEDS_A_PERSON);
            case OPEN -> Optional.of(known.waitsForAPerson() ? Condition.WAITS_FOR_APPROVAL : Condition.RECOVERING);
        });
        return busy.orElseGet(() -> maintenance.isPresent() ? Condition.MAINTENANCE : ofAlarm());
    }

    private Condition ofAlarm() {
        return switch (alarm) {
            case Alarms.AlarmState.Unknown unknown -> Condition.NOT_ARMED;
            case Alarms.AlarmState.Known known ->
                machine.filter(current -> current.id().equals(known.machine())).isEmpty()
                        ? Condition.NOT_ARMED
                        : switch (known.value()) {
                            case OK -> Condition.ARMED;
                            case ALARM -> Condition.IN_ALARM;
                            case INSUFFICIENT_DATA -> Condition.NOT_ARMED;
                        };
        };
    }

    /** What it comes to. */
    public enum Condition {
        /** Its alarm watches the machine that runs it, and is OK. */
        ARMED,
        /** Its alarm is not known to watch the machine that runs it. */
        NOT_ARMED,
        /** Its alarm is in ALARM, and nobody is at work on it. */
        IN_ALARM,
        /** A window is open: alarms start nothing. */
        MAINTENANCE,
        RECOVERING,
        WAITS_FOR_APPROVAL,
        /** An incident is half-way, and a person has to resume it. */
        NEEDS_A_PERSON,
        /** Its configuration or its books cannot be read. */
        BROKEN
    }
}
