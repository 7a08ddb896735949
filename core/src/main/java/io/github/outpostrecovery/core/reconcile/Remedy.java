package io.github.outpostrecovery.core.reconcile;

import io.github.outpostrecovery.core.control.Permission;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionName;
import io.github.outpostrecovery.core.service.Alarms.AlarmState;
import io.github.outpostrecovery.core.service.Alarms.Value;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be done about a {@link Situation}. A decision only: it reads nothing and changes nothing.
 *
 * <p>The name of an execution is made of what it is started for and of how many were started before: two runs that see the
 * same thing give the same name, and one execution is started.
 */
sealed interface Remedy {
    /** All is well, or somebody is at work, or it is not the time. */
    record Nothing(String why) implements Remedy {}

    /** Start an execution. */
    record Start(String about, ExecutionName name, ExecutionRequest request) implements Remedy {}

    /** Call a person. */
    record Call(String about, Trouble trouble) implements Remedy {}

    /** Point the alarm at the machine that runs today; and call a person, if that has been in vain for long. */
    record WatchAgain(String about, AlarmName alarm, Ec2InstanceId machine, Optional<Trouble> call) implements Remedy {}

    /** Decides. */
    static Remedy of(Situation seen) {
        return seen.incident()
                .map(incident -> ofIncident(seen, incident))
                .orElseGet(() -> seen.guard()
                        .map(guard -> ofAlarm(seen, guard))
                        .orElseGet(() -> new Nothing("its configuration cannot be read")));
    }

    /** What a note on an incident is about. */
    static String about(Incident incident) {
        return "incident " + incident.id();
    }

    private static Remedy ofIncident(Situation seen, Incident incident) {
        Optional<Trouble> trouble = seen.standstill();
        if (trouble.isPresent()) {
            return call(seen, about(incident), trouble.get());
        }
        if (incident.state() == Incident.State.PAGED) {
            return new Nothing(incident.id() + " waits for a person");
        }
        return switch (seen.owner()) {
            case RUNNING -> new Nothing(incident.owner() + " is at work on " + incident.id());
            case UNKNOWN -> new Nothing("nobody knows whether " + incident.owner() + " has ended");
            case TERMINAL -> resume(seen, incident);
        };
    }

    private static Remedy resume(Situation seen, Incident incident) {
        String about = about(incident);
        if (seen.held(incident)) {
            return held(seen, about, incident.lastMovement());
        }
        ReconcilerNote note = seen.note().regarding(about);
        if (note.lastStart()
                .filter(last -> !seen.over(last, Patience.START_UNDER_WAY))
                .isPresent()) {
            return new Nothing("an execution was started for " + incident.id() + " a moment ago");
        }
        return new Start(
                about,
                new ExecutionName("resume-" + incident.id().instance() + "-"
                        + incident.id().number() + "-" + (note.starts() + 1)),
                new ExecutionRequest.Resume(incident.id()));
    }

    private static Remedy ofAlarm(Situation seen, Situation.Guard guard) {
        return switch (guard.state()) {
            case AlarmState.Unknown(String why) ->
                new Nothing("CloudWatch did not say how " + guard.name() + " is: " + why);
            case AlarmState.Known(Ec2InstanceId machine, Value value, Instant since) -> {
                if (!machine.equals(seen.ledger().current().id())) {
                    yield watchAgain(seen, guard.name());
                }
                yield switch (value) {
                    case OK, INSUFFICIENT_DATA -> new Nothing(guard.name() + " is " + value);
                    case ALARM -> inAlarm(seen, guard.name(), machine, since);
                };
            }
        };
    }

    private static Remedy watchAgain(Situation seen, AlarmName alarm) {
        Ec2InstanceId machine = seen.ledger().current().id();
        String about = "guard of " + machine;
        ReconcilerNote note = seen.note().regarding(about);
        boolean inVain = note.starts() >= Patience.REARMS && isTimeToCall(seen, note);
        return new WatchAgain(about, alarm, machine, inVain ? Optional.of(Trouble.NOT_GUARDED) : Optional.empty());
    }

    private static Remedy inAlarm(Situation seen, AlarmName alarm, Ec2InstanceId machine, Instant since) {
        String about = "alarm since " + since;
        if (seen.records().stream().anyMatch(record -> record.outcome() == Outcome.REJECTED)) {
            return new Nothing("a person has said no, and the alarm has not changed since");
        }
        if (!seen.over(since, Patience.ALARM_ON_ITS_WAY)) {
            return new Nothing(alarm + " has just gone off");
        }
        if (seen.permission() instanceof Permission.Withheld) {
            return held(seen, about, since);
        }
        ReconcilerNote note = seen.note().regarding(about);
        if (isPausing(seen, note)) {
            return new Nothing("the last recovery came to nothing, and the next one is not due yet");
        }
        return new Start(
                about,
                new ExecutionName("reconcile-" + seen.ledger().instance() + "-" + since.getEpochSecond() + "-"
                        + (note.starts() + 1)),
                new ExecutionRequest.Alarm(alarm, machine));
    }

    /** What was suppressed has not been tried; and after hours of waiting for a person there is no hurry to ask again. */
    private static boolean isPausing(Situation seen, ReconcilerNote note) {
        Optional<IncidentRecord> tried = seen.records().stream()
                .filter(record -> !Set.of(Outcome.SUPPRESSED, Outcome.DUPLICATE).contains(record.outcome()))
                .max(Comparator.comparing(IncidentRecord::at));
        Duration pause = tried.filter(record -> record.outcome() == Outcome.EXPIRED)
                .map(record -> Patience.LONGEST_PAUSE)
                .orElseGet(() -> Patience.after(note.starts()));
        return tried.filter(record -> !seen.over(record.at(), pause)).isPresent()
                || note.lastStart().filter(last -> !seen.over(last, pause)).isPresent();
    }

    private static Remedy held(Situation seen, String about, Instant since) {
        return switch (seen.permission()) {
            case Permission.Granted() -> throw new IllegalStateException("nobody holds it");
            case Permission.Withheld(Permission.By by, String why) ->
                switch (by) {
                    case MAINTENANCE -> new Nothing(why);
                    case KILL_SWITCH ->
                        seen.over(since, Patience.HELD)
                                ? call(seen, about, Trouble.HELD_BY_KILL_SWITCH)
                                : new Nothing(why);
                };
        };
    }

    private static Remedy call(Situation seen, String about, Trouble trouble) {
        return isTimeToCall(seen, seen.note().regarding(about))
                ? new Call(about, trouble)
                : new Nothing("a person was called: " + trouble);
    }

    private static boolean isTimeToCall(Situation seen, ReconcilerNote note) {
        return note.lastCall()
                .filter(last -> !seen.over(last, Patience.REMINDER))
                .isEmpty();
    }
}
